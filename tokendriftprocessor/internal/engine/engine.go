package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"sync"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// Engine judges events. Safe for concurrent use.
type Engine struct {
	o       Options
	keys    keyring
	clients *origin.Clients
	now     func() int64 // the wall clock, for records without an observed time

	mu sync.Mutex // guards everything declared below

	inventory  *inventory.Inventory
	generation uint32             // of the inventory
	entries    []*inventory.Token // those that tokens refer to, by number less one
	numbers    map[*inventory.Token]uint32
	policy     string
	rules      incident.Policy

	tokens     *baseline.Set
	consumers  *baseline.Consumers
	apps       *app.Table
	moves      *app.Moves
	life       *lifecycle.State
	factGen    uint32 // grows with every fact that ends something
	book       *incident.Book
	feeds      feeds
	duplicates duplicates
	owners     baseline.Owners    // at which providers each declared owner was seen
	made       baseline.Made      // what tokens made in the last minutes
	late       late               // the last uses, for facts that come after them
	line       succession         // which credential took over from which
	expired    expired            // exceptions whose end was told
	doubts     doubts             // where records contradict the inventory
	accounts   accounts           // what incidents showed, for who decides about them
	keep       *keep              // what goes to storage; nil without one
	pending    []*incident.Notice // told with the next event
	rates      *app.Rates         // how often tokens really show episodes
	stats      Stats

	// scratch of one judgement
	use     use
	key     []byte
	scratch []byte
	query   baseline.Query
	answer  baseline.Answer
	place   origin.Place
	found   []signal.Evidence
	recent  [baseline.Families]baseline.Recent // of a shared token, before this use
}

// New makes an engine without memory.
func New(o Options) (*Engine, error) {
	if o.Inventory == nil {
		empty, err := inventory.Load(nil, nil)
		if err != nil {
			return nil, err
		}
		o.Inventory = empty
	}
	keys := newKeyring(o.FingerprintKey)
	e := &Engine{
		o: o, keys: keys, clients: origin.NewClients(origin.DefaultClients, keys.seed("clients")),
		now:  func() int64 { return time.Now().UnixNano() },
		life: lifecycle.New(lifecycle.Limits{}, keys.seed("lifecycle")),
		tokens: baseline.NewSet(baseline.Limits{
			Tokens: o.MaxTokens, HalfLife: o.HalfLife, LearningPeriod: o.LearningPeriod, LearningUses: o.LearningUses, Lateness: o.MaxLateness,
		}),
		consumers:  baseline.NewConsumers(),
		apps:       app.NewTable(),
		moves:      app.NewMoves(),
		rates:      app.NewRates(),
		book:       incident.NewBook(int64(o.ClearAfter)),
		feeds:      newFeeds(),
		duplicates: newDuplicates(o.DuplicateWindow, &keys),
		late:       newLate(o.MaxTokens),
		line:       newSuccession(),
		accounts:   newAccounts(),
		expired:    expired{},
		doubts:     newDoubts(),
		rules:      incident.Policy{Budget: o.Budget, Criteria: o.Criteria, Without: o.Without},
	}
	e.install(o.Inventory)
	return e, nil
}

// SetInventory puts a reread inventory in force. What its dispositions close
// is told with the next event.
func (e *Engine) SetInventory(inv *inventory.Inventory) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.install(inv)
}

// SetOrigin puts reread databases and ranges in force; config is the
// fingerprint of the configuration with them. When it returns, the engine no
// longer uses the old ones.
func (e *Engine) SetOrigin(r *origin.Resolver, config [32]byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.o.Origin, e.o.ConfigFingerprint = r, config
	e.setPolicy()
}

func (e *Engine) install(inv *inventory.Inventory) {
	e.inventory = inv
	e.generation++
	e.factGen++ // what the old one let pass may not pass now
	e.entries, e.numbers = nil, map[*inventory.Token]uint32{}
	clear(e.line.named)
	e.setPolicy()
	e.keepExpired()
	e.meet()
	e.watchInventory()
	e.own()
}

