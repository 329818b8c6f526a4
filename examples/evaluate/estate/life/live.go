package life

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// LiveAll lets every token live, after all changes were planned.
func (b *Book) LiveAll() {
	for _, t := range b.Tokens {
		b.live(t)
	}
}

func (b *Book) live(t *vendors.Token) {
	d := b.Dice("life ", t.Number)
	session := ""
	for _, at := range b.moments(d, t) {
		for again := range b.rounds(t, at) {
			at := at.Add(time.Duration(again) * 110 * time.Second)
			if before := t.SessionOf(at); opens(t) && before != session {
				session = before
				b.signIn(d, t, at)
			}
			b.round(d, t, at)
		}
	}
}

// opens tells whether the token's records begin a session with a sign-in.
func opens(t *vendors.Token) bool {
	return t.Form == vendors.SalesforceGrant || t.Form == vendors.SalesforceEvents || t.Form == vendors.SalesforcePerson || t.Form == vendors.OktaPerson || t.Form == vendors.EntraGrant
}

// signIn is the exchange of a refresh token, or a person's sign-in.
func (b *Book) signIn(d chance.Dice, t *vendors.Token, at time.Time) {
	operation := vendors.Operation{Kind: "Login", Method: "oauthrefreshtoken", Path: "/services/oauth2/token"}
	switch t.Form {
	case vendors.SalesforcePerson:
		operation = vendors.Operation{Kind: "Login", Path: "/"}
	case vendors.EntraGrant:
		operation = vendors.Operation{Kind: vendors.Graph.Kind, Method: "interactive", Path: vendors.Graph.Path}
	case vendors.OktaPerson:
		operation = vendors.Operation{Kind: "user.session.start", Method: "User login to Okta", Path: "/idp/idx/identify"}
	}
	b.use(d, t, at.Add(-time.Second), operation, "")
}

// round is one piece of the token's work: one use of a person, a few of a
// machine within a minute or two.
func (b *Book) round(d chance.Dice, t *vendors.Token, at time.Time) {
	n := 1
	if t.Kind != "person" && t.Kind != "administrator" {
		n = d.Between(t.Round[0], t.Round[1])
	}
	address, agent := b.origin(d, t, at)
	for range n {
		operation, object := Choose(d, t)
		b.put(d, &vendors.Use{
			At: at, Token: t, Operation: operation, Object: object, Address: address, Agent: agent,
			Rows: d.Between(operation.Rows[0], operation.Rows[1]),
		})
		at = at.Add(d.Span(400*time.Millisecond, 14*time.Second))
	}
}

func (b *Book) use(d chance.Dice, t *vendors.Token, at time.Time, operation vendors.Operation, object string) {
	address, agent := b.origin(d, t, at)
	b.put(d, &vendors.Use{At: at, Token: t, Operation: operation, Object: object, Address: address, Agent: agent})
}

// put applies the token's changes and its first and last day.
func (b *Book) put(d chance.Dice, u *vendors.Use) {
	t := u.Token
	if u.At.Before(t.Born) || !t.Ends.IsZero() && !u.At.Before(t.Ends) || !b.alter(d, u) {
		return
	}
	b.Add(u, 0)
}

// Choose is an operation and object of the token's ordinary work: the first
// ones most of the time, one of the tail once in a hundred and fifty uses.
func Choose(d chance.Dice, t *vendors.Token) (vendors.Operation, string) {
	w := t.Work
	operation := w.Operations[early(d, len(w.Operations))]
	if len(w.Tail) > 0 && d.Once(0.004) {
		operation = chance.Pick(d, w.Tail)
	}
	object := w.Objects[early(d, len(w.Objects))]
	if len(w.TailThing) > 0 && d.Once(0.004) {
		object = chance.Pick(d, w.TailThing)
	}
	return operation, object
}

// early prefers the first of n: half the time, then half of the rest.
func early(d chance.Dice, n int) int {
	for i := range n - 1 {
		if d.Once(0.5) {
			return i
		}
	}
	return n - 1
}

// SignedIn makes sure that a person's day has a sign-in and a use before then,
// so that a session ends that had begun.
func SignedIn(b *Book, t *vendors.Token, at time.Time, address, agent string) {
	operation, object := t.Work.Operations[0], t.Work.Objects[0]
	b.Add(&vendors.Use{At: at, Token: t, Operation: operation, Object: object, Address: address, Agent: agent}, 0)
}
