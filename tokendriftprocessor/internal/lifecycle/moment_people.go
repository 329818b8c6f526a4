package lifecycle

import (
	"cmp"
	"slices"
	"sync"
)

// peopleAtOnce is how many people are written while the lock is held: some
// hundred microseconds' work.
const peopleAtOnce = 512

// written is a person as a snapshot has them; without bytes it is nobody.
type written struct {
	lowest uint64 // of their names
	bytes  []byte
}

func (t *people) freeze() { t.before, t.frozen = map[int32]written{}, len(t.persons) }

// touch notes that the person in a place is about to change: the moment has
// them, and their names, as they are.
func (t *people) touch(p int32) {
	if t.before == nil || int(p) >= t.frozen {
		return
	}
	if _, noted := t.before[p]; !noted {
		t.before[p] = t.write(p, nil)
	}
}

// write appends a person to b, which holds others.
func (t *people) write(p int32, b []byte) (w written) {
	if one := &t.persons[p]; one.count > 0 {
		w.lowest = t.lowestName(one)
		w.bytes = t.appendPerson(b, one)[len(b):]
	}
	return w
}

// appendMoment appends the people of the moment in the order of their lowest
// names, and ends the moment.
func (t *people) appendMoment(b []byte, lock sync.Locker) []byte {
	var all []written
	size := 0
	for from := 0; from < t.frozen; from += peopleAtOnce {
		all = slices.Grow(all, peopleAtOnce)
		block := make([]byte, 0, peopleAtOnce*(personSize+4*8))
		lock.Lock()
		for p := int32(from); int(p) < min(from+peopleAtOnce, t.frozen); p++ {
			w, changed := t.before[p]
			if !changed {
				w = t.write(p, block)
				if len(block)+len(w.bytes) <= cap(block) {
					block = block[:len(block)+len(w.bytes)]
				}
			}
			if w.bytes != nil {
				all, size = append(all, w), size+len(w.bytes)
			}
		}
		lock.Unlock()
	}
	lock.Lock()
	t.before = nil
	lock.Unlock()
	slices.SortFunc(all, func(x, y written) int { return cmp.Compare(x.lowest, y.lowest) })
	b = slices.Grow(b, 4+size)
	b = appendCount(b, len(all))
	for _, w := range all {
		b = append(b, w.bytes...)
	}
	return b
}
