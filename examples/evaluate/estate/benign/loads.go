package benign

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// backfill reads old things for some hours: many rounds, more rows.
func backfill(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	from := c.moment(3 * day)
	to := from.Add(c.Span(5*time.Hour, 14*time.Hour))
	c.Swell(t, from, to, 5)
	if c.n%2 == 0 {
		c.Learn(t, from, to, 0.2, nil, []string{thing(t, 1)})
	}
	c.write(t, from, to, "a backfill of older records")
}

// monthEnd doubles or triples the work of the last days of a month.
func monthEnd(c *change) {
	t := c.machine()
	if t == nil {
		return
	}
	for _, month := range []time.Month{time.April, time.May, time.June} {
		first := time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)
		from, to := first.AddDate(0, 0, -2), first.AddDate(0, 0, 1)
		if from.Before(c.Start) || !from.Before(c.End) {
			continue
		}
		c.Swell(t, from, to, 3)
		c.write(t, from, to, "the end of the month")
	}
}

// quarterly is a job never seen before in the window: a night of bulk reads.
func quarterly(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Form == vendors.SalesforceGrant && t.Person == nil || t.Form == vendors.AWSKey || t.Form == vendors.GoogleGrant
	})
	if t == nil {
		return
	}
	from := c.moment(6 * day).Truncate(day).Add(26 * time.Hour)
	at := from
	for i := range 12 {
		take := vendors.ReachOf(t.Form).Take
		c.one(t, at, take[i%len(take)], t.Work.Objects[i%len(t.Work.Objects)])
		at = at.Add(c.Span(time.Minute, 4*time.Minute))
	}
	c.write(t, from, at, "a quarterly job, never seen in these weeks, on its own objects")
}

// twinVolume is a customer's import: as loud as the theft, but with an end.
func twinVolume(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return (t.Form == vendors.SalesforceGrant || t.Form == vendors.GoogleGrant) && t.Kind == "steady_sync"
	})
	if t == nil {
		return
	}
	from := c.moment(3 * day)
	at := from
	for range 150 {
		c.one(t, at, t.Work.Operations[0], t.Work.Objects[0])
		at = at.Add(c.Span(3*time.Second, 15*time.Second))
	}
	c.write(t, from, at, "a resynchronisation: its own calls and objects, ordinary rows")
}

// twinKlue is the look at the list of objects that a sync makes at a release.
func twinKlue(c *change) {
	t := c.token(func(t *vendors.Token) bool { return t.Form == vendors.SalesforceGrant && t.Kind == "steady_sync" })
	if t == nil {
		return
	}
	at := c.moment(3 * day)
	for i, operation := range vendors.ReachOf(t.Form).LookAround[:2] {
		c.one(t, at.Add(time.Duration(i)*3*time.Second), operation, t.Work.Objects[0])
	}
	c.write(t, at, at.Add(time.Minute), "one list of objects from its own place, nothing after it")
}

// twinDrift is the vendor's own: other addresses in the same network, one field
// more, and an announced export.
func twinDrift(c *change) {
	t := c.token(func(t *vendors.Token) bool {
		return t.Form == vendors.SalesforceGrant && t.Person == nil && t.Kind != "vendor_proxy"
	})
	if t == nil {
		return
	}
	from := c.moment(8 * day)
	c.Move(t, from, c.End, sibling(t, 1), sibling(t, 2))
	at := from.Add(5 * day)
	for _, operation := range vendors.ReachOf(t.Form).Take {
		address, agent := sibling(t, 1), t.Agent
		c.Add(&vendors.Use{At: at, Token: t, Operation: operation, Object: t.Work.Objects[0], Address: address, Agent: agent, Rows: 9000}, 0)
		at = at.Add(90 * time.Second)
	}
	c.write(t, from, at, "new addresses in its network, then an export of its own object; nothing deleted")
}

// twinRareObjects reads new objects, but few, once, in working hours.
func twinRareObjects(c *change) {
	t := c.token(func(t *vendors.Token) bool { return len(vendors.ReachOf(t.Form).Things) > 2 && t.Kind != "monthly" })
	if t == nil {
		return
	}
	at := c.moment(4 * day)
	for i := range 3 {
		c.one(t, at.Add(time.Duration(i)*70*time.Minute), t.Work.Operations[0], thing(t, i))
	}
	c.write(t, at, at.Add(4*time.Hour), "three objects it had not read, once each")
}
