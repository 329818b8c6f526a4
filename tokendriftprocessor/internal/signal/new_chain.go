package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newChain: two known operations in an order this token never showed.
func newChain(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Edge)
	if !ok || !c.Answer.Known(baseline.Action) {
		return Evidence{}, false
	}
	chain := c.Set.Chain(c.Head, c.Event.Action)
	if chain == "" {
		chain = " > " + c.Event.Action
	}
	return Evidence{Value: chain, Seen: chain, Dim: baseline.Edge, Rate: rate}, true
}
