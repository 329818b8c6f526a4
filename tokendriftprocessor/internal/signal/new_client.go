package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newClient: a workstation class, client or major version this token never
// used. The coarsest that is new counts.
func newClient(c *Context) (Evidence, bool) {
	if c.Entry != nil && c.Entry.Approved.HasClient(c.Client.Class, c.Event.Origin.UserAgent) {
		return Evidence{}, false
	}
	e := Evidence{Value: c.Client.Class, Seen: c.Client.Class, Dim: baseline.Client}
	for _, d := range [...]baseline.Dim{baseline.Client, baseline.ClientFamily, baseline.ClientKind} {
		if rate, ok := c.novel(d); ok && (e.Rate == 0 || rate < e.Rate) {
			e.Rate = rate
		}
	}
	return e, e.Rate > 0
}
