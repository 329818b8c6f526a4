package benign

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// twinContextAI is an AI tool that reads more than it used to, from its own place.
func twinContextAI(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.GoogleGrant && t.App.Name != "Context.ai" })
	if t == nil {
		return
	}
	at := c.moment(3 * day)
	for i := range 6 {
		c.one(t, at.Add(time.Duration(i)*4*time.Minute), vendors.ReachOf(t.Form).Read[1], "")
	}
	c.write(t, at, at.Add(30*time.Minute), "a feature its person tries once, from the vendor's servers")
}

// twinHeroku is a CI app that is given a repository more.
func twinHeroku(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.GitHubToken && t.App != nil && t.Person != nil })
	if t == nil {
		return
	}
	at := c.moment(8 * day)
	c.one(t, at, vendors.ReachOf(t.Form).LookAround[1], "")
	c.one(t, at.Add(time.Minute), vendors.Operation{Kind: "git.clone"}, thing(t, c.n))
	c.Learn(t, at.Add(time.Hour), c.End, 0.2, nil, []string{thing(t, c.n)})
	c.write(t, at, at.Add(3*day), "a new project: one list, one unseen repository, then regularly")
}

// twinShaiHulud is a developer who makes a repository and registers a runner.
func twinShaiHulud(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.GitHubToken && t.Kind == "person" })
	if t == nil {
		return
	}
	at := c.moment(3 * day)
	reach := vendors.ReachOf(t.Form)
	c.one(t, at, reach.Change[2], "prototype")
	c.one(t, at.Add(9*time.Minute), vendors.Operation{Kind: "git.push"}, "prototype")
	c.one(t, at.Add(40*time.Minute), reach.Change[3], "prototype")
	c.write(t, at, at.Add(time.Hour), "a new private repository and a runner, from the developer's own place")
}

// twinLoader is a new connected app with an owner, and its initial load.
func twinLoader(c *change) {
	p := chance.Pick(c.Dice, c.Staff())
	t := c.Stranger(vendors.SalesforceGrant, "Cobalt Loader "+string(rune('A'+c.n)), p, 6*time.Hour)
	t.App.Declared, t.Declared, t.Kind, t.Round = true, true, "steady_sync", [2]int{1, 3}
	at := c.moment(8 * day)
	t.Born = at
	c.Taken[t] = true
	c.Add(t.Consent(at, c.Place(p, at), t.Work.Scopes), 0)
	for i := range 8 {
		take := vendors.ReachOf(t.Form).Take
		c.one(t, at.Add(time.Duration(5+2*i)*time.Minute), take[i%2], t.Work.Objects[0])
	}
	c.write(t, at, at.Add(3*day), "a new declared app and its initial load")
}

// twinShared is a token with two declared consumers in two networks, the second
// one from the fourth week on.
func twinShared(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Declared && t.Person == nil && (t.Form == vendors.OktaToken || t.Form == vendors.AWSKey || t.Form == vendors.EntraKey)
	})
	if t == nil {
		return
	}
	from := c.moment(14 * day)
	c.Shared[t] = []string{"reports", "exports"}
	address := networks.Named("gcp/us-east4").Address(9000 + t.Number)
	c.Plan(t, life.Change{From: from, To: c.End, Rounds: 2, Apply: func(d chance.Dice, u *vendors.Use) bool {
		if d.Once(0.5) {
			u.Address = address
		}
		return true
	}})
	c.write(t, from, from.Add(7*day), "a second consumer, declared")
}

// twinRunners moves CI jobs to runners of another size: other hosted ranges.
func twinRunners(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Kind == "ci_hosted" })
	if t == nil {
		return
	}
	from := c.moment(7 * day)
	c.Release(t, from, c.End, "git/2.52.0 (github-actions; Linux aarch64)")
	c.Swell(t, from, from.Add(3*day), 3)
	c.write(t, from, from.Add(3*day), "larger runners: more jobs, another client, still hosted")
}

// twinSameCloud is the vendor's own move within its cloud and region.
func twinSameCloud(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	from := c.moment(7 * day)
	c.Move(t, from, c.End, sibling(t, 0), sibling(t, 1), sibling(t, 2))
	c.Learn(t, from.Add(day), c.End, 0.05, nil, []string{thing(t, 3)})
	c.write(t, from, from.Add(3*day), "other addresses of the same cloud and region, one object more")
}

// twinUnowned is a new token that is in the inventory without having been seen.
func twinUnowned(c *change) {
	t := c.Stranger([]vendors.Form{vendors.AWSKey, vendors.EntraKey}[c.n%2], "Quick Import "+string(rune('A'+c.n)), nil, 5*time.Hour)
	t.App.Declared, t.Declared, t.Kind, t.Round = true, true, "rare", [2]int{1, 3}
	t.Pace = 20 * time.Hour
	t.Born = c.moment(14 * day)
	c.Taken[t] = true
	c.write(t, t.Born, t.Born.Add(3*day), "a new token with owner and purpose, in the same cloud")
}
