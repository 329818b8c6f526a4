package engine

import (
	"sync"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// guisesAtOnce is how many guises are copied while the lock is held: some
// hundred microseconds' work.
const guisesAtOnce = 1024

// frozenGuise is a guise as it was at a moment, with its long event ids.
type frozenGuise struct {
	guise
	long [lastUses]string
}

// freeze fixes a moment. What it gives appends the guises of that moment, and
// takes the engine's lock for a few of them at a time.
func (l *late) freeze() func(b []byte, lock sync.Locker) []byte {
	held, hand, before := l.held, l.hand, map[uint32]*frozenGuise{}
	l.before, l.frozen = before, uint32(held)
	return func(b []byte, lock sync.Locker) []byte {
		b = incident.AppendNumber(append(b, lateVersion), int64(hand))
		b = incident.AppendNumber(b, int64(held))
		some := make([]frozenGuise, guisesAtOnce)
		for from := 0; from < held; from += guisesAtOnce {
			n := min(guisesAtOnce, held-from)
			lock.Lock()
			for i := range n {
				place := uint32(from + i)
				if was := before[place]; was != nil {
					some[i] = *was
					continue
				}
				l.copy(place, &some[i])
			}
			lock.Unlock()
			for i := range n {
				b = some[i].append(b)
			}
		}
		lock.Lock()
		l.before = nil
		lock.Unlock()
		return b
	}
}

// touch notes that a guise is about to change: the moment has it as it is.
func (l *late) touch(place uint32) {
	if l.before == nil || place >= l.frozen || l.before[place] != nil {
		return
	}
	was := new(frozenGuise)
	l.copy(place, was)
	l.before[place] = was
}

func (l *late) copy(place uint32, to *frozenGuise) {
	to.guise = *l.at(place)
	for i := range to.uses {
		if to.uses[i].n == longID {
			to.long[i] = l.idOf(place, i)
		}
	}
}
