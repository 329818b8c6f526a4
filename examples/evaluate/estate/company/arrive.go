package company

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Arrive gives a newcomer their first tokens: Okta, an app in it, and GitHub.
func (c *Company) Arrive(p *vendors.Person, at time.Time) []*vendors.Token {
	var out []*vendors.Token
	join := func(app *vendors.App, l line) {
		t := c.Join(app, p, l)
		t.Born, t.Kind = at, "person"
		out = append(out, t)
	}
	join(nil, line{form: vendors.OktaPerson, round: [2]int{3, 6}})
	for _, a := range c.Apps {
		if a.Name == "Larch Field" {
			join(a, line{form: vendors.OktaGrant, round: [2]int{4, 7}})
		}
	}
	join(nil, line{form: vendors.GitHubToken, round: [2]int{4, 9}})
	return out
}
