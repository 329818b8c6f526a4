package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newRegion: the address lies in a cloud region this token never used.
func newRegion(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Region)
	if !ok || c.approvedPlace() {
		return Evidence{}, false
	}
	return Evidence{Value: c.Place.Region, Seen: c.Place.Region, Dim: baseline.Region, Rate: rate}, true
}
