package app

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// makeRoom drops the app not seen for longest when the table is full, one with
// an open incident last. The
// minimum is of a total order, so the map's order does not matter.
func (t *Table) makeRoom() {
	if len(t.apps) < mostApps {
		return
	}
	var oldest store.Key
	var least *shared
	for k, a := range t.apps {
		if least == nil || a.less(least) || a.used == least.used && a.held() == least.held() && k.Hash < oldest.Hash {
			oldest, least = k, a
		}
	}
	t.touch(oldest, least)
	delete(t.apps, oldest)
}

func (a *shared) held() bool { return a.open > 0 }

func (a *shared) less(b *shared) bool {
	if a.held() != b.held() {
		return !a.held()
	}
	return a.used < b.used
}

// drop forgets the value that fewest tokens show, the oldest of them.
func (a *shared) drop() {
	var worst valueKey
	var least *value
	for k, v := range a.values {
		if least == nil || v.before+v.now < least.before+least.now ||
			v.before+v.now == least.before+least.now && (v.at < least.at || v.at == least.at && (k.fp < worst.fp || k.fp == worst.fp && k.dim < worst.dim)) {
			worst, least = k, v
		}
	}
	delete(a.values, worst)
}
