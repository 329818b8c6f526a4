package company

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendor"
)

// Arrive gives a newcomer their first tokens: Okta, an app in it, and GitHub.
func (c *Company) Arrive(p *vendor.Person, at time.Time) []*vendor.Token {
	var out []*vendor.Token
	join := func(app *vendor.App, l line) {
		t := c.Join(app, p, l)
		t.Born, t.Kind = at, "person"
		out = append(out, t)
	}
	join(nil, line{form: vendor.OktaPerson, round: [2]int{3, 6}})
	for _, a := range c.Apps {
		if a.Name == "Larch Field" {
			join(a, line{form: vendor.OktaGrant, round: [2]int{4, 7}})
		}
	}
	join(nil, line{form: vendor.GitHubToken, round: [2]int{4, 9}})
	return out
}
