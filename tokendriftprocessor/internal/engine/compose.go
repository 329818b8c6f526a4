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
	own := 0.0
	if u.head != nil {
		if u.c.Mature {
			v.Baseline.State = "mature"
		}
		v.Baseline.Since = int64(u.head.FirstSeen) * int64(time.Second)
		v.Baseline.Uses = int64(u.head.Uses)
		own = u.head.Weeks()
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
	v.Reason = a.Reason(&v.Token, &v.Baseline, v.Evidence, own)
	v.Action = a.Step(e.stake(u, &v.Token, a.Sharing), u.ev)
	return v
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
	if owner, personal := e.person(ev); personal {
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