func (e *Engine) setPolicy() {
	contents := e.inventory.Fingerprint()
	sum := sha256.Sum256(append(e.o.ConfigFingerprint[:], contents[:]...))
	e.policy = hex.EncodeToString(sum[:8])
}

// Judge judges one event and moves all state on.
func (e *Engine) Judge(ev *event.Event, at Arrival) incident.Output {
	e.mu.Lock()
	defer e.mu.Unlock()

	e.hide(ev)
	src := e.feeds.of(ev.Provider, ev.Tenant)
	id := e.duplicates.key(src, ev.ID)
	if id != 0 && ev.Kind&event.KindUse == 0 {
		id ^= factCopy // a copy that came for its facts alone does not make the use behind it a duplicate
	}
	if v, held := e.duplicates.seen(id); held {
		e.stats.Duplicates++
		return incident.Output{Verdict: v}
	}
	t, believed := e.believe(ev, at)
	var out incident.Output
	out.Before = append(out.Before, e.pending...)
	e.pending = nil
	if believed {
		out.Before = append(out.Before, e.advance(src, t)...)
	}
	late := t < src.watermark-int64(e.o.MaxLateness)
	if late {
		e.stats.Late++
	}
	e.apply(ev, t, false)
	if ev.Subject.Grade != event.GradeNone && (ev.Kind&event.KindUse != 0 || grantsScopes(ev)) {
		e.use = use{ev: ev, src: src, time: t, late: late, grantOnly: ev.Kind&event.KindUse == 0}
		out.Verdict, out.After = e.judge(&e.use)
	}
	e.apply(ev, t, true)
	out.After = append(out.After, e.lateTruth(ev, src, t)...)
	e.duplicates.remember(id, out.Verdict)
	if e.keep != nil {
		e.keep.undelivered.add(out.Before)
		e.keep.undelivered.add(out.After)
	}
	return out
}

// factCopy tells the facts of an event id from its use.
const factCopy = 0xd6e8feb86659fd93

// grantsScopes is whether a record that is no use says what a token may do.
func grantsScopes(ev *event.Event) bool { return len(ev.Scopes) > 0 && len(ev.Facts) > 0 }

// Stats returns the figures of now.
func (e *Engine) Stats() Stats {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.stats
	s.Tokens, s.TokensLimit = int64(e.tokens.Held()), int64(e.tokens.Limit())
	s.IncidentsOpen, s.IncidentsLimit = int64(e.book.Len()), int64(e.book.Limit())
	c := e.life.Counts()
	s.FactsHeld = int64(c.People.Held+c.Apps.Held+c.Ended.Held+c.Devices.Held+c.Jobs.Held+e.made.Held()+e.owners.Held()) + e.line.held() + int64(len(e.accounts.all))
	s.FactsEvicted = int64(c.People.Evicted+c.Apps.Evicted+c.Ended.Evicted+c.Devices.Evicted+c.Jobs.Evicted) + e.made.Lost + e.owners.Lost + e.line.lost + e.accounts.lost
	s.StateBytes = e.tokens.Bytes() + e.late.bytes() + e.consumers.Bytes() + e.apps.Bytes()
	s.LateUses, s.LateUsesLimit, s.LateUsesEvicted = int64(e.late.held), int64(e.late.limit), e.late.lost
	s.Consumers, s.ConsumersLimit, s.ConsumersRefused = int64(e.consumers.Held()), int64(e.consumers.Limit()), e.consumers.Refused()
	s.Moves, s.MovesLimit, s.MovesRefused = int64(e.moves.Held()), int64(e.moves.Limit()), e.moves.Refused()
	if e.keep != nil {
		s.WaitingBytes = int64(e.keep.spill.Bytes())
	}
	return s
}

func incidentID(fingerprint [16]byte, eventID string) string {
	sum := sha256.Sum256(append(fingerprint[:], eventID...))
	return "td-" + hex.EncodeToString(sum[:8])
}

func floodID(feed string, hour int64) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(feed), uint64(hour)))
	return "td-" + hex.EncodeToString(sum[:8])
}
