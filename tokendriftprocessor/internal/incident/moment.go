package incident

import (
	"cmp"
	"slices"
	"sync"
)

// writtenAtOnce is how many incidents are written while the lock is held: some
// hundred microseconds' work.
const writtenAtOnce = 64

// Freeze fixes a moment, for whoever holds the book's lock. What it gives
// appends the open incidents of that moment in the order of their ids, and
// takes the lock for a few of them at a time: ten thousand take longer than a
// batch should wait.
func (b *Book) Freeze() func(to []byte, lock sync.Locker) []byte {
	type known struct {
		id string
		o  *Open
	}
	before, all := map[*Open][]byte{}, make([]known, 0, len(b.byID))
	for _, o := range b.byID {
		all = append(all, known{o.Verdict.IncidentID, o})
	}
	b.before = before
	return func(to []byte, lock sync.Locker) []byte {
		slices.SortFunc(all, func(x, y known) int { return cmp.Compare(x.id, y.id) })
		to = AppendNumber(append(to, snapshotVersion), int64(len(all)))
		var some []byte
		for list := range slices.Chunk(all, writtenAtOnce) {
			lock.Lock()
			for _, k := range list {
				if was, changed := before[k.o]; changed {
					some = append(some, was...)
				} else {
					some = k.o.appendBinary(some)
				}
			}
			lock.Unlock()
			to, some = append(to, some...), some[:0] // a long slice grows outside of the lock
		}
		lock.Lock()
		b.before = nil
		lock.Unlock()
		return to
	}
}

// Touch notes that an incident is about to change: the moment has it as it is.
func (b *Book) Touch(o *Open) {
	if b.before == nil {
		return
	}
	if _, noted := b.before[o]; !noted {
		b.before[o] = o.appendBinary(nil)
	}
}
