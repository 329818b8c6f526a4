package store

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// Settings of a Keeper.
type Settings struct {
	Interval time.Duration // between checkpoints, wall clock
	Limit    int           // most tokens in storage
	KeyCheck uint64        // a keyed hash of a constant: tells a changed key
	// Problem is told what is wrong with the storage, once until it is right
	// again, which nil says; Notice what else a person should know.
	Problem func(error)
	Notice  func(text string, err error)
}

// Keeper keeps a state in a storage: it writes what has changed at every
// interval and at the end, off the path of the records, and fetches the tokens
// that are not in memory. What it writes counts only as a whole.
type Keeper struct {
	s      Settings
	client storage.Client
	state  State

	fetching sync.Mutex // held from asking for absent tokens until they are judged, and while tokens are deleted
	lastNeed atomic.Int64
	brokenAt atomic.Int64 // when a fetch failed last
	slowAt   atomic.Int64 // when a batch waited in vain for room
	// brokenSince is the first failure after the last success; 0 none.
	brokenSince atomic.Int64

	mu     sync.Mutex // guards filter and figures
	filter Filter
	f      Figures

	// The rest belongs to the one goroutine that writes.
	era     string
	fresh   bool // the era is not entered as the one in use
	begun   bool // storage knows that this generation may be being written
	m       manifest
	lists   [2]list
	log     []*segment
	closing bool

	unwritten                []*storage.Operation // pages of lists that could not be written yet
	unlisted, unlistedBefore []*storage.Operation // deletions of pages that the next manifest, and the last, no longer refers to

	failing atomic.Bool
	open    atomic.Bool // storage was read
	voids   atomic.Pointer[map[uint32]struct{}]
	current atomic.Uint32 // the generation being written

	wanted, covered atomic.Uint64 // see Hasten
	vain            atomic.Uint64 // until this is covered no batch waits for long

	kick, hurry, quit, done chan struct{}
}

// lostAfter is how long storage may fail to give tokens until they are lost.
const lostAfter = time.Minute

// Figures of a Keeper since its start.
type Figures struct {
	Stored, StoredLimit   int64
	Deleted               int64 // tokens, because of the limit
	Written, WriteFailed  int64 // checkpoints
	Fetched, FetchFailed  int64 // tokens
	FilterKeys, FilterLen int64 // in it; bytes
	SetAside              int64
	Last                  time.Duration // that the last whole checkpoint took
	LastAt                time.Time
}

// NewKeeper makes a keeper. Load must follow, then Start.
func NewKeeper(client storage.Client, s Settings) *Keeper {
	k := &Keeper{s: s, client: client, kick: make(chan struct{}, 1), hurry: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{})}
	k.voids.Store(&map[uint32]struct{}{})
	k.f.LastAt = time.Now()
	k.begin()
	return k
}

// begin starts an empty era, under a name no earlier one has.
func (k *Keeper) begin() {
	k.era = eraName(time.Now())
	k.fresh, k.begun = true, true
	k.m = manifest{check: k.s.KeyCheck, next: 1}
	k.lists, k.log, k.unlisted, k.unlistedBefore, k.unwritten = [2]list{}, nil, nil, nil, nil
	k.current.Store(1)
	k.mu.Lock()
	k.filter, k.f.Stored = Filter{}, 0
	k.mu.Unlock()
}

// Start begins to keep a state.
func (k *Keeper) Start(state State) {
	k.state = state
	state.Elsewhere(int(k.m.distinct))
	go k.run()
}

// run writes at the interval at the latest. While checkpoints are small they
// come up to ten times as often, as long as they take a twentieth of the time:
// then a crash loses that much less. When batches wait for them they take up to
// half of it.
func (k *Keeper) run() {
	defer close(k.done)
	ctx := context.Background()
	least := k.s.Interval / hastened
	timer := time.NewTimer(least)
	defer timer.Stop()
	last, took := time.Now(), time.Duration(0)
	for {
		select {
		case <-timer.C:
			start := time.Now()
			k.checkpoint(ctx)
			last = time.Now()
			took = last.Sub(start)
			timer.Reset(min(max(idleShare*took, least), k.s.Interval))
		case <-k.hurry:
			pause := least
			if k.Durable() {
				pause = min(least, took)
			}
			timer.Reset(max(pause-time.Since(last), 0))
		case <-k.kick:
			k.writeAhead(ctx)
		case <-k.quit:
			k.closing = true
			k.checkpoint(ctx)
			return
		}
	}
}

