package app

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// The bounds of a table: 4,096 apps of at most 256 values, 32 bytes each, so
// 35 MB where every app is full. Beyond them the one not seen for longest goes.
const (
	mostApps   = 4096
	mostValues = 256
)

// hour is the step in which what a token shows becomes visible to the others.
const hour = 3600

// Table holds the apps, out of the garbage collector's sight. Not safe for
// concurrent use.
type Table struct {
	apps   *store.Slab[shared]
	index  *store.Index
	values values
	before map[store.Key][]byte // of a moment that is being written: what has changed since; else nil
}

// shared is one app in one tenant.
type shared struct {
	key    store.Key
	tokens uint32 // that were ever admitted
	used   uint32 // when it was last asked or taught, seconds
	open   uint32 // its tokens with an open incident
	frozen uint32 // since when nothing new is lent, seconds; 0 not
	first  uint32 // of its values
	held   uint32 // how many these are
}

// NewTable makes an empty table.
func NewTable() *Table {
	apps := store.NewSlab[shared](mostApps)
	return &Table{
		apps: apps, index: store.NewIndex(mostApps, func(i uint32) store.Key { return apps.At(i).key }), values: newValues(),
	}
}

// Held is how many apps there are.
func (t *Table) Held() int { return t.apps.Held() }

// Limit is how many apps there can be.
func (t *Table) Limit() int { return mostApps }

// Bytes is the memory they take.
func (t *Table) Bytes() int64 { return t.apps.Bytes() + t.index.Bytes() + t.values.bytes() }

// find is the place of an app, or 0.
func (t *Table) find(k store.Key) (place uint32, a *shared) {
	if place = t.index.Find(k); place != 0 {
		a = t.apps.At(place)
	}
	return place, a
}

// admit makes a new app; there is room.
func (t *Table) admit(k store.Key) (place uint32, a *shared) {
	place = t.apps.Take()
	a = t.apps.At(place)
	a.key = k
	t.index.Put(k, place)
	return place, a
}

// Join counts a token that was admitted, and tells whether its app was unknown:
// the incidents of one that had to leave are still open.
func (t *Table) Join(k store.Key, at uint32) (unknown bool) {
	_, a := t.find(k)
	if unknown = a == nil; unknown {
		t.makeRoom()
		_, a = t.admit(k)
	}
	t.touch(a)
	a.tokens++
	a.used = max(a.used, at)
	return unknown
}

// Show counts a token that shows a value for the first time, with nothing else
// to be said against it. at is the watermark of the token's source, seconds.
func (t *Table) Show(k store.Key, d baseline.Dim, fp, at uint32) {
	place, a := t.find(k)
	if a == nil || a.frozen != 0 {
		return
	}
	v := t.values.find(place, d, fp)
	if v != nil && v.before == barred {
		return
	}
	t.touch(a)
	a.used = max(a.used, at)
	if v == nil {
		if a.held >= mostValues {
			t.values.drop(a)
		}
		v = t.values.put(place, a, value{dim: d, fp: fp, first: at, at: at})
	}
	if at/hour > v.at/hour {
		v.before, v.now = v.before+v.now, 0
		v.at = at
	}
	if v.before+v.now < 1<<15 {
		v.now++
	}
}

// Lent is how many tokens of the app had shown a value by themselves before
// this hour.
func (t *Table) Lent(k store.Key, d baseline.Dim, fp, at uint32) int {
	place, a := t.find(k)
	if a == nil {
		return 0
	}
	v := t.values.find(place, d, fp)
	switch {
	case v == nil, v.before == barred, a.frozen != 0 && v.first >= a.frozen:
		return 0
	case at/hour > v.at/hour:
		return int(v.before + v.now)
	}
	return int(v.before)
}

// Tokens is how many tokens of the app were admitted.
func (t *Table) Tokens(k store.Key) int {
	if _, a := t.find(k); a != nil {
		return int(a.tokens)
	}
	return 0
}
