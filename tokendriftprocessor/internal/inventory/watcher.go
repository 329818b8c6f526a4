package inventory

import (
	"slices"
	"sync"
	"time"
)

const (
	defaultEvery = 30 * time.Second
	// A file written twice within a file system's clock tick can change
	// without a new time or size, so a fresh file is read again (the "racy
	// git" problem).
	clockTick = 2 * time.Second
)

// Watcher loads the inventory again when its files change. A bad set of files
// is reported once and the last good inventory stays.
type Watcher struct {
	paths       []string
	knownSignal func(string) bool
	every       time.Duration
	onLoad      func(*Inventory)
	onError     func(error)

	good    [32]byte // names and contents of the inventory in use
	bad     [32]byte // of the files last complained about
	badRead string   // the error when they could not even be read
	seen    []stamp
	seenAt  time.Time

	begin, end sync.Once
	stop, done chan struct{}
}

// NewWatcher watches the files of current, which Load returned for the same
// paths; nil means that nothing is loaded yet. every is the time between two
// looks, 30 seconds if not above 0. onLoad and onError are called one at a
// time from the watcher's goroutine and must not call Stop.
func NewWatcher(paths []string, knownSignal func(string) bool, every time.Duration, current *Inventory, onLoad func(*Inventory), onError func(error)) *Watcher {
	if every <= 0 {
		every = defaultEvery
	}
	w := &Watcher{
		paths: slices.Clone(paths), knownSignal: knownSignal, every: every, onLoad: onLoad, onError: onError,
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	if current != nil {
		w.good = current.named
	}
	return w
}

// Start begins to watch; without paths there is nothing to watch. It does
// nothing the second time, or after Stop.
func (w *Watcher) Start() {
	w.begin.Do(func() {
		if len(w.paths) == 0 {
			close(w.done)
			return
		}
		go w.run()
	})
}

// Stop waits until the goroutine has ended. It is safe without Start and more
// than once.
func (w *Watcher) Stop() {
	w.end.Do(func() { close(w.stop) })
	w.begin.Do(func() { close(w.done) })
	<-w.done
}

func (w *Watcher) run() {
	defer close(w.done)
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	for {
		select {
		case <-w.stop:
			return
		case <-tick.C:
			w.look(time.Now())
		}
	}
}

func (w *Watcher) look(now time.Time) {
	stamps, err := listFiles(w.paths)
	if err != nil {
		w.cannotRead(err)
		return
	}
	if w.badRead == "" && slices.EqualFunc(stamps, w.seen, sameStamp) && !fresh(stamps, w.seenAt) {
		return
	}
	files, err := readFiles(w.paths)
	if err != nil {
		w.cannotRead(err)
		return
	}
	w.seen, w.seenAt, w.badRead = stamps, now, ""
	named := fingerprint(files, true)
	switch named {
	case w.good:
		w.bad = [32]byte{}
		return
	case w.bad:
		return
	}
	inv, err := parse(files, w.knownSignal)
	if err != nil {
		w.bad = named
		w.onError(err)
		return
	}
	w.good, w.bad = named, [32]byte{}
	w.onLoad(inv)
}

func (w *Watcher) cannotRead(err error) {
	if err.Error() != w.badRead {
		w.badRead = err.Error()
		w.onError(err)
	}
}

func sameStamp(a, b stamp) bool {
	return a.path == b.path && a.size == b.size && a.modified.Equal(b.modified)
}

// fresh is whether a file was so young when it was read that a later change
// may not show.
func fresh(stamps []stamp, readAt time.Time) bool {
	return slices.ContainsFunc(stamps, func(s stamp) bool { return readAt.Sub(s.modified) < clockTick })
}
