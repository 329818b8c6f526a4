package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// lendable are the dimensions in which tokens of one app are alike; hours,
// volumes and what was said are each token's own.
var lendable = [...]baseline.Dim{
	baseline.Prefix, baseline.Network, baseline.Region, baseline.Country, baseline.ClientFamily, baseline.Client,
	baseline.ClientKind, baseline.Runner, baseline.Issuer, baseline.Action, baseline.Class, baseline.Edge,
	baseline.System, baseline.Object, baseline.Cleaned,
}

// appKey names an app in a tenant; zero when the event names none.
func (e *Engine) appKey(ev *event.Event) store.Key {
	app := ev.App.Key()
	if app == "" {
		return store.Key{}
	}
	part := event.Event{Provider: ev.Provider, Tenant: ev.Tenant}
	part.Subject.Parts[0] = app
	e.scratch = part.AppendKey(append(e.scratch[:0], "app"...))
	return e.keys.index(e.scratch)
}

// borrow asks the app's other tokens about the values this one does not know.
func (e *Engine) borrow(u *use) {
	if e.o.Without.Has(incident.WithoutLending) {
		return
	}
	asked := false
	for _, d := range lendable {
		if e.query.FP[d] == 0 || e.answer.Known(d) {
			continue
		}
		if !asked {
			if u.app = e.appKey(u.ev); u.app == (store.Key{}) {
				return
			}
			asked = true
			u.c.Peers = e.apps.Tokens(u.app) - 1
		}
		u.c.Lent[d] = e.apps.Lent(u.app, d, e.query.FP[d], seconds(u.src.watermark))
		if v := e.answer.Value[d]; v != nil && u.c.Lends(d) {
			e.tokens.Promote(u.head, v, u.at) // its peers confirm what waited
		}
	}
}

// show counts what the token shows for the first time towards what its app
// lends, when nothing else speaks against the use.
func (e *Engine) show(u *use) {
	if u.app == (store.Key{}) {
		return
	}
	for _, d := range lendable {
		if e.query.FP[d] != 0 && e.answer.Value[d] == nil {
			e.apps.Show(u.app, d, e.query.FP[d], seconds(u.src.watermark))
		}
	}
}

// alone is whether at most one statistical family shows something fresh and
// nothing else speaks: then a new value may be the first sign of something that
// comes to stay. The same evidence again is no new evidence.
func alone(a *incident.Assessment) bool {
	family := signal.Family(255)
	for i := range a.Evidence {
		f := &a.Evidence[i]
		if f.Says == signal.SaysNothing || f.Signal.Family == signal.Registry {
			continue
		}
		if f.Says != signal.SaysRate || family != 255 && family != f.Signal.Family {
			return false
		}
		if family = f.Signal.Family; !f.Fresh {
			family = 255
		}
	}
	return true
}

// freezeAgain is for an app that had to leave its table while incidents of its
// tokens were open.
func (e *Engine) freezeAgain(app store.Key) {
	for _, o := range e.book.OfApp(app) {
		e.freeze(o)
	}
}

func (e *Engine) freeze(o *incident.Open) {
	e.apps.Opened(o.App, uint32(o.Opened/int64(time.Second)))
}

// appOf is the use's app, asked for now if nothing was borrowed.
func (u *use) appOf(e *Engine) store.Key {
	if u.app == (store.Key{}) {
		u.app = e.appKey(u.ev)
	}
	return u.app
}

// parallel follows what the token does beside its habits: in a young place
// while the old one goes on, and on young values.
func (e *Engine) parallel(u *use) {
	q, a, h := &e.query, &e.answer, u.head
	if !h.Grown(u.at) {
		return // all it has is young
	}
	if at := u.spot; at.known && !at.lent {
		u.c.Away = at.dim
		u.c.Switches = h.Switches(at.place, u.at)
	}
	young, first, expected := false, false, 0.0
	for _, d := range [...]baseline.Dim{baseline.Object, baseline.Action} {
		rate := e.tokens.Rate(h, d)
		if q.FP[d] == 0 || rate > walkRate || u.c.Lends(d) {
			continue
		}
		young = young || h.Young(a.Value[d], u.at)
		first = first || a.Value[d] == nil
		expected += rate
	}
	u.c.Walk = h.Walk(young, u.at)
	if !first {
		return
	}
	if bits := h.Firsts(expected, u.at); bits > u.c.Walk {
		u.c.Walk, u.c.Firsts, u.c.FirstsUsual = bits, h.FirstsNow(), expected
	}
}

// walkRate is above which weekly rate of new values a dimension is no habit
// that a token could walk away from: ids that are made anew for every call.
const walkRate = 0.5
