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
	a := t.apps[k]
	if a == nil {
		return
	}
	key := valueKey{d, fp}
	v := a.values[key]
	if !is && (v == nil || v.before != barred) {
		return
	}
	t.touch(k, a)
	if !is {
		delete(a.values, key)
		return
	}
	if v == nil && len(a.values) >= mostValues {
		a.drop()
	}
	a.values[key] = &value{first: at, at: at, before: barred}
}
