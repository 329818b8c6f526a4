package origin

import (
	"os"
	"path/filepath"
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

// Watcher opens the databases and range files again when they change. What
// cannot be opened is reported once, and the last good ones stay.
type Watcher struct {
	o       Options
	every   time.Duration
	onLoad  func(*Resolver)
	onError func(error)

	good   [32]byte // fingerprint of what is in use
	bad    string   // the error last reported, until there is none
	seen   []stamp
	seenAt time.Time

	begin, end sync.Once
	stop, done chan struct{}
}

// NewWatcher watches the files of current, which Open returned for the same
// options. every is the time between two looks, 30 seconds if not above 0.
// onLoad, which owns the Resolver it is given, and onError are called one at a
// time from the watcher's goroutine and must not call Stop.
func NewWatcher(o Options, every time.Duration, current *Resolver, onLoad func(*Resolver), onError func(error)) *Watcher {
	if every <= 0 {
		every = defaultEvery
	}
	return &Watcher{
		o: o, every: every, onLoad: onLoad, onError: onError,
		good: current.fingerprint, seen: current.files, seenAt: current.openedAt,
		stop: make(chan struct{}), done: make(chan struct{}),
	}
}

// Start begins to watch; without files there is nothing to watch. It does
// nothing the second time, or after Stop.
func (w *Watcher) Start() {
	w.begin.Do(func() {
		if w.o.ASNDatabase == "" && w.o.CountryDatabase == "" && len(w.o.Ranges) == 0 {
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
	files := w.o.stamps()
	if slices.EqualFunc(files, w.seen, sameStamp) && !fresh(files, w.seenAt) {
		return
	}
	w.seen, w.seenAt = files, now
	r, err := Open(w.o)
	if err != nil {
		if text := err.Error(); text != w.bad {
			w.bad = text
			w.onError(err)
		}
		return
	}
	if r.fingerprint == w.good && w.bad == "" {
		_ = r.Close() // the same again; memory has nothing to tell on closing
		return
	}
	w.good, w.bad = r.fingerprint, ""
	w.onLoad(r)
}

// stamp is what shows cheaply that a file may have changed.
type stamp struct {
	path     string
	size     int64
	modified time.Time
}

// stamps are those of all files that the options name now. One that is not
// there has a zero stamp: Open says what is wrong with it.
func (o Options) stamps() []stamp {
	var files []stamp
	for _, pattern := range append([]string{o.ASNDatabase, o.CountryDatabase}, o.Ranges...) {
		if pattern == "" {
			continue
		}
		paths := []string{pattern}
		if _, err := os.Stat(pattern); err != nil {
			if matches, err := filepath.Glob(pattern); err == nil && len(matches) > 0 {
				paths = matches
			}
		}
		for _, path := range paths {
			s := stamp{path: path}
			if info, err := os.Stat(path); err == nil {
				s.size, s.modified = info.Size(), info.ModTime()
			}
			files = append(files, s)
		}
	}
	return files
}

func sameStamp(a, b stamp) bool {
	return a.path == b.path && a.size == b.size && a.modified.Equal(b.modified)
}

// fresh is whether a file was so young when it was read that a later change
// may not show.
func fresh(files []stamp, readAt time.Time) bool {
	return slices.ContainsFunc(files, func(s stamp) bool { return readAt.Sub(s.modified) < clockTick })
}
