// Package company is the estate's fictitious customer: its people, the apps they
// use, and several hundred tokens with different habits.
package company

import (
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Size is what a run is asked for.
type Size struct {
	Seed   uint64
	Tokens int // about so many
	Weeks  int
	Slower int // how many times rarer everything is than in the full form
}

// Company has its people, apps and tokens in a fixed order.
type Company struct {
	Size
	Start, End time.Time // the first moment and the first one after it, UTC
	People     []*vendors.Person
	Apps       []*vendors.App
	Tokens     []*vendors.Token
	Console    vendors.Console
	hired      int // people there from the beginning, without the browser-only salespeople
}

// end: every estate ends on 2026-05-31.
var end = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// Found makes the company.
func Found(size Size) *Company {
	c := &Company{Size: size, Start: end.AddDate(0, 0, -7*size.Weeks), End: end}
	c.hire(max(24, size.Tokens*90/standard))
	c.Console = vendors.Console{Admin: c.People[1], Address: c.People[1].HomeAddress, Agent: vendors.BrowserAgent(1, c.Start)}
	c.connect()
	return c
}

// OwnsApps tells whether a person is the owner of an integration: their leaving
// is then everybody's business.
func (c *Company) OwnsApps(p *vendors.Person) bool {
	return slices.ContainsFunc(c.Apps, func(a *vendors.App) bool { return a.Owner == p })
}

// Week is the first moment of a week, counted from 0, and some days later.
func (c *Company) Week(n, days int) time.Time {
	return c.Start.AddDate(0, 0, 7*n+days)
}

// scaled is how many of n, given for the standard size, this size has.
func (c *Company) scaled(n, least int) int {
	return max(least, (n*c.Size.Tokens+standard/2)/standard)
}
