package engine

import (
	"cmp"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// candidate is a remembered use that a fact came too late for.
type candidate struct {
	place uint32
	use   int
	time  int64
}

// subject is what a fact speaks of, and how the inventory calls the person.
type subject struct {
	lifecycle.Reach
	src   uint32
	owner uint32
}

func (e *Engine) subject(ev *event.Event, f *event.Fact, src *feed) (s subject) {
	e.key = ev.AppendKey(e.key[:0])
	s = subject{Reach: e.life.Reach(ev.Provider, ev.Tenant, e.key, f), src: src.number}
	if s.Everywhere {
		s.owner = e.ownerOf(ev.Provider, f.IDs...)
	}
	return s
}

func (s *subject) meets(g *guise) bool {
	return (s.Everywhere || g.feed == s.src) && (s.Meets(&g.things) || s.owner != 0 && s.owner == g.owner)
}

// candidates are the remembered uses after a moment that a fact speaks of, by
// time, then token.
func (e *Engine) candidates(ev *event.Event, f *event.Fact, src *feed, after int64) (list []candidate) {
	l := &e.late
	var of subject
	asked := false
	for place, newest := range l.newest {
		if newest <= after {
			continue
		}
		if !asked { // of the usual fact, which comes in time, nobody asks
			of, asked = e.subject(ev, f, src), true
		}
		if !of.Everywhere && l.srcs[place] != src.number {
			continue
		}
		g := l.at(uint32(place))
		if !of.meets(g) {
			continue
		}
		for i := range g.uses {
			if g.uses[i].time > after {
				list = append(list, candidate{uint32(place), i, g.uses[i].time})
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		x, y := l.at(a.place), l.at(b.place)
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(x.token.Hash, y.token.Hash), cmp.Compare(l.idOf(a.place, a.use), l.idOf(b.place, b.use)))
	})
	return list
}
