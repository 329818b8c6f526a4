package company

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Stranger is a token that nothing was heard of before. It has no life of its
// own: whoever asks for it says what it does. No inventory has it.
func (c *Company) Stranger(form vendors.Form, name string, p *vendors.Person, pace time.Duration) *vendors.Token {
	l := line{form: form, name: name, grants: 1, kind: "stranger", network: "aws/us-east-1", pace: pace}
	d := chance.New(c.Seed, "stranger "+name)
	app := c.newApp(d, l, name)
	app.Declared = false
	t := c.Join(app, p, l)
	if pace == 0 {
		t.Ends = c.Start // nothing but what is planned
	}
	return t
}
