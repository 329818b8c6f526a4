package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newSystem: an API or product this token never touched.
func newSystem(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.System)
	return Evidence{Value: c.Event.System, Seen: c.Event.System, Dim: baseline.System, Rate: rate}, ok
}
