package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// newNetwork: the address belongs to a network (ASN, or prefix without a
// database) that this token never used and nobody approved.
func newNetwork(c *Context) (Evidence, bool) {
	if c.approvedPlace() {
		return Evidence{}, false
	}
	d := baseline.Network
	rate, ok := c.novel(d)
	if !ok {
		d = baseline.Prefix
		if rate, ok = c.novel(d); !ok || rate > prefixRate {
			return Evidence{}, false
		}
	}
	seen := c.Place.Network
	if c.Place.NetworkName != "" {
		seen += " (" + c.Place.NetworkName + ")"
	}
	if p := c.Place.Prefix.String(); d == baseline.Prefix && p != c.Place.Network {
		seen = p + " of " + seen // the network itself is none it never used
	}
	if c.Place.Addr.IsValid() {
		seen += ", " + c.Place.Addr.String()
	}
	return Evidence{Value: c.Place.Network, Seen: seen, Dim: d, Rate: rate}, true
}

// prefixRate is above which rate a new prefix within a known network is no
// news: a token behind a pool of addresses gets another one now and then.
const prefixRate = 0.2

// Approved is whether the place is no evidence of anything.
func (c *Context) Approved() bool { return c.approvedPlace() }

// approvedPlace is whether the inventory allows this place for the token, or
// it is no evidence at all.
func (c *Context) approvedPlace() bool {
	if c.Place.Provider {
		return true
	}
	if c.Entry == nil {
		return false
	}
	a := &c.Entry.Approved
	return c.Place.ASN != 0 && a.HasASN(c.Place.ASN) || c.Place.Addr.IsValid() && a.HasAddr(c.Place.Addr) ||
		a.HasNetwork(c.Place.Network) || c.Place.Region != "" && a.HasNetwork(c.Place.Region) ||
		c.Place.Office != "" && a.HasNetwork(c.Place.Office) || c.Place.Runner != "" && a.HasRunner(c.Place.Runner)
}
