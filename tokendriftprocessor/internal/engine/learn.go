package engine

import (
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// ask puts the use's values before the token's baseline.
func (e *Engine) ask(u *use) {
	h, ev, q := u.head, u.ev, &e.query
	*q = baseline.Query{}
	u.c.Mature = e.tokens.Mature(h, u.at)
	if u.c.Mature && h.Flags&baseline.WasMature == 0 {
		h.Flags |= baseline.WasMature
		e.stats.Mature++
	}
	u.c.Facts.FirstSeen = int64(h.FirstSeen) * 1e9
	if u.c.Entry != nil && u.c.Entry.RotateEvery > 0 {
		if l := e.line.of(h.Key); l != nil {
			u.c.Facts.FirstSeen = l.first // a baseline is inherited, its age is not
		}
	}
	if u.at > h.LastSeen {
		u.c.Quiet = u.at - h.LastSeen
	}
	if !u.grantOnly {
		e.askPlace(u, q)
		q.Set(baseline.Action, ev.Action)
		if ev.Class != event.ClassUnknown {
			q.Set(baseline.Class, ev.Class.String())
		}
		q.Set(baseline.System, ev.System)
		q.Set(baseline.Object, ev.Object)
		q.Set(baseline.Issuer, ev.Issuer)
		q.FP[baseline.Edge] = h.EdgeOf(q.FP[baseline.Action], u.at)
		if !u.late {
			e.cleaned(u)
		}
	}
	if len(ev.Scopes) > 0 {
		q.FP[baseline.ScopeSet] = scopeSet(ev.Scopes)
	}
	e.tokens.Look(h, q, &e.answer)
	if u.c.Mature && news(q, &e.answer) {
		e.tokens.Lapse(h, u.at, &u.c.Lapses)
	}
	e.locateSpot(u)
	e.borrow(u)
	e.settled(u)
	if len(ev.Scopes) > 0 && !e.answer.Known(baseline.ScopeSet) {
		for _, s := range ev.Scopes {
			v := e.tokens.FindValue(h, baseline.Scope, baseline.Hash(s))
			if v == nil || v.Waiting() {
				u.c.NewScopes = append(u.c.NewScopes, strings.Clone(s))
			}
		}
	}
	if !u.grantOnly && !u.late {
		e.parallel(u)
	}
	if !u.grantOnly && !u.late && u.c.Succeeded() {
		u.c.Burst, u.c.HasBurst = h.Count(u.at, ev.Rows, ev.Bytes)
		u.c.Drain, u.c.HasDrain = h.Flow(u.at, ev.Rows, ev.Bytes)
	}
}

// news is whether a use shows anything that its token does not know.
func news(q *baseline.Query, a *baseline.Answer) bool {
	for d := baseline.Prefix; d < baseline.Hour; d++ {
		if q.FP[d] != 0 && !a.Known(d) {
			return true
		}
	}
	return false
}

// askPlace asks for the address and the client. The provider's own egress is
// no infrastructure, and a user agent that is absent says nothing.
func (e *Engine) askPlace(u *use, q *baseline.Query) {
	p, c := &e.place, u.c.Client
	if !p.Provider {
		if p.Known {
			q.FP[baseline.Prefix] = baseline.HashPrefix(p.Prefix)
		}
		q.Set(baseline.Network, p.Network)
		q.Set(baseline.Region, p.Region)
		q.Set(baseline.Country, p.Country)
	}
	q.Set(baseline.Client, c.Class)
	q.Set(baseline.ClientFamily, c.Family)
	if c.Kind != origin.KindNone {
		q.Set(baseline.ClientKind, c.Kind.String())
	}
	switch {
	case p.Runner != "":
		q.Set(baseline.Runner, p.Runner)
	case p.Known:
		q.Set(baseline.Runner, signal.NoRunner)
	}
	e.askJob(u, q)
	e.askDevice(u, q)
}

// scopeSet is a hash of all scopes together, in any order.
func scopeSet(scopes []string) (h uint32) {
	for _, s := range scopes {
		h += baseline.Hash(s)
	}
	return h | 1
}

// learn takes an unflagged use into the baseline. A failed use scores but
// never teaches; a flagged one puts its new values on probation.
func (e *Engine) learn(u *use, a *incident.Assessment, tagged bool) {
	h, ev, q := u.head, u.ev, &e.query
	if ev.Outcome == event.OutcomeFailure {
		return
	}
	if u.grantOnly {
		if a.Level == incident.LevelNone {
			e.learnScopes(u)
		}
		return
	}
	before := h.Weeks()
	e.tokens.Use(h, u.at)
	if u.c.Mature && !e.o.Without.Has(incident.WithoutPooling) {
		e.rates.Of(bool(h.Person())).Weeks(max(0, h.Weeks()-before))
	}
	action := q.FP[baseline.Action]
	if a.Level > incident.LevelNone && !e.o.Without.Has(incident.WithoutProbation) && (tagged || h.Flags&baseline.InIncident != 0 || !onlyAboutItsOwner(a)) {
		h.Soil()
		e.writeDown(u, a)
		by := alone(a)
		if by {
			e.show(u)
		}
		e.wait(u, a, by)
		if tagged {
			h.Step(action, u.at)
			return
		}
		e.hold(q) // what is still new stays on probation; what is known goes on
	}
	if q.FP[baseline.Prefix] != 0 && e.answer.Value[baseline.Prefix] == nil {
		q.Text[baseline.Prefix] = e.place.Prefix.String()
	}
	if q.FP[baseline.Edge] != 0 && e.answer.Value[baseline.Edge] == nil {
		q.Text[baseline.Edge] = e.tokens.Chain(h, ev.Action)
	}
	e.teachConsumers(u, a)
	e.show(u)
	if !u.c.Unsettled {
		e.settle(u, a)
	}
	if u.allowed != 0 {
		e.waitAllowed(u, alone(a))
	}
	habits := h.Habits()
	e.tokens.Learn(h, q, &e.answer, u.at)
	if u.c.Mature && incident.Episode(&u.visit, u.at) {
		h.Restore(habits)
	}
	if len(u.c.NewScopes) > 0 && u.allowed&(1<<baseline.Scope) == 0 && (a.Level == incident.LevelNone || onlyAboutItsOwner(a)) {
		e.learnScopes(u)
	}
	if e.answer.Known(baseline.Class) || a.Level == incident.LevelNone {
		h.MostHarm = max(h.MostHarm, uint8(ev.Class)) // not by what is still on probation
	}
	h.LearnHour(u.at)
	h.Step(action, u.at)
}

// wait puts what is new about a flagged use on probation: what speaks against
// it, and of a newcomer everything, fine and coarse, so that it settles as one.
// That it is a newcomer explains the rest, so nothing else is against it.
func (e *Engine) wait(u *use, a *incident.Assessment, by bool) {
	q, welcome := &e.query, a.Newcomer != nil
	var waits [baseline.Scope]bool
	for i := range a.Evidence {
		if d := a.Evidence[i].Dim; d < baseline.Scope {
			waits[d] = true
		}
	}
	for d := baseline.Prefix; d < baseline.Scope; d++ {
		if (waits[d] || welcome) && q.FP[d] != 0 && !e.answer.Known(d) {
			e.tokens.Wait(u.head, d, q.FP[d], q.Text[d], u.at, by || welcome, u.sharing.declared)
		}
	}
}

// settle lets values on probation go on earning their place by uses that are
// flagged no more: what is shown day by day soon tells nothing, and would wait
// for ever if only flagged uses counted.
func (e *Engine) settle(u *use, a *incident.Assessment) {
	q, by := &e.query, alone(a)
	for d := baseline.Prefix; d < baseline.Said; d++ {
		if v := e.answer.Value[d]; v != nil && q.FP[d] != 0 && v.Waiting() {
			e.tokens.Wait(u.head, d, q.FP[d], q.Text[d], u.at, by, u.sharing.declared)
		}
	}
}

// onlyAboutItsOwner is whether the evidence speaks of whose the token is and
// not of this use. It stands for every use until somebody tidies up, so what
// was told once must not keep the token from a baseline for ever.
func onlyAboutItsOwner(a *incident.Assessment) bool {
	return !slices.ContainsFunc(a.Evidence, func(f signal.Evidence) bool {
		return f.Signal.Family < signal.Lifecycle || f.Signal.Family != signal.Registry && f.Says >= signal.SaysIncident
	})
}

// hold drops from the query whatever the token does not know yet.
func (e *Engine) hold(q *baseline.Query) {
	for d := range q.FP {
		if !e.answer.Known(baseline.Dim(d)) {
			q.FP[d] = 0
		}
	}
}

func (e *Engine) learnScopes(u *use) {
	for _, s := range u.c.NewScopes {
		e.tokens.Insert(u.head, baseline.Scope, baseline.Hash(s), s, u.at, false)
		if !u.c.Mature {
			u.head.Expected(baseline.Scope)
		}
	}
}
