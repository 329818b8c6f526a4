package origin

import (
	"os"
	"path/filepath"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/reread"
)

// Watcher opens the databases and range files again when they change. What
// cannot be opened is reported once, and the last good ones stay.
type Watcher struct {
	*reread.Loop

	o       Options
	onLoad  func(*Resolver)
	onError func(error)

	good   [32]byte // fingerprint of what is in use
	bad    string   // the error last reported, until there is none
	seen   []reread.Stamp
	seenAt time.Time
}

// NewWatcher watches the files of current, which Open returned for the same
// options. every is the time between two looks, 30 seconds if not above 0.
// onLoad, which owns the Resolver it is given, and onError are called one at a
// time from the watcher's goroutine and must not call Stop.
func NewWatcher(o Options, every time.Duration, current *Resolver, onLoad func(*Resolver), onError func(error)) *Watcher {
	w := &Watcher{
		o: o, onLoad: onLoad, onError: onError,
		good: current.fingerprint, seen: current.files, seenAt: current.openedAt,
	}
	look := w.look
	if o.ASNDatabase == "" && o.CountryDatabase == "" && len(o.Ranges) == 0 {
		look = nil
	}
	w.Loop = reread.NewLoop(every, look)
	return w
}

func (w *Watcher) look(now time.Time) {
	files := w.o.stamps()
	if reread.Unchanged(files, w.seen, w.seenAt) {
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

// stamps are those of all files that the options name now. One that is not
// there has a zero stamp: Open says what is wrong with it.
func (o Options) stamps() []reread.Stamp {
	var files []reread.Stamp
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
			s := reread.Stamp{Path: path}
			if info, err := os.Stat(path); err == nil {
				s.Size, s.Modified = info.Size(), info.ModTime()
			}
			files = append(files, s)
		}
	}
	return files
}
