package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Keys appends the keys of the tokens that events are of.
func (e *Engine) Keys(events []event.Event, keys []store.Key) []store.Key {
	var identity [256]byte
	for i := range events {
		if events[i].Subject.Grade != event.GradeNone {
			keys = append(keys, e.keys.index(events[i].AppendKey(identity[:0])))
		}
		if len(events[i].Facts) > 0 {
			keys = e.lateKeys(&events[i], keys)
		}
	}
	return keys
}

// lateKeys appends the keys of the tokens whose past uses a fact may judge.
func (e *Engine) lateKeys(ev *event.Event, keys []store.Key) []store.Key {
	e.mu.Lock()
	defer e.mu.Unlock()
	src := e.feeds.byKey[feedKey{ev.Provider, ev.Tenant}]
	if src == nil {
		return keys // nothing was ever used there
	}
	for i := range ev.Facts {
		f := &ev.Facts[i]
		switch {
		case isEnd(f):
			for _, c := range e.candidates(ev, f, src, ev.Time) {
				keys = append(keys, e.late.at(c.place).token)
			}
		case isStart(f.Kind), e.life.Leaks() && replaces(f):
			keys = append(keys, e.book.Withdrawable()...)
		}
	}
	return keys
}

// Absent gives those of the keys that are not in memory and that storage may
// have, each once, in the same array. The others stay at hand until Dismiss.
func (e *Engine) Absent(keys []store.Key) []store.Key {
	e.mu.Lock()
	defer e.mu.Unlock()
	absent, asked := keys[:0], make(map[store.Key]struct{}, len(keys))
	e.keep.spill.Hold(asked)
	for _, k := range keys {
		if _, again := asked[k]; again {
			continue
		}
		asked[k] = struct{}{}
		if e.tokens.Find(k) != 0 || e.keep.spill.Has(k) || !e.keep.stored(k) {
			continue
		}
		absent = append(absent, k)
	}
	return absent
}

// Offer gives the engine what storage has of the tokens that a batch needs;
// Dismiss takes back what was not used. A token that is used although storage
// may have it and it was not offered is judged without a baseline.
func (e *Engine) Offer(records []store.Record) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, r := range records {
		if e.tokens.Find(r.Key) == 0 && !e.keep.spill.Has(r.Key) {
			e.keep.arrived[r.Key] = r
		}
	}
}

// Dismiss ends the batch that Absent and Offer were for.
func (e *Engine) Dismiss() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keep.spill.Hold(nil)
	clear(e.keep.arrived)
}

// Pressed is whether so much has left memory that it should be written before
// the next checkpoint is due, and full whether what follows will be lost.
func (e *Engine) Pressed() (pressed, full bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.keep.spill.Pressed()
}

// Elsewhere notes that n more tokens are in storage and not in memory, and says
// whether there are any: only then has a batch to be looked through for them.
func (e *Engine) Elsewhere(n int) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keep.elsewhere += n
	return e.keep.elsewhere > 0
}
