package engine

import (
	"encoding/binary"
	"errors"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// keep is what the engine remembers for a storage, nil without one: which
// tokens differ from their copies there, and those that have left memory.
type keep struct {
	changes     store.Changes
	spill       *store.Spill
	stored      func(store.Key) bool       // may storage have a token?
	arrived     map[store.Key]store.Record // fetched for the batches under way
	copied      []store.Record             // of the moment, copied before they changed
	elsewhere   int                        // tokens that are not in memory
	ids         idLog
	undelivered undelivered
	saved       map[string]savedSection
	damaged     func(error) // told of a token whose copy cannot be read
}

// spillBytes bounds what has left memory and is not in storage yet. At a
// thousand bytes a token it is enough for a second of the fastest replay.
const spillBytes = 32 << 20

// KeepIn makes the engine ready for a storage, before the first event. stored
// says whether storage may have a token that is not in memory; damaged is told
// when its copy cannot be read. Both are called under the engine's lock.
func (e *Engine) KeepIn(stored func(store.Key) bool, damaged func(error)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keep = &keep{
		spill: store.NewSpill(spillBytes), stored: stored, damaged: damaged, arrived: map[store.Key]store.Record{},
	}
	e.duplicates.log = &e.keep.ids
}

// touch notes that the token in place is about to change.
func (e *Engine) touch(place uint32) {
	if e.keep != nil && e.keep.changes.Change(place) {
		e.keep.copied = append(e.keep.copied, e.copyToken(place, nil))
	}
}

// copyToken writes a token of the moment into b, which is long enough for
// several.
func (e *Engine) copyToken(place uint32, b []byte) store.Record {
	h, start := e.tokens.At(place), len(b)
	r := store.Record{Key: h.Key, Bytes: e.tokens.AppendToken(place, b)[start:]}
	r.Was, r.Version = e.keep.changes.Copied(place, worthy(h))
	return r
}

// worthy tokens are the last to be deleted from storage.
func worthy(h *baseline.Head) bool {
	return h.Flags&(baseline.WasMature|baseline.Declared|baseline.InIncident) != 0
}

// spill lets a token leave memory for the storage. It is false when there is
// no room to wait in; the baseline is lost then.
func (e *Engine) spill(place uint32) bool {
	c := &e.keep.changes
	if c.Frozen(place) {
		e.keep.copied = append(e.keep.copied, e.copyToken(place, nil))
	}
	h := e.tokens.At(place)
	r := store.Record{Key: h.Key, Version: c.Version(place), Bytes: e.tokens.AppendToken(place, nil)}
	kept := e.keep.spill.Put(r, c.Changed(place), worthy(h))
	if kept || r.Version != 0 { // else an older copy is all there is
		e.keep.elsewhere++
	}
	return kept
}

// recall brings a token back that has left memory. It is 0 when there is none;
// withheld says that there is one which cannot be had now.
func (e *Engine) recall(k store.Key, at, source uint32) (place uint32, withheld bool) {
	if e.keep == nil {
		return 0, false
	}
	r, due, held := e.keep.spill.Take(k)
	if !held {
		if r, held = e.keep.arrived[k]; held {
			delete(e.keep.arrived, k)
		}
	}
	if !held {
		return 0, e.keep.elsewhere > 0 && e.keep.stored(k)
	}
	if r.Bytes == nil {
		return 0, false
	}
	e.keep.elsewhere--
	if place = e.load(r, at, source); place != 0 && due {
		e.keep.changes.Change(place)
	}
	return place, false
}

// load takes a stored token into memory. What was decided about it while it
// was away is set right: its incident may have closed.
func (e *Engine) load(r store.Record, at, source uint32) uint32 {
	place, err := e.tokens.LoadToken(r.Bytes)
	if errors.Is(err, baseline.ErrNoRoom) && e.makeRoom(at, source, true) {
		place, err = e.tokens.LoadToken(r.Bytes)
	}
	if err != nil {
		e.stats.BaselinesDamaged++
		e.keep.damaged(err)
		return 0
	}
	e.keep.changes.Loaded(place, r.Version)
	h := e.tokens.At(place)
	h.Flags &^= baseline.InIncident
	if o := e.book.Of(h.Key); o != nil && !onlyRegistry(o) {
		h.Flags |= baseline.InIncident
	}
	visit := e.tokens.Visit(h)
	for i := range visit.Recent {
		if int(visit.Recent[i].Sig) > signalCount {
			visit.Recent[i] = baseline.Recent{}
		}
	}
	e.tokens.Keep(h, &visit, h.LastSeen)
	if h.Flags&baseline.WasMature != 0 {
		e.stats.Mature++
	}
	e.stats.Recalled++
	return place
}

// KeyCheck tells whether a storage was written under the same fingerprint key,
// without telling the key.
func (e *Engine) KeyCheck() uint64 {
	seed := e.keys.seed("storage")
	return binary.LittleEndian.Uint64(seed[:])
}
