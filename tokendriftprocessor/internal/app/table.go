package app

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// The bounds of a table: 4,096 apps of at most 256 values, 24 bytes each, so
// 25 MB where every app is full. Beyond them the one not seen for longest goes.
const (
	mostApps   = 4096
	mostValues = 256
)

// hour is the step in which what a token shows becomes visible to the others.
const hour = 3600

// Table holds the apps. Not safe for concurrent use.
type Table struct {
	apps   map[store.Key]*shared
	before map[store.Key][]byte // of a moment that is being written: what has changed since; else nil
}

// shared is one app in one tenant.
type shared struct {
	tokens uint32 // that were ever admitted
	used   uint32 // when it was last asked or taught, seconds
	open   uint32 // its tokens with an open incident
	frozen uint32 // since when nothing new is lent, seconds; 0 not
	values map[valueKey]*value
}

type valueKey struct {
	dim baseline.Dim
	fp  uint32
}

// value is how many tokens showed it by themselves: in full hours before at,
// and in the hour of at.
type value struct {
	first  uint32 // when the first token showed it
	at     uint32
	before uint16
	now    uint16
}

// NewTable makes an empty table.
func NewTable() *Table { return &Table{apps: map[store.Key]*shared{}} }

// Held is how many apps there are.
func (t *Table) Held() int { return len(t.apps) }

// Limit is how many apps there can be.
func (t *Table) Limit() int { return mostApps }

// Join counts a token that was admitted, and tells whether its app was unknown:
// the incidents of one that had to leave are still open.
func (t *Table) Join(k store.Key, at uint32) (unknown bool) {
	a := t.apps[k]
	if unknown = a == nil; unknown {
		t.makeRoom()
		a = &shared{values: map[valueKey]*value{}}
		t.apps[k] = a
	}
	t.touch(k, a)
	a.tokens++
	a.used = max(a.used, at)
	return unknown
}

// Show counts a token that shows a value for the first time, with nothing else
// to be said against it. at is the watermark of the token's source, seconds.
func (t *Table) Show(k store.Key, d baseline.Dim, fp, at uint32) {
	a := t.apps[k]
	if a == nil || a.frozen != 0 {
		return
	}
	t.touch(k, a)
	a.used = max(a.used, at)
	v := a.values[valueKey{d, fp}]
	if v == nil {
		if len(a.values) >= mostValues {
			a.drop()
		}
		v = &value{first: at, at: at}
		a.values[valueKey{d, fp}] = v
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
	a := t.apps[k]
	if a == nil {
		return 0
	}
	v := a.values[valueKey{d, fp}]
	switch {
	case v == nil, a.frozen != 0 && v.first >= a.frozen:
		return 0
	case at/hour > v.at/hour:
		return int(v.before + v.now)
	}
	return int(v.before)
}

// Tokens is how many tokens of the app were admitted.
func (t *Table) Tokens(k store.Key) int {
	if a := t.apps[k]; a != nil {
		return int(a.tokens)
	}
	return 0
}
