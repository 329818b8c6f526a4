package engine

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// apply takes an event's facts in: what starts something before the event is
// judged (the record that authorises again is no use after a revocation), what
// ends something after it (the record that revokes is none either).
func (e *Engine) apply(ev *event.Event, at int64, ends bool) {
	for i := range ev.Facts {
		f := &ev.Facts[i]
		if isEnd(f) != ends {
			continue
		}
		e.key = ev.AppendKey(e.key[:0])
		e.life.Apply(ev.Provider, ev.Tenant, e.key, f, at)
		if f.Kind == event.FactJob {
			e.feeds.of(ev.Provider, ev.Tenant).jobs = true
		}
		e.noteIssue(ev, f, at)
		if ends {
			e.factGen++
		}
	}
}

func isEnd(f *event.Fact) bool {
	switch f.Kind {
	case event.FactLeaked:
		return !f.Taken // else a report was taken back
	case event.FactRotated, event.FactRevoked, event.FactOffboarded, event.FactRole, event.FactRetired, event.FactSessionEnd:
		return true
	}
	return false
}

// facts gathers what inventory and stream say of a use. A token of which
// nothing spoke is not looked up again until some fact ends something or it
// acts as somebody else (a role is used by many people).
func (e *Engine) facts(u *use) {
	ev, f := u.ev, &u.c.Facts
	e.life.AsOf(u.time)
	if ev.Session != "" || ev.Parent != "" || ev.Instance != "" {
		end := e.life.Session(ev.Provider, ev.Tenant, ev.Session, ev.Parent, ev.Instance)
		if end.Is && end.Since < u.time {
			f.Session = end
		}
		end = e.life.Credential(ev.Provider, ev.Tenant, ev.Instance, ev.Session, ev.Parent)
		if end.Is && end.Since < u.time {
			f.Credential = end
		}
	}
	if e.life.Leaks() && ev.Instance != "" && e.life.LeakedInstance(ev.Provider, ev.Tenant, ev.Instance) {
		e.leaked(u, nil)
	}
	asked := e.factGen ^ whom(ev)
	later := u.time <= e.life.Latest() && u.time <= e.life.LatestOf(ev.Provider, ev.Tenant) // then what is said depends on its time
	if u.head != nil && u.head.FactGen == asked && !later {
		return
	}
	spoken := e.actor(u)
	spoken = e.owner(u) || spoken
	spoken = e.ends(u) || spoken
	spoken = e.circle(u) || spoken
	spoken = e.life.Leaks() && e.leaked(u, nil) || spoken
	if u.head != nil && !spoken && !later {
		u.head.FactGen = asked
	}
}

// whom hashes all names by which facts are looked up, apart from the token's.
func whom(ev *event.Event) (h uint32) {
	for _, name := range [...]string{ev.Actor.ID, ev.Actor.Login, ev.Actor.Email, ev.App.ID, ev.App.ClientID, ev.App.Name} {
		h = h*31 + baseline.Hash(name)
	}
	return h
}

// actor asks about the person the token acts as.
func (e *Engine) actor(u *use) (spoken bool) {
	ev, f := u.ev, &u.c.Facts
	names := [...]string{ev.Actor.ID, ev.Actor.Login, ev.Actor.Email}
	p := e.life.Person(ev.Provider, ev.Tenant, names[:]...)
	f.ActorName = firstOf(ev.Actor.Email, ev.Actor.Login, ev.Actor.ID)
	if o := e.inventory.Owner(ev.Provider, names[:]...); o != nil {
		f.ActorName = o.ID
		p = e.joined(p, o)
		if o.Status == inventory.StatusRoleChanged && o.Since.UnixNano() > p.RoleAt {
			p.RoleAt, p.RoleTaken = o.Since.UnixNano(), false
		} else if o.Status == inventory.StatusActive && !o.Since.IsZero() && o.Since.UnixNano() > p.RoleAt {
			p.RoleAt = 0 // a later word of the inventory clears it
		}
	}
	if p.Offboarded && e.isAfter(u, &p, p.Since) {
		f.ActorLeft = p.Since
	}
	if e.isAfter(u, &p, p.RoleAt) {
		f.RoleAt, f.RoleTaken = p.RoleAt, p.RoleTaken
	}
	return p.Offboarded || p.RoleAt != 0
}

