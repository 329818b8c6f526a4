package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// sharing is what one use says of who shares its token.
type sharing struct {
	followed bool
	declared bool
	newDay   bool // the token's first use of a day
	trace    baseline.Trace
	held     *baseline.Sharing // nil: nothing is known yet
}

// follow finds who is known to share the token. Those that are not declared
// shared are looked at only if they show two clients or networks, and hardly a
// token does.
func (e *Engine) follow(u *use) {
	if u.grantOnly || u.late {
		return
	}
	s, h, q := &u.sharing, u.head, &e.query
	s.declared = u.c.Entry != nil && u.c.Entry.Shared()
	if !s.declared && !e.mayBeShared(u) {
		return
	}
	s.trace = baseline.Trace{
		Family: q.FP[baseline.ClientFamily], Network: q.FP[baseline.Network],
		Prefix: q.FP[baseline.Prefix], Action: q.FP[baseline.Action],
	}
	if e.place.ASN == 0 {
		s.trace.Network = 0 // it is the prefix
	}
	if s.followed = s.trace.Tells(); !s.followed {
		return
	}
	s.newDay = h.NewDay(u.at)
	if s.held = e.consumers.Of(h.Key); s.held == nil {
		return
	}
	e.consumers.Declare(s.held, s.declared)
	if !e.consumers.Follows(s.held, s.trace) {
		q.FP[baseline.Edge] = 0
	}
	e.recent = u.visit.Recent
	if !s.declared && s.held.Apart() > 1 {
		u.c.Sharers = s.held.Apart()
		u.c.SharersDue = e.inventory.Declared() && !s.held.Told(u.at, again)
	}
}

// mayBeShared is whether the token shows two clients or networks and names
// itself. A person has two of each, and at grade client or actor several
// credentials are one subject.
func (e *Engine) mayBeShared(u *use) bool {
	if g := u.ev.Subject.Grade; g == event.GradeClient || g == event.GradeActor || bool(u.head.Person()) {
		return false
	}
	if e.place.Runner != "" {
		return false // the steps of one job are many clients on many machines
	}
	return e.answer.Held[baseline.ClientFamily] > 1 || e.answer.Held[baseline.Network] > 1
}

// teachConsumers takes an unflagged use into the token's clusters. While an
// incident is open only what the token is known for counts.
func (e *Engine) teachConsumers(u *use, a *incident.Assessment) {
	s := &u.sharing
	if !s.followed || a.Level > incident.LevelNone && !onlyAboutItsOwner(a) {
		return
	}
	if u.head.Flags&baseline.InIncident != 0 {
		for _, d := range [...]baseline.Dim{baseline.ClientFamily, baseline.Network, baseline.Prefix} {
			if e.query.FP[d] != 0 && !e.answer.Known(d) {
				return
			}
		}
	}
	if s.held == nil && s.newDay {
		s.held = e.consumers.Admit(u.head.Key, s.declared, u.at)
	}
	if s.held != nil {
		e.consumers.Teach(s.held, s.trace, u.at)
	}
}

// shareTold notes that it was said that nobody declared the token shared, or
// that an exception or a criterion wants it unsaid.
func (e *Engine) shareTold(u *use) {
	if u.c.SharersDue {
		e.consumers.Tell(u.sharing.held, u.at)
	}
}
