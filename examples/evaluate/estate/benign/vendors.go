package benign

import (
	"fmt"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// failover moves an app to another region for some hours or days.
func failover(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	from := c.moment(4 * day)
	to := from.Add(c.Span(6*time.Hour, 3*day))
	others := map[int]string{14618: "aws/us-east-2", 16509: "aws/us-east-2", 396982: "gcp/europe-west1", 8075: "azure/northeurope"}
	name := others[networks.Of(t.Addresses[0]).ASN]
	if name == "" {
		name = "gcp/us-east4"
	}
	for _, other := range t.App.Tokens { // all tokens of the app go together
		c.Move(other, from, to, networks.Named(name).Address(1000+t.Number), networks.Named(name).Address(1001+t.Number))
		c.Taken[other] = true
		c.write(other, from, to, "the app's region fails over to "+name)
	}
}

// migration moves a whole app to another cloud for good: the old one goes quiet.
func migration(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.App != nil && len(t.App.Tokens) > 4 && t.Kind == "steady_sync" && t.App.Name == "Slotwise"
	})
	if t == nil {
		return
	}
	from := c.moment(14 * day)
	for i, other := range t.App.Tokens {
		at := from.Add(time.Duration(i%5) * 50 * time.Minute)
		c.Move(other, at, c.End, networks.Named("azure/eastus").Address(2000), networks.Named("azure/eastus").Address(2001))
		c.Taken[other] = true
		c.write(other, at, at.Add(10*day), "the vendor moves to another cloud; old addresses go quiet")
	}
}

// clientRelease gives an app a new client: another library altogether.
func clientRelease(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	from := c.moment(10 * day)
	agent := chance.Pick(c.Dice, []string{"okhttp/5.1.0", "axios/1.11.2", "Apache-HttpClient/5.5 (Java/21)", "node-fetch/3.3.2"})
	for _, other := range t.App.Tokens {
		c.Release(other, from, c.End, agent)
		c.Taken[other] = true
		c.write(other, from, from.Add(10*day), "a release with another client library")
	}
}

// releaseOfEverything changes client, network and operations on one day, for an
// app that nobody attacks.
func releaseOfEverything(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return server(t) && !slices.ContainsFunc(t.App.Tokens, func(o *vendors.Token) bool { return c.Attacked[o] })
	})
	if t == nil {
		return
	}
	from := c.moment(10 * day)
	network := networks.Named(chance.Pick(c.Dice, []string{"aws/us-west-2", "gcp/us-east4", "azure/eastus", "DigitalOcean, LLC"}))
	for i, other := range t.App.Tokens {
		c.Taken[other] = true
		c.Move(other, from, c.End, network.Address(1400+i), network.Address(1500+i))
		c.Release(other, from, c.End, fmt.Sprintf("%s-next/1.%d.0", vendors.Digest(t.App.Name, 6), c.n))
		c.Learn(other, from, c.End, 0.3, vendors.ReachOf(t.Form).Read[:1], []string{thing(other, 0)})
		c.write(other, from, from.Add(10*day), "client, network and operations change on one day")
	}
}

// newObjects lets a token read one object more from then on.
func newObjects(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return len(vendors.ReachOf(t.Form).Things) > 0 && t.Kind != "person" && t.Kind != "administrator"
	})
	if t == nil {
		return
	}
	from := c.moment(8 * day)
	c.Learn(t, from, c.End, 0.12, nil, []string{thing(t, c.IntN(6))})
	c.write(t, from, from.Add(10*day), "one object more, from then on")
}

// newEndpoints lets a token make another call from then on.
func newEndpoints(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	from := c.moment(8 * day)
	list := append(append([]vendors.Operation{}, vendors.ReachOf(t.Form).Read...), vendors.ReachOf(t.Form).LookAround...)
	if len(list) == 0 {
		return
	}
	c.Learn(t, from, c.End, 0.15, []vendors.Operation{chance.Pick(c.Dice, list)}, nil)
	c.write(t, from, from.Add(10*day), "one call more, from then on")
}

// newIntegration is an app nobody had before; the inventory has it from the start.
func newIntegration(c *change) {
	forms := []vendors.Form{vendors.EntraKey, vendors.OktaToken, vendors.AWSKey, vendors.GoogleGrant}
	form := forms[c.n%len(forms)]
	person := chance.Pick(c.Dice, c.Staff())
	var p *vendors.Person
	if form == vendors.GoogleGrant {
		p = person
	}
	t := c.Stranger(form, fmt.Sprintf("Marlow %s %d", form.Provider(), c.n), p, 3*time.Hour)
	t.Born, t.App.Declared, t.Declared, t.Kind, t.Round = c.moment(14*day), true, true, "steady_sync", [2]int{1, 4}
	t.Owner = person
	c.Add(c.Console.Issue(t.Born.Add(-5*time.Minute), t), 0)
	c.Taken[t] = true
	c.write(t, t.Born, t.Born.Add(3*day), "a new app with owner and purpose")
}
