package engine

import (
	"unsafe"

	"github.com/dchest/siphash"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// duplicates remembers event ids in two generations: when the younger is
// full the older is dropped, so at least half the window and at most all of
// it is remembered, without a list in order.
type duplicates struct {
	half       int
	k0, k1     uint64 // keyed, so that nobody can make two ids that look the same
	young, old map[uint64]struct{}
	// tags are the verdicts of flagged first copies: a second copy gets the same.
	youngTags, oldTags map[uint64]*incident.Verdict
	log                *idLog // what a checkpoint has still to write; nil without storage
}

// mostTags bounds the verdicts of a generation, at 1 to 2 KiB each; they turn
// by themselves when there are more. A batch that is sent again comes soon.
const mostTags = 8192

func newDuplicates(window int, k *keyring) duplicates {
	return duplicates{
		half: max(window/2, 0), k0: k.k1, k1: k.k0, young: map[uint64]struct{}{}, old: map[uint64]struct{}{},
		youngTags: map[uint64]*incident.Verdict{}, oldTags: map[uint64]*incident.Verdict{},
	}
}

// turn forgets the older generation and keeps its room for the next.
func (d *duplicates) turn() {
	d.old, d.young = d.young, d.old
	d.oldTags, d.youngTags = d.youngTags, d.oldTags
	clear(d.young)
	clear(d.youngTags)
	if d.log != nil {
		d.log.turn()
	}
}

func (d *duplicates) key(src *feed, id string) uint64 {
	if d.half == 0 || id == "" {
		return 0
	}
	text := unsafe.Slice(unsafe.StringData(id), len(id)) // only read
	return siphash.Hash(d.k0^uint64(src.number), d.k1, text) | 1
}

func (d *duplicates) seen(key uint64) (v *incident.Verdict, held bool) {
	if key == 0 {
		return nil, false
	}
	if _, held = d.young[key]; !held {
		_, held = d.old[key]
	}
	if !held {
		return nil, false
	}
	if v = d.youngTags[key]; v == nil {
		v = d.oldTags[key]
	}
	return v, true
}

func (d *duplicates) remember(key uint64, v *incident.Verdict) {
	if key == 0 {
		return
	}
	if len(d.young) >= d.half {
		d.turn()
	}
	d.young[key] = struct{}{}
	if v != nil {
		d.tag(key, v)
	}
	if d.log != nil {
		d.log.add(key, v)
	}
}

func (d *duplicates) tag(key uint64, v *incident.Verdict) {
	if len(d.youngTags) >= mostTags {
		d.oldTags, d.youngTags = d.youngTags, d.oldTags
		clear(d.youngTags)
	}
	d.youngTags[key] = v
}
