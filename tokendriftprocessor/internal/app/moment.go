package app

import (
	"encoding/binary"
	"slices"
	"sync"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// writtenAtOnce is how many apps are written while the lock is held: one
// millisecond's work where they are full.
const writtenAtOnce = 48

// Freeze fixes a moment, for whoever holds the table's lock. What it gives
// appends the table of that moment, and takes the lock for a few apps at a
// time: writing a full table takes longer than a batch should wait.
func (t *Table) Freeze() func(b []byte, lock sync.Locker) []byte {
	before := map[store.Key][]byte{}
	keys := make([]store.Key, 0, t.apps.Held())
	for i := uint32(1); i < t.apps.End(); i++ {
		if t.apps.Taken(i) {
			keys = append(keys, t.apps.At(i).key)
		}
	}
	t.before = before
	return func(b []byte, lock sync.Locker) []byte {
		slices.SortFunc(keys, store.Key.Compare)
		b = binary.LittleEndian.AppendUint32(append(b, snapshotVersion), uint32(len(keys)))
		var some []byte
		for list := range slices.Chunk(keys, writtenAtOnce) {
			lock.Lock()
			for _, k := range list {
				if was, changed := before[k]; changed {
					some = append(some, was...)
				} else {
					_, a := t.find(k)
					some = t.appendBinary(some, a)
				}
			}
			lock.Unlock()
			b, some = append(b, some...), some[:0] // a long slice grows outside of the lock
		}
		lock.Lock()
		t.before = nil
		lock.Unlock()
		return b
	}
}

// touch notes that an app is about to change: the moment has it as it is.
func (t *Table) touch(a *shared) {
	if t.before == nil {
		return
	}
	if _, noted := t.before[a.key]; !noted {
		t.before[a.key] = t.appendBinary(nil, a)
	}
}
