package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// cleaned follows what the token makes and deletes.
func (e *Engine) cleaned(u *use) {
	ev := u.ev
	if ev.Life == event.LifeNone || !u.c.Succeeded() {
		return
	}
	thing := baseline.Hash(event.Identifying(ev.Provider, ev.Thing))
	if ev.Thing == ev.Object {
		thing = thing*31 + baseline.Hash(ev.Kindred) // a repository is the object of much that is made in it
	}
	token := u.head.Key.Hash
	if ev.Life == event.LifeMade {
		e.made.Note(token, thing, u.at)
		return
	}
	age, ok := e.made.Deleted(token, thing, u.at)
	if !ok {
		return
	}
	u.c.CleanedAfter = age
	e.query.Set(baseline.Cleaned, ev.Kindred)
}
