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

// closing tells that an incident is over.
func (e *Engine) closing(o *incident.Open, at int64, why string) *incident.Notice {
	e.stats.Closed++
	e.apps.Closed(o.App)
	e.accounts.closed(o)
	if place := e.tokens.Find(o.Key); place != 0 {
		e.tokens.At(place).Flags &^= baseline.InIncident
	}
	body := fmt.Sprintf("Closed, %s: %s", why, o.Verdict.Reason)
	return o.Notice(incident.StateClosed, at, body)
}
