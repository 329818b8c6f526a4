package engine

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

const inIncident = baseline.InIncident

const (
	// repeats is how long after the last new evidence of an open incident
	// repeats are tagged incident; after that they fall under the review rule.
	repeats = int64(6 * time.Hour)
	// again is after how long the same evidence is told again, seconds.
	again = 30 * 86400
)

// verdict decides what is said of an assessment: nothing, because it was said
// already; a review; or an incident, which may open or escalate.
func (e *Engine) verdict(u *use, a *incident.Assessment) (*incident.Verdict, []*incident.Notice) {
	if a.Level == incident.LevelNone {
		return nil, nil
	}
	keys := evidenceKeys(a)
	if a.Level == incident.LevelIncident && u.head == nil {
		// The token is not held, so nobody could tell a repeat from news.
		a.Level, a.Severity = incident.LevelReview, incident.SeverityNone
	}
	if a.Level == incident.LevelReview {
		return e.review(u, a, keys), nil
	}
	o := e.book.Of(u.place)
	switch {
	case o == nil && e.said(u, keys, openedMark):
		return e.repeated(u, a, keys), nil
	case o == nil:
		return e.open(u, a, keys)
	case !o.Knows(keys):
		return e.extend(u, a, keys, o)
	case u.time-o.LastEvidence <= repeats:
		v := e.compose(u, a)
		v.IncidentID, v.Severity = o.Verdict.IncidentID, o.Verdict.Severity
		o.Add(u.ev, u.time, nil)
		e.stats.IncidentRecords++
		return v, nil
	}
	return e.repeated(u, a, keys), nil
}

// review tags once, and the same evidence again only after 30 days.
func (e *Engine) review(u *use, a *incident.Assessment, keys []uint32) *incident.Verdict {
	if u.head != nil && e.said(u, keys, 0) {
		return nil
	}
	e.say(u, keys, 0)
	e.stats.Reviews++
	return e.compose(u, a)
}

// repeated puts an incident's old evidence under the review rule.
func (e *Engine) repeated(u *use, a *incident.Assessment, keys []uint32) *incident.Verdict {
	a.Level, a.Severity = incident.LevelReview, incident.SeverityNone
	return e.review(u, a, keys)
}

func (e *Engine) open(u *use, a *incident.Assessment, keys []uint32) (*incident.Verdict, []*incident.Notice) {
	if registryOnly(a) && u.src.registry.full(u.time) {
		return nil, nil // told as one, when the hour is over
	}
	var notices []*incident.Notice
	if first := e.book.Crowded(); first != nil {
		e.book.Remove(first)
		notices = append(notices, e.closing(first, u.time, "to make room, there are too many open incidents"))
	}
	v := e.compose(u, a)
	v.IncidentID = incidentID(u.head.Fingerprint, u.ev.ID)
	o := &incident.Open{
		Verdict: *v, Place: u.place, Source: u.src.number, Opened: u.time, LastEvidence: u.time, LastNotice: u.time,
	}
	o.Add(u.ev, u.time, keys)
	e.book.Put(o)
	if !registryOnly(a) {
		u.head.Flags |= inIncident // a registry-only incident gives a token no worth
	}
	e.say(u, keys, openedMark)
	e.stats.Opened++
	e.stats.IncidentRecords++
	return v, append(notices, o.Notice(incident.StateOpened, u.time, v.Reason))
}

// extend adds new evidence to an open incident. It tells of it when severity
// rises, or when the quiet period is over.
func (e *Engine) extend(u *use, a *incident.Assessment, keys []uint32, o *incident.Open) (*incident.Verdict, []*incident.Notice) {
	v := e.compose(u, a)
	risen := a.Severity > o.Verdict.Severity
	v.IncidentID, v.Severity = o.Verdict.IncidentID, max(a.Severity, o.Verdict.Severity)
	o.Add(u.ev, u.time, keys)
	o.LastEvidence = max(o.LastEvidence, u.time)
	e.say(u, keys, openedMark)
	e.stats.IncidentRecords++
	if !risen && u.time-o.LastNotice < int64(e.o.QuietPeriod) {
		return v, nil
	}
	o.Verdict, o.LastNotice = *v, u.time
	e.stats.Escalated++
	return v, []*incident.Notice{o.Notice(incident.StateEscalated, u.time, v.Reason)}
}

func registryOnly(a *incident.Assessment) bool {
	for i := range a.Evidence {
		if a.Evidence[i].Signal.Family != signal.Registry {
			return false
		}
	}
	return true
}

// openedMark tells "opened an incident" from "was a review" among the marks.
const openedMark = 0x5bd1e995

// said is whether all of the evidence was told within 30 days.
func (e *Engine) said(u *use, keys []uint32, mark uint32) bool {
	for _, k := range keys {
		v := e.tokens.FindValue(u.head, baseline.Said, k^mark|1)
		if v == nil || u.at > v.Last+again {
			return false
		}
	}
	return len(keys) > 0
}

func (e *Engine) say(u *use, keys []uint32, mark uint32) {
	if u.head == nil {
		return
	}
	for _, k := range keys {
		if v := e.tokens.FindValue(u.head, baseline.Said, k^mark|1); v != nil {
			if u.at > v.Last+again {
				v.Last = u.at
			}
			continue
		}
		e.tokens.Insert(u.head, baseline.Said, k^mark|1, "", u.at, 0)
	}
}

// evidenceKeys identify pieces of evidence: the signal and its value, and for
// rules what they rest on, so that a second revocation is news.
func evidenceKeys(a *incident.Assessment) []uint32 {
	keys := make([]uint32, 0, len(a.Evidence))
	for i := range a.Evidence {
		f := &a.Evidence[i]
		if f.Says == signal.SaysNothing {
			continue
		}
		s := f.Signal.Name + "\x00" + f.Value
		if f.Says != signal.SaysRate {
			s += "\x00" + f.Normal
		}
		keys = append(keys, baseline.Hash(s))
	}
	return keys
}

// compose writes the verdict out. Everything in it is owned.
func (e *Engine) compose(u *use, a *incident.Assessment) *incident.Verdict {
	v := &incident.Verdict{
		Level: a.Level, Severity: a.Severity, Score: a.Score, Signals: a.Signals(), References: a.References(), Policy: e.policy,
	}
	v.Token = e.describe(u)
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
		v.Evidence = append(v.Evidence, incident.Shown{Signal: f.Signal.Name, Seen: strings.Clone(f.Seen), Normal: normal})
	}
	v.Reason = a.Reason(&v.Token, &v.Baseline, v.Evidence, own)
	stake := incident.Stake{Purpose: v.Token.Purpose, Provider: u.ev.Provider, Step: e.o.Step}
	if t := u.c.Entry; t != nil {
		stake.Business, stake.Shared, stake.Who = t.Tier == inventory.TierBusiness, t.Shared(), t.Consumers
	}
	v.Action = a.Step(stake, u.ev)
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
func (e *Engine) tokenOf(h *baseline.Head, src *source) incident.Token {
	return incident.Token{
		ID: hex.EncodeToString(h.Fingerprint[:]), Provider: src.provider, Tenant: src.tenant,
		App: e.tokens.Texts.String(h.AppText), Actor: e.tokens.Texts.String(h.ActorText), Grade: event.Grade(h.Grade).String(),
	}
}
