package engine

import (
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// leaked asks whether the credential, the grant or the person of a use was
// reported as found in public. t is what a remembered use named, nil for a use
// at hand.
func (e *Engine) leaked(u *use, t *lifecycle.Things) (spoken bool) {
	ev := u.ev
	if t == nil {
		e.key = ev.AppendKey(e.key[:0])
		named := e.life.Things(ev, e.key)
		t = &named
	}
	l := e.life.Leaked(ev.Provider, ev.Tenant, t)
	if o := e.inventory.Owner(ev.Provider, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email); o != nil {
		l = e.leakedOwner(l, o)
	}
	if l.Is && l.Since < u.time {
		u.c.Facts.Leak = l
	}
	return l.Is
}

// leakedOwner adds what was reported of a person under their other names. A
// later word of the inventory clears it.
func (e *Engine) leakedOwner(l lifecycle.Leak, o *inventory.Owner) lifecycle.Leak {
	for _, alias := range append([]string{o.ID}, o.Aliases...) {
		provider, name, found := strings.Cut(alias, ":")
		if !found {
			provider, name = "", alias
		}
		if other := e.life.LeakedAlias(provider, name); other.Is && (!l.Is || l.Target == event.TargetUser && other.At > l.At) {
			l = other
		}
	}
	if l.Target == event.TargetUser && o.Status == inventory.StatusActive && !o.Since.IsZero() && o.Since.UnixNano() > l.At {
		return lifecycle.Leak{}
	}
	return l
}

// replaces is whether a fact can make an earlier report of a leak old news.
func replaces(f *event.Fact) bool {
	switch f.Kind {
	case event.FactIssued, event.FactRotated, event.FactRevoked:
		return true
	case event.FactLeaked:
		return f.Taken
	}
	return false
}

// withdrawLeaks closes incidents about a leak that is told only now to have
// been over before the use.
func (e *Engine) withdrawLeaks(at int64) (told []*incident.Notice) {
	for _, o := range e.book.Since(at) {
		if o.OnlyEnds && slices.Contains(o.Verdict.Signals, "leaked") && !e.stands(o) {
			told = append(told, e.withdrawn(o, "it was replaced, or its report taken back, before the use, and that was told only now"))
		}
	}
	return told
}
