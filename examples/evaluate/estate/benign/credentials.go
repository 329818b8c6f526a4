package benign

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// rotation gives a service a second credential; the old one is used for a day
// more, then revoked.
func rotation(c *change) {
	old := c.token(func(t *vendors.Token) bool {
		return t.Person == nil && t.Kind != "rare" && t.Kind != "monthly" && (t.Form == vendors.OktaToken || t.Form == vendors.EntraKey || t.Form == vendors.AWSKey || t.Form == vendors.GitHubToken)
	})
	if old == nil {
		return
	}
	at := c.moment(10 * day)
	next := c.Successor(old, at)
	c.Taken[next], c.Replaces[next] = true, old
	c.Stop(old, at.Add(day))
	c.Add(c.Console.Issue(at.Add(-10*time.Minute), next), 0)
	c.Add(c.Console.Revoke(at.Add(26*time.Hour), old), 0)
	c.write(old, at, at.Add(27*time.Hour), "rotated with a day of overlap: the old token")
	c.write(next, at, at.Add(7*day), "rotated with a day of overlap: the new token")
}

func (c *change) revocable() *vendors.Token {
	return c.token(func(t *vendors.Token) bool { return t.Revocable() && t.Kind != "rare" && t.Kind != "monthly" })
}

// revokedAndSilent is the end of a token, as it should be.
func revokedAndSilent(c *change) {
	if t := c.revocable(); t != nil {
		at := c.moment(5 * day)
		c.Stop(t, at.Add(-time.Minute))
		c.Add(c.Console.Revoke(at, t), 0)
		c.write(t, at, at.Add(day), "revoked, and no use after it")
	}
}

// lateBeforeRevoke is the end of a token whose last uses are delivered after it.
func lateBeforeRevoke(c *change) {
	t := c.revocable()
	if t == nil {
		return
	}
	at := c.moment(5 * day)
	c.Stop(t, at.Add(-9*time.Minute))
	for i := range 3 {
		before := at.Add(-time.Duration(8-2*i) * time.Minute).Truncate(time.Second)
		address, agent := c.where(t, before)
		c.AddLate(&vendors.Use{At: before, Token: t, Operation: t.Work.Operations[0], Object: t.Work.Objects[0], Address: address, Agent: agent}, 0, 2*time.Hour)
	}
	c.Add(c.Console.Revoke(at, t), 0)
	c.write(t, at.Add(-9*time.Minute), at, "uses just before a revocation, delivered after it")
}

// twinFailed is a client that nobody told: its calls fail after the revocation.
func twinFailed(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Person == nil && t.Revocable() && t.Kind != "rare" && t.Kind != "monthly"
	})
	if t == nil {
		return
	}
	at := c.moment(5 * day)
	operation := t.Work.Operations[0]
	if t.Form == vendors.GitHubToken {
		operation = t.Work.Operations[1] // only API calls are logged when refused
	}
	c.Stop(t, at.Add(-time.Minute))
	c.Add(c.Console.Revoke(at, t), 0)
	last := at
	for range 6 {
		last = last.Add(c.Span(30*time.Minute, 3*time.Hour)).Truncate(time.Second)
		address, agent := c.where(t, last)
		c.Add(&vendors.Use{At: last, Token: t, Operation: operation, Object: t.Work.Objects[0], Address: address, Agent: agent, Failed: true}, 0)
	}
	c.write(t, at, last, "refused calls after a revocation")
}

// twinScope consents again to the same scopes.
func twinScope(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.GoogleGrant })
	if t == nil {
		return
	}
	at := c.moment(3 * day)
	c.Add(t.Consent(at, c.Place(t.Person, at), t.Work.Scopes), 0)
	c.write(t, at, at.Add(time.Hour), "the same scopes, consented to again")
}

// twinRole gives a role to a person who does nothing new with it.
func twinRole(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Kind == "person" && t.Person != c.Console.Admin && (t.Form == vendors.OktaPerson || t.Form == vendors.GitHubToken && t.App == nil || t.Form == vendors.EntraGrant)
	})
	if t == nil {
		return
	}
	at := c.moment(8 * day)
	c.Add(c.Console.Role(at, t.Provider(), t.Person), 0)
	c.write(t, at, at.Add(7*day), "a role, and nothing new after it")
}

// twinRetired is an app switched off by mistake and on again, before its next use.
func twinRetired(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.App != nil && len(t.App.Tokens) == 1 && (t.Form == vendors.EntraKey || t.Form == vendors.SalesforceGrant || t.Form == vendors.OktaGrant)
	})
	if t == nil {
		return
	}
	off := c.moment(5 * day)
	on := off.Add(c.Span(2*time.Hour, 20*time.Hour))
	c.Pause(t, off.Add(-5*time.Minute), on.Add(10*time.Minute))
	c.Add(c.Console.Retire(off, t.Form, t.App), 0)
	c.Add(c.Console.Restore(on, t.Form, t.App), 0)
	c.write(t, off, on.Add(day), "an app switched off and on again")
}

// twinDormant is a person back from leave, or a job that pauses.
func twinDormant(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Kind == "person" || t.Kind == "nightly" || t.Kind == "steady_sync"
	})
	if t == nil {
		return
	}
	from := c.Week(2, 3)
	to := c.Week(6, 1+c.IntN(10))
	c.Pause(t, from, to)
	c.write(t, to, to.Add(3*day), "back after four weeks, the same as before")
}
