package engine

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// compose writes the verdict out. Everything in it is owned.
func (e *Engine) compose(u *use, a *incident.Assessment) *incident.Verdict {
	v := &incident.Verdict{
		Level: a.Level, Severity: a.Severity, Score: a.Score, Signals: a.Signals(), References: a.References(), Policy: e.policy,
	}
	v.Token = e.describe(u)
	known := e.known(u)
	v.Token.Shared = v.Token.Shared || known != nil
	if !registryOnly(a) {
		a.Sharing = known // else nothing is to be put down to anybody
	}
	v.Baseline.State = "learning"
	history := incident.History{Pooled: e.rates.Of(a.Weighed.Person).Seen()}
	if u.head != nil {
		if u.c.Mature {
			v.Baseline.State = "mature"
		}
		v.Baseline.Since = int64(u.head.FirstSeen) * int64(time.Second)
		v.Baseline.Uses = int64(u.head.Uses)
		history.OwnWeeks = u.head.Weeks()
		history.Siblings, history.Showed = e.siblings(u, a)
	} else {
		v.Baseline.Since = u.time
	}
	for i := range a.Evidence {
		f := &a.Evidence[i]
		normal := f.Normal
		if normal == "" && f.Dim != baseline.DimNone && u.head != nil {
			normal = e.normal(u, f.Dim)
		}
		seen := strings.Clone(f.Seen)
		if f.Signal.Name == "shared_token" && known != nil {
			seen = known.List()
		}
		v.Evidence = append(v.Evidence, incident.Shown{Signal: f.Signal.Name, Seen: seen, Normal: normal})
	}
	v.Reason = a.Reason(&v.Token, &v.Baseline, v.Evidence, history)
	v.Action = a.Step(e.stake(u, &v.Token, a.Sharing), u.ev)
	return v
}

// siblings are the other tokens of the app that were asked about the evidence,
// and how many of them have shown that part of it which most have shown.
func (e *Engine) siblings(u *use, a *incident.Assessment) (all, showed int) {
	for i := range a.Evidence {
		if d := a.Evidence[i].Dim; d != baseline.DimNone && !e.answer.Known(d) {
			all, showed = max(u.c.Peers, 0), max(showed, u.c.Lent[d])
		}
	}
	return all, min(showed, all)
}

func (e *Engine) normal(u *use, d baseline.Dim) string {
	texts, others := e.tokens.Normal(u.head, d, u.at, 16)
	s := strings.Join(texts, ", ")
	if others > 0 {
		if s != "" {
			s += " and "
		}
		s += fmt.Sprintf("%d others", others)
	}
	return s
}

// describe says whose token a use is of.
func (e *Engine) describe(u *use) incident.Token {
	ev, f := u.ev, &u.c.Facts
	t := incident.Token{
		Provider: strings.Clone(ev.Provider), Tenant: strings.Clone(ev.Tenant), Issuer: strings.Clone(ev.Issuer),
		App: strings.Clone(firstOf(ev.App.Name, ev.App.Key())), Grade: ev.Subject.Grade.String(),
		Owner: strings.Clone(f.OwnerName), Actor: strings.Clone(firstOf(ev.Actor.Email, ev.Actor.Login, ev.Actor.ID)),
	}
	if u.head != nil {
		t.ID = hex.EncodeToString(u.head.Fingerprint[:])
	} else {
		id := e.keys.fingerprint(ev.AppendKey(e.key[:0]))
		t.ID = hex.EncodeToString(id[:])
	}
	if u.c.Entry != nil {
		t.Owner, t.Purpose, t.Shared = firstOf(t.Owner, u.c.Entry.Owner), u.c.Entry.Purpose, u.c.Entry.Shared()
	}
	if owner, personal := e.person(ev); personal && (!e.inventory.Declared() || e.knowsApp(u)) {
		t.Owner = firstOf(t.Owner, strings.Clone(owner))
		t.Purpose = firstOf(t.Purpose, "personal")
	}
	return t
}

// tokenOf says what is remembered of a token when no record is at hand.
func (e *Engine) tokenOf(h *baseline.Head, src *feed) incident.Token {
	return incident.Token{
		ID: hex.EncodeToString(h.Fingerprint[:]), Provider: src.provider, Tenant: src.tenant,
		App: e.tokens.Texts.String(h.AppText), Actor: e.tokens.Texts.String(h.ActorText), Grade: event.Grade(h.Grade).String(),
	}
}
