package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// find looks for the token of a record that is no use of it; it admits none.
func (e *Engine) find(u *use) {
	k := e.index(u.ev)
	if u.place = e.tokens.Find(k); u.place == 0 {
		u.place, _ = e.recall(k, u.at, u.src.number)
	}
	if u.place != 0 {
		e.touch(u.place)
		u.head = e.tokens.At(u.place)
	}
}

// admit makes a new token of a source. When all places are taken a less worthy
// one makes room; 0 when there is none.
func (e *Engine) admit(k store.Key, at, source uint32) uint32 {
	if place := e.tokens.Admit(k, at); place != 0 {
		return place
	}
	if !e.makeRoom(at, source, e.keep != nil) {
		e.stats.AdmissionsRefused++
		return 0
	}
	return e.tokens.Admit(k, at)
}

// makeRoom lets the least worthy token leave memory: for storage, or for good.
// With free, even a worthy one goes: storage gives it back.
func (e *Engine) makeRoom(at, source uint32, free bool) bool {
	place := e.tokens.LeastWorthy(at, source, free)
	if place == 0 {
		return false
	}
	h := e.tokens.At(place)
	if h.Flags&baseline.WasMature != 0 {
		e.stats.EvictedMature++
		e.stats.Mature--
	} else {
		e.stats.EvictedYoung++
	}
	kept := e.keep != nil && e.spill(place)
	if e.keep != nil && !kept {
		e.stats.LostUnwritten++
	}
	if o := e.book.Of(h.Key); o != nil && !kept && o.Key == h.Key && len(o.Members) == 0 {
		e.book.Remove(o)
		e.pending = append(e.pending, e.closing(o, int64(at)*int64(time.Second), "its token left memory to make room"))
	}
	if !kept {
		e.consumers.Forget(h.Key)
	}
	if e.keep != nil {
		e.keep.changes.Gone(place)
	}
	e.tokens.Forget(place)
	return true
}
