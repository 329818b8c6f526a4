package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newCountry: the address lies in a country this token never was in.
func newCountry(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Country)
	if !ok || c.approvedPlace() {
		return Evidence{}, false
	}
	return Evidence{Value: c.Place.Country, Seen: c.Place.Country, Dim: baseline.Country, Rate: rate}, true
}
