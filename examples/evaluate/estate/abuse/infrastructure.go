package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// machines are the forms of tokens that stand alone or under an app.
var machines = []vendors.Form{vendors.SalesforceGrant, vendors.GoogleGrant, vendors.OktaToken, vendors.AWSKey, vendors.EntraKey, vendors.GitHubToken, vendors.SalesforceEvents}

// newNetwork is a theft to a rented machine. Quiet: the token's own client and
// calls, four a day.
func newNetwork(a *attack) bool {
	t := a.victim(machines...)
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 5*day)
	from := a.rented(t)
	if a.loud {
		at := a.look(t, a.signIn(t, start, from), from, 3)
		a.read(t, at, from, 20, 20*time.Second)
	} else {
		from = a.own(t, from)
		a.work(t, a.signIn(t, start, from), from, 12, 6*time.Hour)
	}
	a.truth("a rented machine", elsewhere, client, behaviour, volume)
	return true
}

// sameCloud is another account in the token's own cloud and region: its network
// tells nothing.
func sameCloud(a *attack) bool {
	t := a.victim(vendors.SalesforceGrant, vendors.GoogleGrant, vendors.AWSKey, vendors.OktaToken, vendors.SalesforceEvents)
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 6*day)
	from := a.neighbour(t)
	if !a.loud {
		from = a.own(t, from)
	}
	if !a.loud {
		a.misread(t, a.signIn(t, start, from), from, 20, 3*time.Hour)
	} else {
		at := a.look(t, a.signIn(t, start, from), from, 1)
		a.read(t, at.Add(2*time.Hour), from, 16, 3*time.Hour)
		a.take(t, start.Add(3*day), from, 8)
	}
	a.truth("the same cloud and region; quiet: its own client and calls on unseen objects, with more rows", behaviour, client, volume)
	return true
}

// newRegion is another region of the token's cloud.
func newRegion(a *attack) bool {
	t := a.victim(vendors.SalesforceGrant, vendors.AWSKey, vendors.EntraKey, vendors.OktaToken, vendors.AWSRole)
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 4*day)
	from := a.region(t)
	a.work(t, a.signIn(t, start, from), from, 8, 2*time.Hour)
	if a.loud {
		a.read(t, start.Add(20*time.Hour), from, 15, 40*time.Second)
	}
	a.truth("another region while the old one stays busy", elsewhere, behaviour, volume)
	return true
}

// sharedToken is a second consumer: two places at the same time, for days.
func sharedToken(a *attack) bool {
	t := a.victim(vendors.OktaToken, vendors.AWSKey, vendors.GitHubToken, vendors.EntraKey)
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 8*day)
	from := a.rented(t)
	if !a.loud {
		from = a.own(t, a.residence(t))
	}
	a.work(t, start, from, 60, 2*time.Hour)
	a.truth("a second consumer, hour by hour, next to the first", elsewhere+"|shared_token", client)
	return true
}

// machinePaced is an agent with a person's token: one call after another at even
// intervals, day and night, across what the token can reach.
func machinePaced(a *attack) bool {
	t := a.victim(vendors.GitHubToken, vendors.EntraGrant)
	for t != nil && t.Kind != "person" {
		t = a.Pick(a.kind+t.UserName, func(o *vendors.Token) bool { return o.Form == vendors.GitHubToken && o.Kind == "person" })
	}
	if t == nil {
		return false
	}
	start, calls, every := a.Moment(a.Dice, 3*day), 400, 5*time.Minute
	if a.loud {
		calls, every = 1500, 2*time.Second
	}
	reach := vendors.ReachOf(t.Form)
	operations := append(append([]vendors.Operation{}, t.Work.Operations...), append(reach.Read, reach.LookAround...)...)
	for i := range calls / a.Slower {
		at := start.Add(time.Duration(i) * every)
		from := a.inside(t, at)
		a.use(t, at, from, operations[i%len(operations)], t.Work.Objects[i%len(t.Work.Objects)])
	}
	a.truth("even intervals day and night, from the person's own place and client", "unusual_hour|new_chain|new_action|new_system|rare_object", volume)
	return true
}
