package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// chaining goes from a token's own calls to systems and lists it never touched,
// from its own place and client.
func chaining(a *attack) bool {
	t := a.victim(vendors.GoogleGrant, vendors.AWSKey, vendors.EntraKey, vendors.GitHubToken, vendors.OktaToken)
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 3*day)
	from := a.inside(t, start)
	spacing := 4 * time.Hour
	if a.loud {
		spacing = 5 * time.Minute
	}
	for i := range 5 {
		at := start.Add(time.Duration(i) * spacing)
		a.work(t, at, from, 1, time.Minute)
		a.look(t, at.Add(20*time.Second), from, 1+i%3)
		a.change(t, at.Add(2*time.Minute), from, i/3)
	}
	a.truth("from ordinary calls to lists and other systems, from its own place", behaviour, scope)
	return true
}

// volumeTheft does what the token always does, only more: a burst, or, quiet,
// half as much again for a week.
func volumeTheft(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return (t.Form == vendors.SalesforceGrant || t.Form == vendors.GoogleGrant || t.Form == vendors.AWSKey) && (t.Kind == "steady_sync" || t.Kind == "vendor_proxy")
	})
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 9*day)
	n, every := 90, 110*time.Minute
	if a.loud {
		n, every = 260, 7*time.Second
	}
	at := start
	for range n {
		from := a.inside(t, at)
		operation := t.Work.Operations[0]
		operation.Rows = [2]int{400, 900}
		a.use(t, at, from, operation, chance.Pick(a.Dice, t.Work.Objects))
		at = at.Add(every + a.UpTo(every/5))
	}
	a.truth("its own calls and objects from its own place, many more rows", volume, "unusual_hour")
	return true
}

// rareObjects reads, slowly and from the token's own place with its own client
// and calls, objects it does not need.
func rareObjects(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return len(vendors.ReachOf(t.Form).Things) > 0 && len(t.Work.Objects) > 1 && t.Kind != "monthly" && t.Kind != "rare" && t.Form != vendors.OktaPerson && t.Form != vendors.SalesforcePerson
	})
	if t == nil {
		return false
	}
	start, n, every := a.Moment(a.Dice, 8*day), 24, 7*time.Hour
	if a.loud {
		n, every = 40, 40*time.Minute
	}
	things, at := vendors.ReachOf(t.Form).Things, start
	for i := range n {
		from := a.inside(t, at)
		a.use(t, at, from, t.Work.Operations[0], things[i%min(len(things), 2+i/4)])
		at = at.Add(every + a.UpTo(every/2))
	}
	a.truth("objects it never needed, one by one, from its own place and client", "rare_object|baseline_walk|volume_drain|new_action|new_system")
	return true
}

// unownedToken is a token nobody declared, heard of for the first time.
func unownedToken(a *attack) bool {
	forms := []vendors.Form{vendors.EntraKey, vendors.AWSKey, vendors.OktaToken, vendors.GoogleGrant}
	form := chance.Pick(a.Dice, forms)
	var p *vendors.Person
	if form == vendors.GoogleGrant {
		p = chance.Pick(a.Dice, a.Staff())
	}
	t := a.Stranger(form, "Quick Export "+string(rune('A'+a.number%26)), p, 0)
	start := a.Moment(a.Dice, 5*day)
	t.Born = start
	from := a.neighbour(t)
	if a.loud {
		from = a.rented(t)
	}
	a.work(t, start, from, 10, 90*time.Minute)
	if a.loud {
		a.read(t, start.Add(day), from, 10, time.Minute)
	}
	a.truth("a new token without owner and purpose", registry, elsewhere)
	return true
}
