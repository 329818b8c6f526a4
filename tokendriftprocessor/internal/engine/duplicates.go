package engine

import (
	"github.com/cespare/xxhash/v2"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// duplicates remembers event ids in two generations: when the younger is
// full the older is dropped, so at least half the window and at most all of
// it is remembered, without a list in order.
type duplicates struct {
	half       int
	young, old map[uint64]struct{}
	// tags are the verdicts of flagged first copies: a second copy gets the same.
	youngTags, oldTags map[uint64]*incident.Verdict
}

func newDuplicates(window int) duplicates {
	d := duplicates{half: max(window/2, 0)}
	d.turn()
	d.turn()
	return d
}

func (d *duplicates) turn() {
	d.old, d.oldTags = d.young, d.youngTags
	d.young, d.youngTags = map[uint64]struct{}{}, map[uint64]*incident.Verdict{}
}

func (d *duplicates) key(src *feed, id string) uint64 {
	if d.half == 0 || id == "" {
		return 0
	}
	return xxhash.Sum64String(id) ^ (uint64(src.number)+1)*0x9E3779B97F4A7C15
}

func (d *duplicates) seen(key uint64) (v *incident.Verdict, held bool) {
	if key == 0 {
		return nil, false
	}
	if _, held = d.young[key]; held {
		return d.youngTags[key], true
	}
	if _, held = d.old[key]; held {
		return d.oldTags[key], true
	}
	return nil, false
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
		d.youngTags[key] = v
	}
}
