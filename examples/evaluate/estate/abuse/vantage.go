package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// vantage is where a thief sits and what client they use.
type vantage struct{ address, agent, session string }

// rented is a machine at a hosting company or behind a commercial VPN; some
// benign tokens and travellers are there, too.
func (a *attack) rented(t *vendors.Token) vantage {
	kind := networks.Hosting
	if a.Once(0.35) {
		kind = networks.VPN
	}
	return vantage{chance.Pick(a.Dice, networks.OfKind(kind)).Address(100 + a.IntN(90)), a.script(t), a.session(t)}
}

// script is a general-purpose client; for a browser session, another browser.
func (a *attack) script(t *vendors.Token) string {
	switch t.Form {
	case vendors.OktaPerson, vendors.SalesforcePerson, vendors.EntraGrant:
		return chance.Pick(a.Dice, []string{vendors.Safari, vendors.Firefox, vendors.BrowserAgent(a.IntN(3), a.Start.AddDate(0, 0, 40))})
	case vendors.EntraKey:
		return "Family: MSAL Library: MSAL.Node 3.6.0 Platform: Windows"
	}
	return chance.Pick(a.Dice, vendors.Scripts)
}

func (a *attack) session(t *vendors.Token) string {
	switch t.Form {
	case vendors.GitHubToken, vendors.GitHubBot, vendors.OktaToken, vendors.GoogleGrant, vendors.EntraKey, vendors.AWSKey:
		return ""
	}
	return t.SessionNumber(-int64(a.number))
}

// neighbour is another account's machine in the token's own cloud and region.
func (a *attack) neighbour(t *vendors.Token) vantage {
	return vantage{networks.Of(home(t)).Address(3000 + a.IntN(900)), a.script(t), a.session(t)}
}

// region is another region of a cloud the token may be in.
func (a *attack) region(t *vendors.Token) vantage {
	names := []string{"aws/us-east-2", "aws/eu-west-1", "aws/us-west-2"}
	if networks.Of(home(t)).ASN == 8075 {
		names = []string{"azure/northeurope"}
	} else if networks.Of(home(t)).ASN == 396982 {
		names = []string{"gcp/europe-west1"}
	}
	return vantage{networks.Named(chance.Pick(a.Dice, names)).Address(3000 + a.IntN(900)), a.client(t), a.session(t)}
}

// residence is a home line with an ordinary provider that colleagues have, too.
func (a *attack) residence(t *vendors.Token) vantage {
	return vantage{chance.Pick(a.Dice, networks.OfKind(networks.Home)).Address(500 + a.IntN(300)), a.script(t), a.session(t)}
}

// inside is the vendor's or person's own place and client: the vendor itself is
// in the thief's hands. Only what is done there differs.
func (a *attack) inside(t *vendors.Token, at time.Time) vantage {
	switch {
	case t.Person != nil && t.Kind == "person":
		return vantage{a.Place(t.Person, at), a.Client(t, at), ""}
	case t.Kind == "ci_hosted" || t.Form == vendors.GitHubBot:
		return vantage{chance.Pick(a.Dice, networks.OfKind(networks.Runner)).Address(a.IntN(9000)), t.Agent, ""}
	}
	return vantage{chance.Pick(a.Dice, t.Addresses), t.Agent, ""}
}

// own is the same client from elsewhere.
func (a *attack) own(t *vendors.Token, v vantage) vantage {
	v.agent = a.client(t)
	return v
}

func (a *attack) client(t *vendors.Token) string {
	if t.Person != nil && t.Kind == "person" {
		return a.Client(t, a.Start.AddDate(0, 0, 40))
	}
	return t.Agent
}

func home(t *vendors.Token) string {
	switch {
	case len(t.Addresses) > 0:
		return t.Addresses[0]
	case t.Person != nil:
		return t.Person.HomeAddress
	}
	return networks.Named("github-hosted").Address(77)
}
