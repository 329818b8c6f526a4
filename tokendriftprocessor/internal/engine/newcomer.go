package engine

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// newcomer takes what statistics say of a declared shared token for the first
// steps of a consumer that had not shown itself, where nothing else explains
// it better: a client of the consumer's name, or, where fewer consumers are
// known than declared, the token's own client and operations from another
// place. It is told once. Harm and volume beyond all that was are never so.
func (e *Engine) newcomer(u *use, a *incident.Assessment) {
	if a.Level == incident.LevelNone || !u.sharing.declared || !u.sharing.followed || ruled(a) || beyond(u, a) {
		return
	}
	k := e.known(u)
	if k == nil {
		return
	}
	if n := e.arrives(u, k); n != nil {
		a.Welcome(n)
		u.visit.Recent = e.recent // it is no part of what another consumer shows
	}
}

// arrives says which consumer a use may be the first sign of; nil none.
func (e *Engine) arrives(u *use, k *incident.Sharing) *incident.Newcomer {
	names := u.c.Entry.Consumers
	if name := bearing(u.c.Client.Family, k.Missing); name != "" && !e.answer.Known(baseline.ClientFamily) {
		return &incident.Newcomer{Name: name, Known: len(k.Known), Of: len(names)}
	}
	if len(k.Known) == 0 || len(k.Known) >= len(names) || u.sharing.held.Fitting(u.sharing.trace, u.at) != 0 {
		return nil
	}
	for _, d := range [...]baseline.Dim{baseline.ClientFamily, baseline.Action, baseline.Class, baseline.System} {
		if e.query.FP[d] != 0 && !e.answer.Known(d) {
			return nil
		}
	}
	return &incident.Newcomer{Known: len(k.Known), Of: len(names)}
}

// ruled is whether a rule speaks that no newcomer explains: of lives, sessions
// and the registry, or one that is an incident by itself. A runner nobody
// approved is one only with other evidence.
func ruled(a *incident.Assessment) bool {
	return slices.ContainsFunc(a.Evidence, func(f signal.Evidence) bool {
		return f.Says >= signal.SaysIncident || f.Says >= signal.SaysReview && f.Signal.Family >= signal.Lifecycle
	})
}

// beyond is whether the use or its visit does what no newcomer begins with.
func beyond(u *use, a *incident.Assessment) bool {
	s := a.Weighed.Strength
	return a.Weighed.Upward || u.ev.Class >= event.ClassAdminister || s.Of(int(signal.Scope)) > 0 ||
		s.Of(int(signal.Volume)) > 0 || a.Fired("anonymiser")
}
