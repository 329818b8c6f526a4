package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// record is one target's life and the provider's tenant that told it. It holds
// no pointer, so the garbage collector never walks a table.
type record struct {
	lapse
	source uint32
}

// table is a bounded set of lives by key.
type table struct {
	entries map[uint64]record
	limit   int
	evicted uint64
	before  map[uint64]keyedRecord // of a moment that is being written: what has changed since; else nil
}

func newTable(limit int) table {
	return table{entries: map[uint64]record{}, limit: limit}
}

func (t *table) begin(key, scope uint64, at int64) {
	t.change(key, scope, func(l *lapse) { l.begin(at) })
}

func (t *table) end(key, scope uint64, at int64, how event.FactKind) {
	t.change(key, scope, func(l *lapse) { l.end(at, how) })
}

func (t *table) change(key, scope uint64, with func(*lapse)) {
	if key == 0 {
		return
	}
	r, held := t.entries[key]
	if !held {
		t.makeRoom()
		r.source = uint32(scope)
	}
	t.touch(key)
	with(&r.lapse)
	t.entries[key] = r
}

func (t *table) get(key uint64) lapse { return t.entries[key].lapse }

func (t *table) makeRoom() {
	if len(t.entries) < t.limit {
		return
	}
	var newest int64
	for _, r := range t.entries {
		newest = max(newest, r.latest())
	}
	all := make([]candidate, 0, len(t.entries))
	for key, r := range t.entries {
		all = append(all, candidate{
			id: key, at: r.latest(), source: r.source, dear: dear(r.lapse, newest),
		})
	}
	for _, c := range victims(all, batch(t.limit, len(t.entries))) {
		t.touch(c.id)
		delete(t.entries, c.id)
		t.evicted++
	}
}
