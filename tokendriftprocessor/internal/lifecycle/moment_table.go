package lifecycle

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"
)

// recordsAtOnce is how many records are copied while the lock is held: some
// hundred microseconds' work.
const recordsAtOnce = 2048

// keyedRecord is an entry of a table; none is of one that there was not.
type keyedRecord struct {
	key uint64
	record
	none bool
}

func (t *table) freeze() { t.before = map[uint64]keyedRecord{} }

// touch notes that an entry is about to change: the moment has it as it is.
func (t *table) touch(key uint64) {
	if t.before == nil {
		return
	}
	if _, noted := t.before[key]; !noted {
		r, held := t.entries[key]
		t.before[key] = keyedRecord{key, r, !held}
	}
}

// appendMoment appends the table of the moment in the order of its keys, and
// ends the moment.
func (t *table) appendMoment(b []byte, lock sync.Locker) []byte {
	all := t.collect(lock)
	slices.SortFunc(all, func(x, y keyedRecord) int { return cmp.Compare(x.key, y.key) })
	// What changed after it was copied is there twice, each time as it was.
	all = slices.CompactFunc(all, func(x, y keyedRecord) bool { return x.key == y.key })
	b = slices.Grow(b, 4+len(all)*recordSize)
	b = appendCount(b, len(all))
	for _, r := range all {
		b = binary.LittleEndian.AppendUint64(b, r.key)
		b = appendLapse(b, r.lapse)
		b = binary.LittleEndian.AppendUint32(b, r.source)
	}
	return b
}

func (t *table) collect(lock sync.Locker) (all []keyedRecord) {
	lock.Lock()
	defer lock.Unlock()
	pause := func(room int) {
		lock.Unlock()
		all = slices.Grow(all, room) // a long slice grows outside of the lock
		lock.Lock()
	}
	pause(len(t.entries))
	n := 0
	// A map may change while it is walked: an entry that does not is met once.
	for key, r := range t.entries {
		if _, changed := t.before[key]; !changed {
			all = append(all, keyedRecord{key: key, record: r})
		}
		if n++; n%recordsAtOnce == 0 {
			pause(recordsAtOnce)
		}
	}
	for _, r := range t.before {
		if !r.none {
			all = append(all, r)
		}
	}
	t.before = nil
	return all
}
