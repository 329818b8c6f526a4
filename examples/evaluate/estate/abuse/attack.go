// Package abuse plans the attacks of an estate: published incidents by name and
// the ways a token can be misused one by one, loud and quiet.
package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// attack is one scenario on one token or more.
type attack struct {
	*life.Book
	chance.Dice
	kind   string
	number int
	loud   bool
	marks  []mark
}

// mark is what one token of the scenario went through.
type mark struct {
	token      *vendors.Token
	first, end time.Time
}

// Signals by which attacks may be told, by family.
const (
	elsewhere = "new_network|new_region|new_country|anonymiser|two_heads"
	client    = "new_client|unapproved_runner|new_issuer"
	behaviour = "new_action|new_chain|new_system|rare_object|unusual_hour|baseline_walk"
	volume    = "volume_burst|volume_drain"
	scope     = "scope_expanded|scope_exceeded"
	registry  = "no_owner|no_purpose|no_baseline"
	ended     = "after_revoke|after_rotation|after_session_end|token_expired|refresh_reuse"
)

// use is one use by the thief. Rows beyond the operation's own come with it.
func (a *attack) use(t *vendors.Token, at time.Time, from vantage, operation vendors.Operation, object string) {
	a.put(&vendors.Use{
		At: at, Token: t, Operation: operation, Object: object, Address: from.address, Agent: from.agent, Session: from.session,
		Rows: a.Between(operation.Rows[0], operation.Rows[1]),
	})
}

func (a *attack) put(u *vendors.Use) {
	if !u.At.Before(a.End) {
		return
	}
	u.At = u.At.Truncate(time.Millisecond)
	if u.Provider() == "aws" {
		u.At = u.At.Truncate(time.Second)
	}
	a.Add(u, a.number)
	a.stretch(u.Token, u.At)
}

// notice is a record that the thief caused and that is no use.
func (a *attack) notice(t *vendors.Token, n *vendors.Notice) {
	a.Add(n, a.number)
	a.stretch(t, n.Time())
}

// stretch lets the token's part of the scenario reach to that moment.
func (a *attack) stretch(t *vendors.Token, at time.Time) {
	for i := range a.marks {
		if m := &a.marks[i]; m.token == t {
			if at.Before(m.first) {
				m.first = at
			}
			if at.After(m.end) {
				m.end = at
			}
			return
		}
	}
	a.marks = append(a.marks, mark{t, at, at})
	a.Attacked[t] = true
}

// truth writes the scenario down: a row for each token it was on.
func (a *attack) truth(note string, signals ...string) {
	strength := "quiet"
	if a.loud {
		strength = "loud"
	}
	for _, m := range a.marks {
		a.Abuse(m.token, m.first, m.end, a.kind, a.number, strength+"; "+note, signals...)
	}
}

// look lists what there is: n different calls, seconds apart.
func (a *attack) look(t *vendors.Token, at time.Time, from vantage, n int) time.Time {
	return a.several(t, at, from, vendors.ReachOf(t.Form).LookAround, n, a.Span(2*time.Second, 9*time.Second))
}

// read reads one thing after another, every that often.
func (a *attack) read(t *vendors.Token, at time.Time, from vantage, n int, every time.Duration) {
	a.several(t, at, from, vendors.ReachOf(t.Form).Read, n, every)
}

// take fetches much at once.
func (a *attack) take(t *vendors.Token, at time.Time, from vantage, n int) {
	a.several(t, at, from, vendors.ReachOf(t.Form).Take, n, a.Span(10*time.Second, 50*time.Second))
}

// change does what only administrators should.
func (a *attack) change(t *vendors.Token, at time.Time, from vantage, n int) time.Time {
	return a.several(t, at, from, vendors.ReachOf(t.Form).Change, n, a.Span(20*time.Second, 2*time.Minute))
}

func (a *attack) several(t *vendors.Token, at time.Time, from vantage, operations []vendors.Operation, n int, every time.Duration) time.Time {
	things := vendors.ReachOf(t.Form).Things
	for i := range n {
		object := ""
		if len(things) > 0 {
			object = things[i%len(things)]
		}
		a.use(t, at, from, operations[i%len(operations)], object)
		at = at.Add(every + a.UpTo(every/3))
	}
	return at
}

// work does n of the token's own ordinary calls, every that often.
func (a *attack) work(t *vendors.Token, at time.Time, from vantage, n int, every time.Duration) time.Time {
	for range n {
		operation, object := t.Work.Operations[a.IntN(len(t.Work.Operations))], chance.Pick(a.Dice, t.Work.Objects)
		a.use(t, at, from, operation, object)
		at = at.Add(every + a.UpTo(every/3))
	}
	return at
}

// misread makes the token's own first call for objects it does not need, or
// where the form has no objects, for far more than it needs.
func (a *attack) misread(t *vendors.Token, at time.Time, from vantage, n int, every time.Duration) {
	things, operation := vendors.ReachOf(t.Form).Things, t.Work.Operations[0]
	if operation.Rows[1] > 0 {
		operation.Rows = [2]int{150, 600}
	}
	for i := range n {
		object := t.Work.Objects[0]
		if len(things) > 0 {
			object = things[i%len(things)]
		}
		a.use(t, at, from, operation, object)
		at = at.Add(every + a.UpTo(every/3))
	}
}

// signIn exchanges a Salesforce refresh token, which every new session begins with.
func (a *attack) signIn(t *vendors.Token, at time.Time, from vantage) time.Time {
	if t.Form == vendors.SalesforceGrant || t.Form == vendors.SalesforceEvents {
		a.use(t, at, from, vendors.Operation{Kind: "Login", Method: "oauthrefreshtoken", Path: "/services/oauth2/token"}, "")
	}
	return at.Add(time.Second)
}
