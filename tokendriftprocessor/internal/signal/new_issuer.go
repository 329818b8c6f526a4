package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newIssuer: the token was issued by somebody who never issued it before.
func newIssuer(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Issuer)
	return Evidence{Value: c.Event.Issuer, Seen: c.Event.Issuer, Dim: baseline.Issuer, Rate: rate}, ok
}
