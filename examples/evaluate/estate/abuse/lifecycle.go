package abuse

import (
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// offboardedOwner goes on using a leaver's token, quietly from where it always
// was: only the deactivation tells it.
func offboardedOwner(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		switch t.Form {
		case vendors.OktaGrant, vendors.GitHubToken, vendors.EntraGrant, vendors.GoogleGrant, vendors.SalesforceGrant:
			return t.Person != nil && t.Kind != "rare" && !a.OwnsApps(t.Person) && !a.anyAttacked(t.Person)
		}
		return false
	})
	if t == nil {
		return false
	}
	left := a.Moment(a.Dice, 9*day)
	a.leaves(t.Person, left)
	after := left.Add(a.Span(5*time.Hour, 3*day))
	from := a.inside(t, after)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, a.signIn(t, after, from), from, 6, 3*time.Hour)
	a.truth("uses of a leaver's token after the deactivation", "owner_offboarded", elsewhere, client)
	return true
}

func (a *attack) anyAttacked(p *vendors.Person) bool {
	return slices.ContainsFunc(a.Tokens, func(t *vendors.Token) bool { return t.Person == p && a.Attacked[t] })
}

// leaves ends a person's work at all vendors; their tokens stop.
func (a *attack) leaves(p *vendors.Person, left time.Time) {
	for _, t := range a.Tokens {
		if t.Person == p {
			a.Stop(t, left.Add(-20*time.Minute))
			a.Taken[t] = true
		}
	}
	for i, provider := range []string{"okta", "google_workspace", "github", "entra", "salesforce"} {
		a.Add(a.Console.Offboard(left.Add(time.Duration(i)*80*time.Second), provider, p), 0)
	}
}

// roleChange gives a person a role and then does with their token what the role
// allows, from their own place and client.
func roleChange(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return t.Person != nil && t.Person != a.Console.Admin && (t.Form == vendors.OktaPerson || t.Form == vendors.GitHubToken && t.App == nil || t.Form == vendors.OktaGrant)
	})
	if t == nil {
		return false
	}
	at := workday(a.Moment(a.Dice, 6*day)).Add(14 * time.Hour)
	a.Add(a.Console.Role(at, t.Provider(), t.Person), 0)
	from := a.inside(t, at.Add(2*time.Hour))
	at = a.change(t, at.Add(2*time.Hour), from, 2)
	if a.loud {
		a.take(t, at.Add(time.Hour), from, 2)
		a.change(t, at.Add(25*time.Hour), from, 6)
	}
	a.truth("a role, and what it allows within hours", "role_changed", behaviour, scope)
	return true
}

// retiredApp uses a token of an app that was switched off.
func retiredApp(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return t.App != nil && len(t.App.Tokens) == 1 && (t.Form == vendors.EntraKey || t.Form == vendors.SalesforceGrant || t.Form == vendors.OktaGrant || t.Form == vendors.GitHubBot)
	})
	if t == nil {
		return false
	}
	end := a.Moment(a.Dice, 20*day)
	a.Stop(t, end.Add(-time.Hour))
	a.Add(a.Console.Retire(end, t.Form, t.App), 0)
	at := end.Add(a.Span(2*day, 14*day))
	from := a.inside(t, at)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, a.signIn(t, at, from), from, 7, 50*time.Minute)
	a.truth("uses of a retired app's token", "app_retired", elsewhere, client, "dormant_revival")
	return true
}

// midnightBlizzard is January 2024: a test app nobody uses any more wakes up, is
// given a role and reads mailboxes, through ordinary people's lines.
func midnightBlizzard(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return t.Form == vendors.EntraKey && t.Work.Operations[0] != vendors.Exchange
	})
	if t == nil {
		return false
	}
	a.Stop(t, a.Week(2, 1))
	at := a.Week(6, a.IntN(14)).Add(a.Span(2*time.Hour, 20*time.Hour))
	from := a.own(t, a.residence(t))
	a.use(t, at, from, vendors.Graph, "")
	a.notice(t, a.Console.Widen(at.Add(30*time.Minute), t, []string{"full_access_as_app"}))
	for i := range 30 {
		a.use(t, at.Add(time.Duration(40+i*25)*time.Minute), a.own(t, a.residence(t)), vendors.Exchange, "")
	}
	a.truth("a dormant test app, a new role, mail", "dormant_revival|new_system|scope_expanded|role_changed", elsewhere, behaviour)
	return true
}

// dormantToken wakes after weeks of silence.
func dormantToken(a *attack) bool {
	t := a.victim(vendors.OktaToken, vendors.AWSKey, vendors.GitHubToken)
	if t == nil {
		return false
	}
	a.Stop(t, a.Week(2, 3))
	at := a.Week(7, a.IntN(12)).Add(a.Span(time.Hour, 20*time.Hour))
	from := a.inside(t, at)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, at, from, 5, 20*time.Minute)
	a.read(t, at.Add(3*time.Hour), from, 3, 10*time.Minute)
	a.truth("five weeks of silence, then uses", "dormant_revival", elsewhere, client, behaviour)
	return true
}