// idleShare is how much longer than writing a checkpoint the pause is.
const idleShare = 20

// hastened is how many checkpoints there may be in an interval.
const hastened = 10

// hastenWait is how long a batch waits for a checkpoint, and durableWait how
// long where it is to lose nothing: on a machine with far too much to do a
// process has taken more than a second for its first.
const (
	hastenWait  = 8 * time.Millisecond
	durableWait = 5 * time.Second
)

// Durable is whether every batch is to wait until a checkpoint holds it: who
// sets an interval below a second wants to lose nothing. A receiver sends again
// what was not acknowledged; what was, and is in no checkpoint, a crash loses.
func (k *Keeper) Durable() bool { return k.s.Interval < time.Second }

// Hasten asks for a checkpoint at once, since the batch just judged brought what
// cannot be learned again: an incident opened, somebody left. Whoever sent it
// may never send it again. It waits for it a little, a few milliseconds being
// what one takes while little has changed.
func (k *Keeper) Hasten() {
	ticket := k.wanted.Add(1)
	select {
	case k.hurry <- struct{}{}:
	default:
	}
	wait := hastenWait
	if k.Durable() && k.covered.Load() >= k.vain.Load() {
		wait = durableWait
	}
	for end := time.Now().Add(wait); k.covered.Load() < ticket && time.Now().Before(end) && !k.failing.Load(); {
		select {
		case <-k.done:
			return
		default:
			time.Sleep(200 * time.Microsecond)
		}
	}
	if wait == durableWait && k.covered.Load() < ticket {
		k.vain.Store(ticket) // a storage that hangs does so once
	}
}

// Stop writes a last checkpoint, gives up when ctx ends, and closes the client.
func (k *Keeper) Stop(ctx context.Context) error {
	if k.state != nil {
		close(k.quit)
		select {
		case <-k.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return k.client.Close(ctx)
}

// Stored is whether storage may have a token. When it has given none for a
// minute they count as lost, so that they are learned again.
func (k *Keeper) Stored(key Key) bool {
	if since := k.brokenSince.Load(); since != 0 && time.Since(time.Unix(0, since)) > lostAfter {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.filter.Has(key)
}

// Figures are those of now.
func (k *Keeper) Figures() Figures {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.f
	f.StoredLimit, f.FilterKeys, f.FilterLen = int64(k.s.Limit), int64(k.filter.Held()), k.filter.Bytes()
	return f
}

func (k *Keeper) count(change func(*Figures)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.f)
}

// problem tells of what is wrong once, and once that it is right again.
func (k *Keeper) problem(err error) {
	if failing := err != nil; k.failing.Swap(failing) != failing {
		k.s.Problem(err)
	}
}

// stored counts the tokens in storage.
func (k *Keeper) stored(n int64) {
	k.m.distinct = uint64(max(int64(k.m.distinct)+n, 0))
	k.count(func(f *Figures) { f.Stored = int64(k.m.distinct) })
}

// Relieve lets a batch wait while more tokens leave memory than storage takes: a
// tenth of a second at most, and longer only as long as others would be lost.
// It does not wait for a storage that fails, and not again so soon for one that
// was too slow.
func (k *Keeper) Relieve() {
	start := time.Now()
	for {
		pressed, full := k.state.Pressed()
		if !pressed && !full {
			return
		}
		select {
		case k.kick <- struct{}{}:
		default:
		}
		waited := time.Since(start)
		switch {
		case k.failing.Load(), !full && waited > relieveWait:
			return
		case waited > relieveWait && start.Sub(time.Unix(0, k.slowAt.Load())) < fullAgain:
			return
		case waited > fullWait:
			k.slowAt.Store(time.Now().UnixNano())
			return
		}
		time.Sleep(time.Millisecond)
	}
}

const (
	relieveWait = 100 * time.Millisecond
	fullWait    = 3 * time.Second
	fullAgain   = time.Minute
)
