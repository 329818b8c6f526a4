package app

import (
	"cmp"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// value is how many tokens of an app showed it by themselves: in full hours
// before at, and in the hour of at. 32 bytes.
type value struct {
	app    uint32 // its place
	next   uint32 // of the same app
	chain  uint32 // of the same bucket
	fp     uint32
	first  uint32 // when the first token showed it
	at     uint32
	before uint16
	now    uint16
	dim    baseline.Dim
}

// valueBuckets makes chains of sixteen where every app is full. Only values that
// are new to a token are looked for.
const valueBuckets = mostApps * mostValues / 16

// values are those of all apps, each in the list of its app and in a bucket.
type values struct {
	slab    *store.Slab[value]
	buckets []uint32
}

func newValues() values {
	return values{store.NewSlab[value](mostApps * mostValues), make([]uint32, valueBuckets)}
}

func (l *values) bytes() int64 { return l.slab.Bytes() + int64(len(l.buckets))*4 }

func (l *values) bucket(app uint32, d baseline.Dim, fp uint32) *uint32 {
	h := ((fp^uint32(d)*0x9E3779B1)*0x85EBCA77 ^ app) * 0xC2B2AE3D
	return &l.buckets[(h^h>>15)%valueBuckets]
}

func (l *values) find(app uint32, d baseline.Dim, fp uint32) *value {
	for i := *l.bucket(app, d, fp); i != 0; {
		v := l.slab.At(i)
		if v.fp == fp && v.dim == d && v.app == app {
			return v
		}
		i = v.chain
	}
	return nil
}

// put enters a value that the app has not; there is room.
func (l *values) put(app uint32, a *shared, v value) *value {
	b := l.bucket(app, v.dim, v.fp)
	v.app, v.next, v.chain = app, a.first, *b
	i := l.slab.Take()
	*l.slab.At(i) = v
	*b, a.first = i, i
	a.held++
	return l.slab.At(i)
}

// drop forgets the value of an app that fewest tokens show, the oldest of them.
func (l *values) drop(a *shared) {
	worst := &a.first
	for link := worst; *link != 0; link = &l.slab.At(*link).next {
		if l.slab.At(*link).worse(l.slab.At(*worst)) {
			worst = link
		}
	}
	i := *worst
	*worst = l.slab.At(i).next
	a.held--
	l.give(i)
}

func (v *value) worse(o *value) bool {
	return cmp.Or(cmp.Compare(v.before+v.now, o.before+o.now), cmp.Compare(v.at, o.at),
		cmp.Compare(v.fp, o.fp), cmp.Compare(v.dim, o.dim)) < 0
}

// clear forgets all values of an app.
func (l *values) clear(a *shared) {
	for i := a.first; i != 0; {
		next := l.slab.At(i).next
		l.give(i)
		i = next
	}
	a.first, a.held = 0, 0
}

// give takes a value out of its bucket.
func (l *values) give(i uint32) {
	v := l.slab.At(i)
	link := l.bucket(v.app, v.dim, v.fp)
	for *link != i {
		link = &l.slab.At(*link).chain
	}
	*link = v.chain
	l.slab.Give(i)
}

// of appends an app's values to a list.
func (l *values) of(a *shared, list []*value) []*value {
	for i := a.first; i != 0; i = l.slab.At(i).next {
		list = append(list, l.slab.At(i))
	}
	return list
}
