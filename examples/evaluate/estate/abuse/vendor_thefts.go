package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// gainsight is the theft of October and November 2025: one look from the same
// cloud, two weeks of nothing, then waves.
func gainsight(a *attack) bool {
	n := 1
	if a.loud {
		n = 3
	}
	start := a.Moment(a.Dice, 24*day)
	for i, t := range a.grants("Gainsight", n) {
		from := a.neighbour(t)
		from.agent = "Salesforce-Multi-Org-Fetcher/1.0"
		if !a.loud {
			from = a.own(t, from)
		}
		at := start.Add(time.Duration(i) * 13 * time.Minute)
		if a.loud {
			a.look(t, a.signIn(t, at, from), from, 2)
		} else {
			a.misread(t, a.signIn(t, at, from), from, 2, time.Minute)
		}
		for wave := range 3 {
			at := at.Add(16*day + time.Duration(wave)*29*time.Hour)
			a.misread(t, a.signIn(t, at, from), from, 25, 12*time.Second)
		}
	}
	a.truth("a look, sixteen days later waves of queries", behaviour, client, elsewhere, volume+"|app_theft")
	return len(a.marks) > 0
}

// klue is the theft of June 2026: a slow phase that stays within what the app
// asks in a day, then (when loud) a thousand queries in a quarter of an hour.
func klue(a *attack) bool {
	tokens := a.grants("Klue Battlecards", 1)
	if len(tokens) == 0 {
		return false
	}
	t := tokens[0]
	from := vantage{networks.Named("Kiln Hosting").Address(140 + a.IntN(40)), "python-urllib/3.12", a.session(t)}
	if !a.loud {
		from = a.own(t, a.neighbour(t))
	}
	start := a.Moment(a.Dice, 7*day)
	a.look(t, a.signIn(t, start, from), from, 1)
	for i := range 4 {
		a.read(t, a.signIn(t, start.Add(time.Duration(i)*21*time.Hour+3*time.Hour), from), from, 4, 40*time.Minute)
	}
	if a.loud {
		at := a.signIn(t, start.Add(4*day), from)
		for i := range 1000 / a.Slower {
			a.use(t, at.Add(time.Duration(i)*900*time.Millisecond), from, vendors.ReachOf(t.Form).Read[i%2], "Opportunity")
		}
	}
	a.truth("a slow phase; a thousand queries when loud", behaviour, client, elsewhere, volume)
	return true
}

// contextAI is Vercel's case of 2026: the grant of an AI tool that one employee
// signed up for, then that employee's other tokens from the same place.
func contextAI(a *attack) bool {
	tokens := a.grants("Context.ai", 1)
	if len(tokens) == 0 {
		return false
	}
	t := tokens[0]
	from := a.rented(t)
	start := a.Moment(a.Dice, 6*day)
	at := a.look(t, start, from, 3)
	a.read(t, at.Add(time.Hour), from, 12, 3*time.Minute)
	if other := a.token(func(o *vendors.Token) bool {
		return o.Person == t.Person && o != t && (o.Form == vendors.EntraGrant || o.Form == vendors.GitHubToken || o.Form == vendors.OktaPerson || o.Form == vendors.OktaGrant)
	}); other != nil {
		there := vantage{from.address, a.script(other), a.session(other)}
		if !a.loud {
			there.agent = a.client(other)
		}
		a.work(other, start.Add(30*time.Hour), there, 4, 10*time.Minute)
		a.read(other, start.Add(31*time.Hour), there, 6, 7*time.Minute)
	}
	a.truth("an AI tool's grant, then the same person's tokens elsewhere", elsewhere, client, behaviour, registry, volume)
	return true
}

// fakeLoader is UNC6040: a connected app of the thief's that a person was talked
// into, and the export that begins minutes later.
func fakeLoader(a *attack) bool {
	person := a.Staff()[a.IntN(len(a.Staff()))]
	t := a.Stranger(vendors.SalesforceGrant, "My Ticket Portal", person, 0)
	start := a.Moment(a.Dice, 3*day)
	t.Born = start
	from := a.rented(t)
	consent := vendors.Operation{Kind: "Login", Method: "oauthcode", Path: "/services/oauth2/authorize"}
	a.use(t, start, from, consent, "")
	if a.loud {
		a.take(t, start.Add(4*time.Minute), from, 10)
	} else {
		a.read(t, start.Add(40*time.Minute), from, 14, 25*time.Minute)
	}
	a.truth("a consent talked out of a person, then an export", registry, elsewhere+"|"+client, behaviour, volume)
	return true
}
