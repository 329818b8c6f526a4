package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// gather counts a token's episode among those that tokens really show. One that
// becomes an incident is taken out again: attacks must not vouch for the next
// attack.
func (e *Engine) gather(u *use, a *incident.Assessment) {
	h := u.head
	s := a.Weighed.Strength
	if !u.c.Mature || s == 0 {
		return
	}
	ep := &u.visit.Episode
	pool := e.rates.Of(bool(h.Person()))
	if max(u.at, ep.At)-min(u.at, ep.At) > incident.Together {
		ep.Strength, ep.Flagged = 0, false
	}
	ep.At = max(ep.At, u.at)
	was := app.Strength(ep.Strength)
	is := was.Max(s)
	ep.Strength = uint32(is)
	if e.o.Episode != nil && was != is {
		e.o.Episode(bool(h.Person()), was, is)
	}
	switch {
	case e.o.Without.Has(incident.WithoutPooling):
	case ep.Flagged:
	case a.Level == incident.LevelIncident:
		ep.Flagged = true
		pool.Move(was, 0)
	default:
		pool.Move(was, is)
	}
}

// TokenWeeks is the history of mature tokens that rates rest on.
func (e *Engine) TokenWeeks(person bool) float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.rates.Of(person).Seen()
}
