package life

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Place is where a person is on that half day: the office from Tuesday to
// Thursday, home otherwise, on the phone one time in fourteen, and now and then
// in a café, a lounge or an inn.
func (b *Book) Place(p *vendors.Person, at time.Time) string {
	half := at.Truncate(12 * time.Hour)
	d := b.Dice("place ", p.Number, " ", half.Unix())
	switch {
	case d.Once(0.07):
		return p.OtherAddress
	case d.Once(0.022):
		return chance.Pick(d, append(networks.OfKind(networks.Cafe), networks.OfKind(networks.Home)...)).Address(d.IntN(800))
	case d.Once(0.006):
		return chance.Pick(d, networks.OfKind(networks.VPN)).Address(d.IntN(100))
	case !p.Remote && at.Weekday() >= time.Tuesday && at.Weekday() <= time.Thursday:
		return networks.Named(p.Office).Address(p.Number % 4)
	}
	return p.HomeAddress
}

// origin is where a token's use comes from, and with which client.
func (b *Book) origin(d chance.Dice, t *vendors.Token, at time.Time) (address, agent string) {
	switch {
	case t.Kind == "ci_hosted" || t.Form == vendors.GitHubBot: // another machine for every job
		return chance.Pick(d, networks.OfKind(networks.Runner)).Address(d.IntN(9000)), t.Agent
	case t.Kind == "person" || t.Kind == "administrator":
		return b.Place(t.Person, at), b.Client(t, at)
	}
	return chance.Pick(d, t.Addresses), t.Agent
}

// Client is the client of a person's token: a browser, git, or the app.
func (b *Book) Client(t *vendors.Token, at time.Time) string {
	switch t.Form {
	case vendors.GitHubToken:
		return fmt.Sprintf("git/2.%d.1", 47+t.Person.Number%4)
	case vendors.OktaGrant:
		return "LarchField/5.2 okhttp/4.12.0"
	}
	return vendors.BrowserAgent(t.Person.Browser, at)
}
