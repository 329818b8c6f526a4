package app

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// barred stands in the place of a count, which never reaches it: the value is
// lent to nobody, however many tokens of the app show it.
const barred = 1<<16 - 1

// Bar keeps a value from being lent; with false it is counted from the
// beginning again. at is in seconds.
func (t *Table) Bar(k store.Key, d baseline.Dim, fp, at uint32, is bool) {
	place, a := t.find(k)
	if a == nil {
		return
	}
	v := t.values.find(place, d, fp)
	if !is && (v == nil || v.before != barred) {
		return
	}
	t.touch(a)
	if !is {
		*v = value{dim: d, fp: fp, first: at, at: at}
		return
	}
	if v == nil {
		if a.held >= mostValues {
			t.values.drop(a)
		}
		v = t.values.put(place, a, value{dim: d, fp: fp})
	}
	v.first, v.at, v.before, v.now = at, at, barred, 0
}

// Barred is whether a place, of any grain, is kept from being lent.
func (t *Table) Barred(k store.Key, place uint32) bool {
	at, a := t.find(k)
	if a == nil {
		return false
	}
	for _, d := range [...]baseline.Dim{baseline.Country, baseline.Region, baseline.Network, baseline.Prefix} {
		if v := t.values.find(at, d, place); v != nil && v.before == barred {
			return true
		}
	}
	return false
}
