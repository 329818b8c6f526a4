package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// repeats is how long after the last new evidence of an open incident repeats
// are tagged incident; after that they fall under the review rule.
const repeats = int64(6 * time.Hour)

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
	o := e.book.Of(u.head.Key)
	if o == nil {
		o = e.joins(u)
	}
	if o != nil && len(o.Members) > 0 && o.Knows(keys) {
		e.say(u, keys, openedMark) // what opened an incident on another token did so for this one
	}
	switch {
	case o == nil && !u.c.Unsettled && e.said(u, keys, openedMark):
		return e.repeated(u, a, keys), nil
	case o == nil:
		return e.open(u, a, keys)
	case u.c.Unsettled || !o.Knows(keys):
		return e.extend(u, a, keys, o)
	case u.time-o.LastEvidence <= repeats:
		v := e.compose(u, a)
		v.IncidentID, v.Severity = o.Verdict.IncidentID, o.Verdict.Severity
		e.book.Touch(o)
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
		Verdict: *v, Key: u.head.Key, Source: u.src.number, Opened: u.time, LastEvidence: u.time, LastNotice: u.time,
		OnlyEnds: onlyEnds(a),
	}
	o.Add(u.ev, u.time, keys)
	if u.stolen != nil && !a.ByRule && e.book.ByID(u.stolen.ID) == nil {
		u.stolen.ID = v.IncidentID // the first was closed, and the others will be part of this one
	}
	e.book.Put(o)
	e.accounts.opened(o, u.appOf(e), bool(u.head.Person()))
	if registryOnly(a) {
		e.likely(u)
	} else {
		o.App = u.appOf(e)
		e.freeze(o)
		u.head.Flags |= baseline.InIncident // a registry-only incident gives a token no worth
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
	e.book.Touch(o)
	o.Add(u.ev, u.time, keys)
	o.LastEvidence = max(o.LastEvidence, u.time)
	o.OnlyEnds = o.OnlyEnds && onlyEnds(a)
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
