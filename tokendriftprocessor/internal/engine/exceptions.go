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
// What it is about goes on waiting, and earns its place as any other value
// does: an exception ends. One that has run out covers nothing; that somebody
// still needs it is said once, whatever the number of tokens.
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
		covers := func(lasting bool) func(*inventory.Exception) bool {
			return func(x *inventory.Exception) bool {
				return (u.time <= x.Until.UnixNano()) == lasting && x.Covers(f.Signal.Name, f.Value)
			}
		}
		if slices.ContainsFunc(list, covers(true)) {
			u.allowed |= 1 << f.Dim
			return true
		}
		if i := slices.IndexFunc(list, covers(false)); i >= 0 && expired == nil {
			expired = list[i]
		}
		return false
	})
	if expired == nil || u.c.RulesOnly || !e.expire(expired) {
		return found
	}
	until := expired.Until.UTC().Format(time.RFC3339)
	value := expired.Signal + " " + expired.Value
	return append(found, signal.Evidence{
		Signal: signal.ByName("exception_expired"), Value: value, Seen: "still needed: " + value, Normal: "ended " + until,
		Why:  fmt.Sprintf("needs an exception (%s) that ended %s", firstOf(expired.Ticket, expired.Ref), until),
		Says: signal.SaysReview,
	})
}

// waitAllowed puts what an exception allowed on probation, and out of what is
// learned at once.
func (e *Engine) waitAllowed(u *use, by bool) {
	q := &e.query
	if u.allowed&(1<<baseline.Scope) != 0 {
		q.FP[baseline.ScopeSet] = 0 // a set that is known is looked at no closer
	}
	for d := baseline.Prefix; d < baseline.Said; d++ {
		if u.allowed&(1<<d) != 0 && q.FP[d] != 0 && !e.answer.Known(d) {
			e.tokens.Wait(u.head, d, q.FP[d], q.Text[d], u.at, by, u.sharing.declared)
			q.FP[d] = 0
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
	e.accounts.closed(o)
	e.mark(o.Key, false)
	for _, k := range o.Members {
		e.mark(k, false)
	}
	body := fmt.Sprintf("Closed, %s: %s", why, o.Verdict.Reason)
	return o.Notice(incident.StateClosed, at, body)
}
