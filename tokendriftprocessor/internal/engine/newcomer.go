package engine

import (
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
	if a.Level == incident.LevelNone || a.ByRule || !u.sharing.declared || !u.sharing.followed || beyond(u, a) {
		return
	}
	k := e.known(u)
	if k == nil {
		return
	}
	names := u.c.Entry.Consumers
	if name := bearing(u.c.Client.Family, k.Missing); name != "" && !e.answer.Known(baseline.ClientFamily) {
		a.Welcome(&incident.Newcomer{Name: name, Known: len(k.Known), Of: len(names)})
		return
	}
	if len(k.Known) == 0 || len(k.Known) >= len(names) {
		return
	}
	for _, d := range [...]baseline.Dim{baseline.ClientFamily, baseline.Action, baseline.Class, baseline.System} {
		if e.query.FP[d] != 0 && !e.answer.Known(d) {
			return
		}
	}
	a.Welcome(&incident.Newcomer{Known: len(k.Known), Of: len(names)})
}

// beyond is whether the use or its visit does what no newcomer begins with.
func beyond(u *use, a *incident.Assessment) bool {
	s := a.Weighed.Strength
	return a.Weighed.Upward || u.ev.Class >= event.ClassAdminister || s.Of(int(signal.Scope)) > 0 ||
		s.Of(int(signal.Volume)) > 0 || a.Says("anonymiser")
}
