package benign

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// travel takes a person and all their own tokens abroad for a week.
func travel(c *change) {
	t := c.person()
	if t == nil {
		return
	}
	from := c.moment(9 * day).Truncate(day).Add(8 * time.Hour)
	to := from.Add(c.Span(3*day, 9*day))
	hotel := chance.Pick(c.Dice, networks.OfKind(networks.Travel))
	c.everyOwn(t.Person, func(o *vendors.Token) {
		c.Move(o, from, to, hotel.Address(t.Number), hotel.Address(t.Number+500), t.Person.OtherAddress)
		c.write(o, from, to, "a journey to "+hotel.Land)
	})
}

// everyOwn does something with each of a person's own tokens that no attack has.
func (c *change) everyOwn(p *vendors.Person, do func(*vendors.Token)) {
	for _, o := range c.Tokens {
		if o.Person == p && o.Kind == "person" && !c.Attacked[o] {
			c.Taken[o] = true
			do(o)
		}
	}
}

// newLaptop changes a person's browser or git for good; on the first day from home.
func newLaptop(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Kind == "person" && t.Form != vendors.OktaGrant })
	if t == nil {
		return
	}
	from := c.moment(8 * day).Truncate(day)
	c.everyOwn(t.Person, func(o *vendors.Token) {
		switch o.Form {
		case vendors.OktaGrant:
			return
		case vendors.GitHubToken:
			c.Release(o, from, c.End, "GitHub Desktop/3.5.2 (Macintosh)")
		default:
			c.Release(o, from, c.End, vendors.Safari)
		}
		c.write(o, from, from.Add(3*day), "a new laptop")
	})
}

// officeMove gives everybody of one office another line.
func officeMove(c *change) {
	from := c.moment(10 * day).Truncate(day)
	line := networks.Named("Monongahela Business Fiber")
	for _, t := range c.Tokens {
		if t.Kind != "person" || t.Person.Office != "office/pittsburgh" || t.Person.Remote {
			continue
		}
		c.Plan(t, officeLine(from, c.End, line))
		if !c.Attacked[t] && t.Form == vendors.OktaPerson {
			c.write(t, from, from.Add(7*day), "the office moves to another line")
		}
	}
}

// newEmployee has an account in Okta first and tokens a day later.
func newEmployee(c *change) {
	number := 500 + c.n
	p := c.NewPerson(number, networks.OfKind(networks.Home), networks.OfKind(networks.Mobile))
	p.Login, p.Name = fmt.Sprint("newcomer", c.n), fmt.Sprint("New Comer ", c.n)
	c.People = append(c.People, p)
	at := c.moment(16 * day).Truncate(day).Add(13 * time.Hour)
	c.Add(c.Console.Hire(at, p), 0)
	for _, t := range c.Arrive(p, at.Add(day)) {
		c.Taken[t] = true
		c.write(t, t.Born, t.Born.Add(5*day), "a newcomer's first days")
	}
}

// nightShift is an evening's work long past midnight.
func nightShift(c *change) {
	t := c.person()
	if t == nil {
		return
	}
	at := c.moment(3 * day).Truncate(day).Add(26 * time.Hour)
	end := at
	for range 25 {
		c.one(t, end, chance.Pick(c.Dice, t.Work.Operations), t.Work.Objects[0])
		end = end.Add(c.Span(time.Minute, 14*time.Minute))
	}
	c.write(t, at, end, "a night of work from home")
}

// vpnWeek is a person who tries a commercial VPN; thieves have it, too.
func vpnWeek(c *change) {
	t := c.person()
	if t == nil {
		return
	}
	from := c.moment(6 * day)
	to := from.Add(c.Span(2*day, 5*day))
	network := networks.OfKind(networks.VPN)[c.n%2]
	c.Move(t, from, to, network.Address(c.IntN(100)), network.Address(c.IntN(100)))
	c.write(t, from, to, "a commercial VPN for some days")
}

// firstAdministration is a person's or service's first harmless change of settings.
func firstAdministration(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return len(vendors.ReachOf(t.Form).Change) > 0 && (t.Form == vendors.OktaPerson || t.Form == vendors.GitHubToken || t.Form == vendors.OktaToken || t.Form == vendors.AWSKey)
	})
	if t == nil {
		return
	}
	at := c.moment(3 * day)
	c.one(t, at, vendors.ReachOf(t.Form).Change[0], t.Work.Objects[0])
	c.write(t, at, at.Add(time.Minute), "a first administrative call, from its own place and client")
}

// twinAgent works one long day, not day and night.
func twinAgent(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.GitHubToken && t.Kind == "person" })
	if t == nil {
		return
	}
	at := c.moment(3 * day).Truncate(day).Add(13 * time.Hour)
	end := at
	for i := range 110 {
		operations := append(append([]vendors.Operation{}, t.Work.Operations...), t.Work.Tail...)
		c.one(t, end, operations[i%len(operations)], t.Work.Objects[i%len(t.Work.Objects)])
		end = end.Add(c.Span(time.Minute, 9*time.Minute))
	}
	c.write(t, at, end, "a day with a coding assistant, in working hours, on their own repositories")
}
