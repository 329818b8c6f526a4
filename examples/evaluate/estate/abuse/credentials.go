package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// revokedToken uses a token that was revoked: where the vendor still let it in,
// a success. Quiet: from the token's own place.
func revokedToken(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool { return t.Revocable() && t.Kind != "rare" && t.Kind != "monthly" })
	if t == nil {
		return false
	}
	at := a.Moment(a.Dice, 8*day)
	a.Stop(t, at.Add(-30*time.Minute))
	a.Add(a.Console.Revoke(at, t), 0)
	after := at.Add(a.Span(time.Hour, 4*day))
	from := a.inside(t, after)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, after, from, 5, 35*time.Minute)
	a.truth("uses of a revoked token", ended, elsewhere, client)
	return true
}

// rotatedToken uses the old token after its successor took over and it ended.
func rotatedToken(a *attack) bool {
	t, _, end := a.rotated()
	if t == nil {
		return false
	}
	at := end.Add(a.Span(3*time.Hour, 3*day))
	from := a.inside(t, at)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, at, from, 6, 45*time.Minute)
	a.truth("the old token after its rotation", ended, elsewhere, client)
	return true
}

// rotated lets a token have a successor, with a day of overlap.
func (a *attack) rotated() (old, next *vendors.Token, end time.Time) {
	old = a.token(func(t *vendors.Token) bool {
		return t.Person == nil && t.Kind != "rare" && t.Kind != "monthly" && (t.Form == vendors.OktaToken || t.Form == vendors.EntraKey || t.Form == vendors.AWSKey || t.Form == vendors.GitHubToken)
	})
	if old == nil {
		return nil, nil, end
	}
	at := a.Moment(a.Dice, 21*day)
	next = a.Successor(old, at)
	a.Replaces[next], a.Taken[next] = old, true
	end = at.Add(26 * time.Hour)
	a.Add(a.Console.Issue(at.Add(-10*time.Minute), next), 0)
	a.Stop(old, at.Add(day))
	a.Add(a.Console.Revoke(end, old), 0)
	return old, next, end
}

// cloudflareUnrotated is Thanksgiving 2023: a token believed unused was left out
// of a rotation. Here it was announced as ended, sleeps, and is used weeks later.
func cloudflareUnrotated(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return t.Person == nil && t.Revocable() && t.Kind != "monthly"
	})
	if t == nil {
		return false
	}
	at := a.Week(3, 2).Add(a.UpTo(3 * day))
	a.Stop(t, a.Week(3, 0))
	a.Add(a.Console.Revoke(at, t), 0)
	later := at.Add(a.Span(18*day, 30*day))
	from := a.rented(t)
	if !a.loud {
		from = a.own(t, a.neighbour(t))
	}
	a.look(t, later, from, 2)
	a.work(t, later.Add(day), from, 3, 10*time.Minute)
	a.change(t, later.Add(26*time.Hour), from, 1)
	a.truth("weeks after its announced end, first probes, then more", ended+"|dormant_revival", elsewhere, client, behaviour)
	return true
}

// scopeExpansion asks for more than the token had, and uses it.
func scopeExpansion(a *attack) bool {
	t := a.victim(vendors.GoogleGrant, vendors.EntraGrant, vendors.OktaGrant)
	for i := 0; t != nil && t.Person == nil && i < 5; i++ {
		t = a.Pick(a.kind+t.UserName, func(o *vendors.Token) bool { return o.Form == vendors.GoogleGrant })
	}
	if t == nil || t.Person == nil {
		return false
	}
	more := map[string][]string{
		"google_workspace": {"https://www.googleapis.com/auth/drive", "https://mail.google.com/", "https://www.googleapis.com/auth/admin.directory.user"},
		"entra":            {"Mail.ReadWrite", "Files.ReadWrite.All", "Directory.AccessAsUser.All"},
		"okta":             {"okta.users.manage", "okta.apps.manage", "offline_access"},
	}[t.Provider()]
	wide := append(append([]string{}, t.Work.Scopes...), more[:1+a.IntN(3)]...)
	at := a.Moment(a.Dice, 4*day)
	from := a.inside(t, at)
	if t.Form == vendors.GoogleGrant {
		a.notice(t, t.Consent(at, a.Place(t.Person, at), wide))
	}
	operations := append([]vendors.Operation{}, vendors.ReachOf(t.Form).Read...)
	for i := range 8 {
		later := at.Add(time.Duration(20+i*45) * time.Minute)
		a.put(&vendors.Use{At: later, Token: t, Operation: operations[i%len(operations)], Address: from.address, Agent: from.agent, Session: from.session, Scopes: wide, Rows: 40})
	}
	if a.loud {
		a.take(t, at.Add(day), from, 6)
	}
	a.truth("wider scopes, used at once", scope, behaviour, volume)
	return true
}