// owner asks about the person a service token belongs to.
func (e *Engine) owner(u *use) (spoken bool) {
	if u.c.Entry == nil || u.c.Entry.Owner == "" {
		return false
	}
	f := &u.c.Facts
	f.OwnerName = u.c.Entry.Owner
	p := e.life.Person("", "", f.OwnerName)
	if o := e.inventory.Owner("", f.OwnerName); o != nil {
		f.OwnerName = o.ID
		p = e.joined(p, o)
	}
	if p.Offboarded && e.isAfter(u, &p, p.Since) {
		f.OwnerLeft = p.Since
	}
	return p.Offboarded
}

// joined adds what is known of an owner under all their names.
func (e *Engine) joined(p lifecycle.Person, o *inventory.Owner) lifecycle.Person {
	merge := func(q lifecycle.Person) {
		p.Known = p.Known || q.Known
		if q.Source != 0 {
			p.Several = p.Several || q.Several || p.Source != 0 && p.Source != q.Source
			p.Source = q.Source
		}
		if q.Offboarded && (!p.Offboarded || q.Since < p.Since) {
			p.Offboarded, p.Since, p.At = true, q.Since, q.At
		}
		if q.RoleAt > p.RoleAt {
			p.RoleAt, p.RoleTaken, p.RoleValue = q.RoleAt, q.RoleTaken, q.RoleValue
		}
	}
	merge(e.life.Person("", "", o.ID))
	for _, a := range o.Aliases {
		provider, name, found := strings.Cut(a, ":")
		if !found {
			provider, name = "", a
		}
		merge(e.life.PersonByAlias(provider, name))
	}
	since := o.Since.UnixNano()
	e.personContradicts(o, &p)
	switch {
	case o.Status == inventory.StatusOffboarded:
		if o.Since.IsZero() {
			since = 1
		}
		if !p.Offboarded || since < p.Since {
			p.Offboarded, p.Since, p.At, p.Source, p.Several = true, since, since, 0, false // a file's word has no clock
		}
	case o.Status == inventory.StatusActive && !o.Since.IsZero() && p.Offboarded && since > p.At:
		p.Offboarded = false
	}
	return p
}

// ends asks whether the app, the grant or the credential has ended.
func (e *Engine) ends(u *use) (spoken bool) {
	ev, f := u.ev, &u.c.Facts
	if ev.App.Key() != "" {
		spoken = e.retired(u)
	}
	key := ev.AppendKey(e.key[:0])
	spoken = e.credential(u, e.life.Subject(ev.Provider, ev.Tenant, key, ev.Subject.Grade)) || spoken
	if ev.Subject.Grade == event.GradeToken {
		spoken = e.credential(u, e.life.Credential(ev.Provider, ev.Tenant, ev.Subject.Parts[:]...)) || spoken
	}
	s := e.life.UserSessions(ev.Provider, ev.Tenant, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email)
	if s.Is && s.Since < u.time && ev.Session != "" && !f.Session.Is {
		f.Session = s
	}
	return spoken || s.Is
}

// retired asks whether the app, or what was granted to it, has ended.
func (e *Engine) retired(u *use) (spoken bool) {
	ev, f := u.ev, &u.c.Facts
	a := e.life.App(ev.Provider, ev.Tenant, ev.App)
	at, retired := a.Since, a.Retired
	if d := e.inventory.App(ev.Provider, ev.App); d != nil {
		e.appContradicts(u, d, &a)
		since := d.Since.UnixNano()
		if d.Since.IsZero() {
			since = 1
		}
		switch {
		case d.Status == inventory.StatusRetired:
			at, retired = since, true
		case retired && !d.Since.IsZero() && since > a.At:
			retired = false
		}
	}
	if retired && at < u.time {
		f.AppRetired = at
	}
	g := e.life.Grant(ev.Provider, ev.Tenant, ev.App, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email)
	return e.credential(u, g) || retired
}

func (e *Engine) credential(u *use, end lifecycle.Ended) bool {
	f := &u.c.Facts
	if end.Is && end.Since < u.time && (!f.Credential.Is || end.Since < f.Credential.Since) {
		f.Credential = end
	}
	return end.Is
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
