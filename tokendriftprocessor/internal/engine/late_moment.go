package engine

import (
	"sync"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// guisesAtOnce is how many guises are copied while the lock is held: some
// hundred microseconds' work.
const guisesAtOnce = 1024

// frozenGuise is a guise as it was at a moment, with its long event ids.
type frozenGuise struct {
	guise
	long [lastUses]string
}

// lateMoment is the guises of a moment, which others go on changing.
type lateMoment struct {
	l          *late
	held, hand int
	before     map[uint32]*frozenGuise
	some       []frozenGuise // scratch
}

func (l *late) moment() *lateMoment {
	m := &lateMoment{l: l, held: l.held, hand: l.hand, before: map[uint32]*frozenGuise{}}
	l.before, l.frozen = m.before, uint32(m.held)
	return m
}

// head is what stands before the guises.
func (m *lateMoment) head(b []byte) []byte {
	b = incident.AppendNumber(append(b, lateVersion), int64(m.hand))
	return incident.AppendNumber(b, int64(m.held))
}

// append appends up to n guises from a place on.
func (m *lateMoment) append(b []byte, from, n int, lock sync.Locker) []byte {
	n = min(n, m.held-from)
	if len(m.some) < n {
		m.some = make([]frozenGuise, n)
	}
	lock.Lock()
	for i := range n {
		place := uint32(from + i)
		if was := m.before[place]; was != nil {
			m.some[i] = *was
			continue
		}
		m.l.copy(place, &m.some[i])
	}
	lock.Unlock()
	for i := range n {
		b = m.some[i].append(b)
	}
	return b
}

func (m *lateMoment) end(lock sync.Locker) {
	lock.Lock()
	m.l.before = nil
	lock.Unlock()
}

// freeze fixes a moment. What it gives appends the guises of that moment, and
// takes the engine's lock for a few of them at a time.
func (l *late) freeze() func(b []byte, lock sync.Locker) []byte {
	m := l.moment()
	return func(b []byte, lock sync.Locker) []byte {
		b = m.head(b)
		for from := 0; from < m.held; from += guisesAtOnce {
			b = m.append(b, from, guisesAtOnce, lock)
		}
		m.end(lock)
		return b
	}
}

// pages fixes a moment and gives the same bytes in pages of a block of guises
// each, the head before them: written whole they would be ten megabytes for
// every checkpoint, of which few change.
func (e *Engine) pages(name string, generation, committed uint32) (all []store.Section) {
	l, m := &e.late, e.late.moment()
	all = append(all, store.Section{Name: name, Bytes: m.head(nil)})
	left, lock := 0, &politeLock{Mutex: &e.mu}
	for page := range l.guises {
		if page == len(l.pageNames) {
			l.pageNames = append(l.pageNames, pageName(name, page))
		}
		s := store.Section{Name: l.pageNames[page]}
		if s.Same = e.same(s.Name, l.changes[page], generation, committed); !s.Same {
			left++
			s.Rest = func() []byte {
				b := m.append(nil, page*blockLen, blockLen, lock)
				if left--; left == 0 {
					m.end(lock)
				}
				return b
			}
		}
		all = append(all, s)
	}
	if left == 0 {
		l.before = nil
	}
	return all
}

// pageName is the name of a page of a section, of letters as all are.
func pageName(name string, page int) string {
	letter := func(n int) byte { return byte('a' + n%26) }
	return name + string([]byte{'_', letter(page / 26 / 26), letter(page / 26), letter(page)})
}

// joinPages is a section as it is without pages. One that was written without
// any is that already.
func joinPages(name string, sections []store.Section) []byte {
	pages := make(map[string][]byte, len(sections))
	for _, s := range sections {
		pages[s.Name] = s.Bytes
	}
	b := pages[name]
	for page := 0; ; page++ {
		more, written := pages[pageName(name, page)]
		if !written {
			return b
		}
		b = append(b, more...)
	}
}

// touch notes that a guise is about to change: the moment has it as it is.
func (l *late) touch(place uint32) {
	l.changes[place/blockLen]++
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
