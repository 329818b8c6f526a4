package engine

import (
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// withdraw closes incidents that a late start makes groundless: every flagged
// use came after it, and nothing is known to have ended in between.
func (e *Engine) withdraw(ev *event.Event, f *event.Fact, src *feed, at int64) (told []*incident.Notice) {
	open := e.book.Since(at)
	if len(open) == 0 {
		return nil
	}
	of := e.subject(ev, f, src)
	for _, o := range open {
		c, met := e.lastUse(o.Key, &of)
		switch {
		case !met:
		case o.OnlyEnds && !e.stands(o):
			told = append(told, e.withdrawn(o, "it was issued, or its person was back, before the use, and that was told only now"))
		case toldByRegistry(o) && e.knowsOwner(c):
			told = append(told, e.withdrawn(o, "its person was known before the use, and that was told only now"))
		case toldByRegistry(o) && f.Kind == event.FactIssued && e.takesOver(c):
			told = append(told, e.withdrawn(o, "it took over from another token, and that it was issued was told only now"))
		}
	}
	return told
}

// lastUse is the last remembered use of a token that a fact speaks of.
func (e *Engine) lastUse(token store.Key, of *subject) (c candidate, met bool) {
	for place, half := range e.late.tokens {
		g := e.late.at(uint32(place))
		if half == token.Hash && g.token == token && of.meets(g) && g.uses[lastUses-1].time >= c.time {
			c, met = candidate{uint32(place), lastUses - 1, g.uses[lastUses-1].time}, true
		}
	}
	return c, met
}

func (e *Engine) withdrawn(o *incident.Open, why string) *incident.Notice {
	e.book.Remove(o)
	if place := e.tokens.Find(o.Key); place != 0 {
		e.touch(place)
		for _, k := range o.Evidence() { // said for nothing: it may yet be true of another use
			if v := e.tokens.FindValue(e.tokens.At(place), baseline.Said, k^openedMark|1); v != nil {
				v.SetLast(0)
			}
		}
	}
	return e.closing(o, o.LastSeen, why)
}

// stands is whether any remembered use of an incident's token is still one
// after an end.
func (e *Engine) stands(o *incident.Open) bool {
	for place, half := range e.late.tokens {
		g := e.late.at(uint32(place))
		if half != o.Key.Hash || g.token != o.Key {
			continue
		}
		for i := range g.uses {
			if g.uses[i].time < o.FirstSeen || g.uses[i].time > o.LastSeen {
				continue
			}
			if _, a := e.rejudge(candidate{uint32(place), i, g.uses[i].time}); a.Level == incident.LevelIncident {
				return true
			}
		}
	}
	return false
}

func toldByRegistry(o *incident.Open) bool {
	return !slices.ContainsFunc(o.Verdict.Signals, func(name string) bool {
		s := signal.ByName(name)
		return s == nil || s.Family != signal.Registry
	})
}

// knowsOwner is whether the person a use acted as owns the token after all.
func (e *Engine) knowsOwner(c candidate) bool {
	u, _ := e.rejudge(c)
	if u == nil {
		return false
	}
	_, personal := e.person(u.ev)
	return personal
}

// firstDaysAfterAll takes back a registry incident of a token that was used in
// its source's first days, as a record tells that came late.
func (e *Engine) firstDaysAfterAll(u *use) []*incident.Notice {
	o := e.book.Of(u.head.Key)
	if o == nil || !toldByRegistry(o) || int64(u.head.FirstSeen)*int64(time.Second) > u.src.first+firstDays {
		return nil
	}
	return []*incident.Notice{e.withdrawn(o, "it was used in the first 7 days of its source, and that was told only now")}
}
