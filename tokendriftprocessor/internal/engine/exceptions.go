package engine

import (
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// excepted takes out the evidence that an exception covers at the use's time.
// One that has run out covers nothing and says so once.
func (e *Engine) excepted(u *use, found []signal.Evidence) []signal.Evidence {
	if !e.inventory.Declared() {
		return found
	}
	tokenID := ""
	if u.head != nil {
		tokenID = hex.EncodeToString(u.head.Fingerprint[:])
	}
	list := e.inventory.Exceptions(u.ev.Provider, u.ev.App, u.ev.Actor, tokenID, credentials(u.ev))
	if len(list) == 0 {
		return found
	}
	var expired *inventory.Exception
	found = slices.DeleteFunc(found, func(f signal.Evidence) bool {
		for _, x := range list {
			if !x.Covers(f.Signal.Name, f.Value) {
				continue
			}
			if u.time <= x.Until.UnixNano() {
				return true
			}
			expired = x
		}
		return false
	})
	if expired == nil {
		return found
	}
	until := expired.Until.UTC().Format(time.RFC3339)
	return append(found, signal.Evidence{
		Signal: signal.ByName("exception_expired"), Value: expired.Ref, Seen: "still needed: " + expired.Signal + " " + expired.Value,
		Normal: "ended " + until, Why: fmt.Sprintf("needs an exception (%s) that ended %s", firstOf(expired.Ticket, expired.Ref), until),
		Says: signal.SaysReview,
	})
}

// dispose closes the incidents that an analyst found benign. What they teach
// comes with probation.
func (e *Engine) dispose() {
	for _, d := range e.inventory.Dispositions() {
		if d.Verdict != inventory.VerdictBenign {
			continue
		}
		if o := e.book.ByID(d.Incident); o != nil {
			e.book.Remove(o)
			e.vouch(o)
			e.pending = append(e.pending, e.closing(o, max(d.At.UnixNano(), o.LastSeen), "found benign by "+firstOf(d.By, "an analyst")))
		}
	}
}

// mark notes whether a token in memory has an open incident; others learn it
// when they come back.
func (e *Engine) mark(token store.Key, open bool) {
	place := e.tokens.Find(token)
	if place == 0 {
		return
	}
	if h := e.tokens.At(place); open {
		h.Flags |= baseline.InIncident
	} else {
		h.Flags &^= baseline.InIncident
	}
}

// closing tells that an incident is over.
func (e *Engine) closing(o *incident.Open, at int64, why string) *incident.Notice {
	e.stats.Closed++
	e.apps.Closed(o.App)
	e.mark(o.Key, false)
	for _, k := range o.Members {
		e.mark(k, false)
	}
	body := fmt.Sprintf("Closed, %s: %s", why, o.Verdict.Reason)
	return o.Notice(incident.StateClosed, at, body)
}
