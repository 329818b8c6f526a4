package source

import (
	"math/bits"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// match gives the number of the source of the record at hand, or -1. The
// definitions stand in order of precedence, so the first that fits is it.
func (r *Reader) match() int {
	for i, word := range r.candidates {
		for ; word != 0; word &= word - 1 {
			index := i*64 + bits.TrailingZeros64(word)
			if r.fits(r.set.definitions[index]) {
				return index
			}
		}
	}
	return -1
}

func (r *Reader) fits(d *definition) bool {
	for _, slot := range d.needs { // far cheaper than the conditions themselves
		if s := &r.slots[slot]; s.node == 0 && s.pd == (pcommon.Value{}) {
			return false
		}
	}
	for _, p := range d.has {
		if !r.present(p) {
			return false
		}
	}
	if !r.holdsAll(d.when) {
		return false
	}
	if slices.ContainsFunc(d.any, r.present) {
		return true
	}
	return len(d.any) == 0
}
