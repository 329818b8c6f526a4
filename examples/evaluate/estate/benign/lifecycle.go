package benign

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

var providers = []string{"okta", "google_workspace", "github", "entra", "salesforce"}

// leaver takes a person of whose tokens none is part of an attack, and ends
// their work at all vendors; their tokens stop before that.
func (c *change) leaver(room time.Duration) (t *vendors.Token, left time.Time) {
	t = c.token(func(t *vendors.Token) bool {
		if t.Kind != "person" || t.Person == c.Console.Admin || t.Form == vendors.SalesforcePerson {
			return false
		}
		for _, o := range c.Tokens {
			if o.Person == t.Person && (c.Attacked[o] || o != t && c.Taken[o]) || c.OwnsApps(t.Person) {
				return false
			}
		}
		return true
	})
	if t == nil {
		return nil, left
	}
	left = c.moment(room)
	for _, o := range c.Tokens {
		if o.Person == t.Person {
			c.Taken[o] = true
			c.Stop(o, left.Add(-c.Span(time.Minute, 40*time.Minute)))
		}
	}
	for i, provider := range providers {
		c.Add(c.Console.Offboard(left.Add(time.Duration(i)*80*time.Second), provider, t.Person), 0)
	}
	return t, left
}

// leaverStops is a leaver whose tokens stop with them.
func leaverStops(c *change) {
	if t, left := c.leaver(5 * day); t != nil {
		c.write(t, left, left.Add(day), "a leaver whose tokens stop")
	}
}

// lateUse is a leaver whose last uses are delivered after the deactivation.
func lateUse(c *change) {
	t, left := c.leaver(5 * day)
	if t == nil {
		return
	}
	at := left.Add(-4 * time.Minute)
	for range 3 {
		address, agent := c.where(t, at)
		c.AddLate(&vendors.Use{At: at, Token: t, Operation: t.Work.Operations[0], Object: t.Work.Objects[0], Address: address, Agent: agent}, 0, 90*time.Minute)
		at = at.Add(50 * time.Second)
	}
	c.write(t, left.Add(-5*time.Minute), left, "uses just before a deactivation, delivered after it")
}

// reactivation is a deactivation by mistake, taken back before the next use.
func reactivation(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Kind == "person" && (t.Form == vendors.OktaPerson || t.Form == vendors.GitHubToken || t.Form == vendors.EntraGrant) && t.Person != c.Console.Admin && !c.OwnsApps(t.Person)
	})
	if t == nil {
		return
	}
	off := c.moment(5 * day).Truncate(day).Add(23 * time.Hour)
	on := off.Add(c.Span(10*time.Hour, 3*day))
	for _, o := range c.Tokens {
		if o.Person == t.Person {
			c.Pause(o, off, on.Add(5*time.Minute))
		}
	}
	for i, provider := range providers {
		c.Add(c.Console.Offboard(off.Add(time.Duration(i)*70*time.Second), provider, t.Person), 0)
		c.Add(c.Console.Reactivate(on.Add(time.Duration(i)*40*time.Second), provider, t.Person), 0)
	}
	c.write(t, off, on.Add(day), "deactivated and reactivated before the next use")
}

// handedOver is a leaver who owned a service's token; the inventory names the
// new owner.
func handedOver(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Person == nil && t.App != nil && t.Declared && !c.owns(t.App.Owner) && t.Kind != "monthly"
	})
	if t == nil {
		return
	}
	owner, left := t.App.Owner, c.moment(8*day)
	next := chance.Pick(c.Dice, c.Staff())
	for _, o := range c.Tokens {
		if o.App != nil && o.App.Owner == owner {
			c.NewOwner[o] = next
		}
		if o.Person == owner {
			c.Taken[o] = true
			c.Stop(o, left.Add(-30*time.Minute))
		}
	}
	for i, provider := range providers {
		c.Add(c.Console.Offboard(left.Add(time.Duration(i)*80*time.Second), provider, owner), 0)
	}
	c.write(t, left, left.Add(7*day), "its owner leaves, it is handed over and works on")
}

// owns tells whether a person's own tokens are already part of something.
func (c *change) owns(p *vendors.Person) bool {
	for _, o := range c.Tokens {
		if o.Person == p && c.Taken[o] {
			return true
		}
	}
	return p == c.Console.Admin
}

// newOwner is a reorganisation: another owner in the inventory, nothing else,
// and a plain group membership, which is no role.
func newOwner(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Person == nil && t.App != nil && t.Declared })
	if t == nil {
		return
	}
	at := c.moment(5 * day)
	c.NewOwner[t] = chance.Pick(c.Dice, c.Staff())
	c.Add(c.Console.JoinGroup(at, c.NewOwner[t], "Integrations"), 0)
	c.write(t, at, at.Add(day), "another owner after a reorganisation")
}

// sessionRenewed signs out at noon and begins another session.
func sessionRenewed(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Form == vendors.OktaPerson && t.Person != c.Console.Admin || t.Form == vendors.SalesforcePerson
	})
	if t == nil {
		return
	}
	end := c.moment(3 * day).Truncate(day).Add(16*time.Hour + c.UpTo(time.Hour))
	next := t.SessionNumber(end.Unix())
	address, agent := c.where(t, end)
	life.SignedIn(c.Book, t, end.Add(-time.Hour), address, agent)
	for _, o := range c.Tokens { // the person's apps live in the same session
		if o.Person == t.Person && o.Provider() == t.Provider() {
			c.Plan(o, life.Change{From: end, To: end.Truncate(day).Add(day), Apply: func(_ chance.Dice, u *vendors.Use) bool {
				u.Session = next
				return u.At.After(end.Add(10 * time.Minute))
			}})
		}
	}
	c.Add(t.EndSession(end, address, agent, t.SessionOf(end)), 0)
	c.write(t, end, end.Add(7*time.Hour), "a sign-out and a new session")
}
