package engine

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// lateTruth holds what an event tells against the uses that came before it
// and happened after it: an end opens an incident, a start takes back one that
// rested on the end it has lifted. The records of those uses have left, so
// only incident records can say so.
func (e *Engine) lateTruth(ev *event.Event, src *feed, at int64) (told []*incident.Notice) {
	for i := range ev.Facts {
		f := &ev.Facts[i]
		switch {
		case isEnd(f) && f.Kind != event.FactRole:
			told = append(told, e.openLate(e.candidates(ev, f, src, at), at)...)
		case isStart(f.Kind):
			told = append(told, e.withdraw(ev, f, src, at)...)
		}
		if e.life.Leaks() && replaces(f) {
			told = append(told, e.withdrawLeaks(at)...)
		}
	}
	return told
}

func isStart(k event.FactKind) bool {
	switch k {
	case event.FactIssued, event.FactOnboarded, event.FactRestored, event.FactSignIn:
		return true
	}
	return false
}

func (e *Engine) openLate(list []candidate, at int64) (told []*incident.Notice) {
	for _, c := range list {
		u, a := e.rejudge(c)
		if a.Level != incident.LevelIncident {
			continue
		}
		keys := evidenceKeys(&a)
		o := e.book.Of(u.head.Key)
		if o == nil && e.said(u, keys, openedMark) || o != nil && o.Knows(keys) {
			continue
		}
		var notices []*incident.Notice
		if o == nil {
			_, notices = e.open(u, &a, keys)
		} else {
			_, notices = e.extend(u, &a, keys, o)
		}
		e.stats.IncidentRecords-- // nobody can tag that record any more
		for _, n := range notices {
			if n.State != incident.StateClosed {
				n.Time = at
				n.Body += " This was told only after the use."
			}
		}
		told = append(told, notices...)
	}
	return told
}

// rejudge asks again what rules about ends say of a remembered use.
func (e *Engine) rejudge(c candidate) (*use, incident.Assessment) {
	g := e.late.at(c.place)
	src := e.feeds.all[g.feed]
	place := e.tokens.Find(g.token)
	if place == 0 {
		place, _ = e.recall(g.token, seconds(c.time), src.number)
	}
	if place == 0 {
		return nil, incident.Assessment{}
	}
	e.touch(place)
	ev := &event.Event{
		Provider: src.provider, Tenant: src.tenant, ID: e.late.idOf(c.place, c.use), Time: c.time,
		Kind: event.KindUse, Outcome: event.OutcomeSuccess,
	}
	g.getNames(ev)
	u := &use{ev: ev, src: src, time: c.time, at: seconds(c.time), late: true, place: place, head: e.tokens.At(place)}
	u.c = signal.Context{
		Event: ev, Time: u.time, At: u.at, Place: &origin.Place{}, Set: e.tokens, Head: u.head,
		Query: &baseline.Query{}, Answer: &baseline.Answer{}, RulesOnly: true,
	}
	if u.head.Seen == e.generation && u.head.Entry != 0 {
		u.c.Entry = e.entries[u.head.Entry-1]
	}
	e.life.AsOf(u.time)
	e.actor(u)
	e.retired(u)
	e.endsOf(u, &g.things)
	if e.life.Leaks() {
		e.leaked(u, &g.things)
	}
	found := slices.DeleteFunc(signal.All(&u.c, nil), func(f signal.Evidence) bool { return !isAboutEnd(&f) })
	if len(found) > 0 {
		found = e.excepted(u, found)
	}
	if len(found) == 0 {
		return u, incident.Assessment{}
	}
	u.visit = e.tokens.Visit(u.head)
	return u, e.rules.Assess(found, u.head, &u.visit, ev, u.at, e.rates)
}

// endsOf is what ends says, by hashes.
func (e *Engine) endsOf(u *use, t *lifecycle.Things) {
	if s := e.life.EndedSession(t); s.Is && s.Since < u.time {
		u.c.Facts.Session = s
	} else if s = e.life.UserSessions(u.ev.Provider, u.ev.Tenant, u.ev.Actor.ID, u.ev.Actor.Login, u.ev.Actor.Email); s.Is && s.Since < u.time && t.Sessions[0] != 0 {
		u.c.Facts.Session = s
	}
	ids, subject := e.life.EndedCredentials(t, u.ev.Subject.Grade)
	e.credential(u, ids)
	e.credential(u, subject)
}

// isAboutEnd is whether evidence rests on the end of something and asks for an
// incident by itself.
func isAboutEnd(f *signal.Evidence) bool {
	switch f.Signal.Name {
	case "owner_offboarded", "app_retired", "after_session_end", "after_rotation", "after_revoke", "leaked":
		return f.Says >= signal.SaysIncident
	}
	return false
}

// onlyEnds is whether nothing but the end of something speaks against a use.
func onlyEnds(a *incident.Assessment) bool {
	for i := range a.Evidence {
		if f := &a.Evidence[i]; f.Says != signal.SaysNothing && !isAboutEnd(f) {
			return false
		}
	}
	return true
}
