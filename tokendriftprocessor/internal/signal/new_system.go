package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newSystem: an API or product this token never touched; or a provider where
// no token of its declared owner was ever used. The second needs no baseline
// of the token: it is news about the owner.
func newSystem(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.System)
	if o := &c.Owner; o.New && !c.RulesOnly && !c.GrantOnly && (!ok || o.Rate < rate) {
		normal := "seen at no other provider yet"
		if c.OwnerAt != "" {
			normal = "seen at " + c.OwnerAt
		}
		return Evidence{
			Value: c.Event.Provider, Seen: c.Event.Provider + ", where " + c.OwnerID + " was never seen", Normal: normal, Rate: o.Rate, Fresh: o.First,
		}, true
	}
	return Evidence{Value: c.Event.System, Seen: c.Event.System, Dim: baseline.System, Rate: rate}, ok
}
