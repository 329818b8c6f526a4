package inventory

import (
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/reread"
)

// Watcher loads the inventory again when its files change. A bad set of files
// is reported once and the last good inventory stays.
type Watcher struct {
	*reread.Loop

	paths       []string
	knownSignal func(string) bool
	onLoad      func(*Inventory)
	onError     func(error)

	good    [32]byte // names and contents of the inventory in use
	bad     [32]byte // of the files last complained about
	badRead string   // the error when they could not even be read
	seen    []reread.Stamp
	seenAt  time.Time
}

// NewWatcher watches the files of current, which Load returned for the same
// paths; nil means that nothing is loaded yet. every is the time between two
// looks, 30 seconds if not above 0. onLoad and onError are called one at a
// time from the watcher's goroutine and must not call Stop.
func NewWatcher(paths []string, knownSignal func(string) bool, every time.Duration, current *Inventory, onLoad func(*Inventory), onError func(error)) *Watcher {
	w := &Watcher{paths: slices.Clone(paths), knownSignal: knownSignal, onLoad: onLoad, onError: onError}
	if current != nil {
		w.good = current.named
	}
	look := w.look
	if len(paths) == 0 {
		look = nil
	}
	w.Loop = reread.NewLoop(every, look)
	return w
}

func (w *Watcher) look(now time.Time) {
	stamps, err := listFiles(w.paths)
	if err != nil {
		w.cannotRead(err)
		return
	}
	if w.badRead == "" && reread.Unchanged(stamps, w.seen, w.seenAt) {
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
