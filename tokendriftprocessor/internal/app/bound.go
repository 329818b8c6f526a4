package app

// makeRoom drops the app not seen for longest when the table is full, one with
// an open incident last. The minimum is of a total order, so it does not matter
// where the apps lie.
func (t *Table) makeRoom() {
	if t.apps.Held() < mostApps {
		return
	}
	place, least := uint32(0), (*shared)(nil)
	for i := uint32(1); i < t.apps.End(); i++ {
		if !t.apps.Taken(i) {
			continue
		}
		if a := t.apps.At(i); least == nil || a.less(least) {
			place, least = i, a
		}
	}
	t.touch(least)
	t.values.clear(least)
	t.index.Delete(least.key)
	t.apps.Give(place)
}

func (a *shared) less(b *shared) bool {
	if frozen := a.open > 0; frozen != (b.open > 0) {
		return !frozen
	}
	return a.used < b.used || a.used == b.used && a.key.Compare(b.key) < 0
}
