package engine

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

var _ store.State = (*Engine)(nil)

var signalCount = len(signal.Table)

// Freeze fixes the moment of a checkpoint. Short sections are written at once;
// the long ones and the tokens that have changed are copied afterwards, a few
// at a time, as they are now.
func (e *Engine) Freeze(generation, committed uint32) (f store.Frozen) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := &e.keep.changes
	c.Begin(generation, committed)
	c.Freeze()
	for _, s := range e.sections() {
		if s.paged {
			f.Sections = append(f.Sections, e.pages(s.name, generation, committed)...)
			continue
		}
		f.Sections = append(f.Sections, e.moment(&s, generation, committed))
	}
	f.Log = e.keep.ids.take()
	f.Spilled = e.keep.spill.Turn(c)
	return f
}

func (e *Engine) moment(s *section, generation, committed uint32) store.Section {
	if s.freeze == nil {
		return store.Section{Name: s.name, Bytes: s.append(nil)}
	}
	if s.changes != nil && e.same(s.name, s.changes(), generation, committed) {
		return store.Section{Name: s.name, Same: true}
	}
	write := s.freeze()
	return store.Section{Name: s.name, Rest: func() []byte { return write(nil, &politeLock{Mutex: &e.mu}) }}
}

// same is whether the last whole checkpoint has this state of a section.
func (e *Engine) same(name string, changes uint64, generation, committed uint32) bool {
	was := e.keep.saved[name]
	if e.keep.saved == nil {
		e.keep.saved = map[string]savedSection{}
	}
	e.keep.saved[name] = savedSection{generation, changes}
	return was.generation != 0 && was.generation == committed && was.changes == changes
}

// politeLock is the engine's, for whoever takes it again and again: once it was
// held for a while in all it is left alone in between, so that a batch, which
// takes it for every record, does not wait every time. A short checkpoint makes
// no pause: a crash loses what is not yet in it.
type politeLock struct {
	*sync.Mutex
	since time.Time
	held  time.Duration
}

const (
	heldWithoutPause = 3 * time.Millisecond
	politePause      = 300 * time.Microsecond
)

func (l *politeLock) Lock() {
	l.Mutex.Lock()
	l.since = time.Now()
}

func (l *politeLock) Unlock() {
	l.held += time.Since(l.since)
	l.Mutex.Unlock()
	if l.held > heldWithoutPause {
		time.Sleep(politePause)
	}
}

// savedSection is which state of a section a generation of the storage holds.
type savedSection struct {
	generation uint32
	changes    uint64
}

// Spilled gives what has left memory, to be written ahead of a checkpoint.
func (e *Engine) Spilled(generation, committed uint32) []store.Record {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keep.changes.Begin(generation, committed)
	return e.keep.spill.Turn(&e.keep.changes)
}

// Copy gives up to most tokens of the moment; none when all are copied.
func (e *Engine) Copy(most int) (records []store.Record) {
	e.mu.Lock()
	defer e.mu.Unlock()
	k := e.keep
	n := min(most, len(k.copied))
	records = append(records, k.copied[:n]...)
	k.copied = slices.Delete(k.copied, 0, n)
	var b []byte
	for len(records) < most {
		place := k.changes.Due()
		if place == 0 {
			break
		}
		if cap(b)-len(b) < 4096 {
			b = make([]byte, 0, 64<<10) // one block for many
		}
		r := e.copyToken(place, b)
		r.Bytes = slices.Clip(r.Bytes)
		if len(b)+len(r.Bytes) <= cap(b) {
			b = b[:len(b)+len(r.Bytes)]
		}
		records = append(records, r)
	}
	return records
}

// GiveBack takes back what could not be written, and ends the moment. What is
// in memory is written with the next checkpoint; what is not waits once more.
func (e *Engine) GiveBack(unwritten []store.Record) {
	e.mu.Lock()
	defer e.mu.Unlock()
	k := e.keep
	for _, r := range k.copied {
		r.Version = r.Was // it was not even given out
		e.unwrite(r)
	}
	for _, r := range unwritten {
		e.unwrite(r)
	}
	k.copied = nil
	k.changes.Thaw()
}

func (e *Engine) unwrite(r store.Record) {
	k := e.keep
	if place := e.tokens.Find(r.Key); place != 0 {
		k.changes.Loaded(place, r.Version)
		k.changes.Change(place)
		return
	}
	if held, _, ok := k.spill.Take(r.Key); ok {
		r.Bytes = held.Bytes // no older than what comes back
	}
	if !k.spill.Put(r, true, r.Version.Worthy()) {
		e.stats.LostUnwritten++
	}
}

// Release says which tokens are in memory or on their way out of it, and
// forgets copies of the others.
func (e *Engine) Release(keys []store.Key) []bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	held := make([]bool, len(keys))
	for i, k := range keys {
		held[i] = e.tokens.Find(k) != 0 || e.keep.spill.Release(k)
	}
	return held
}

// Restore takes in what a storage has, before the first event. An error says
// what is wrong; the engine must not be used then.
func (e *Engine) Restore(l store.Loaded) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.sections() {
		i := slices.IndexFunc(l.Sections, func(x store.Section) bool { return x.Name == s.name })
		if i < 0 {
			continue // an older version did not write it
		}
		b := l.Sections[i].Bytes
		if s.paged {
			b = joinPages(s.name, l.Sections)
		}
		if err := s.load(b); err != nil {
			return fmt.Errorf("section %q: %w", s.name, err)
		}
	}
	if err := e.loadIDs(l.Log); err != nil {
		return fmt.Errorf("the remembered event ids: %w", err)
	}
	return nil
}

func onlyRegistry(o *incident.Open) bool {
	return !slices.ContainsFunc(o.Verdict.Signals, func(name string) bool {
		s := signal.ByName(name)
		return s == nil || s.Family != signal.Registry
	})
}
