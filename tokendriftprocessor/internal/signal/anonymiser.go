package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// anonymiserRate is how often per week a machine's token, and a person's,
// first shows a Tor exit, proxy or VPN; judged, part of the shipped prior.
const anonymiserRate, anonymiserRatePerson = 0.0012, 0.01

// anonymiser: the address is a Tor exit, proxy or VPN that the token did not
// use before. It needs no baseline: no vendor's system runs behind Tor.
func anonymiser(c *Context) (Evidence, bool) {
	if c.RulesOnly || c.GrantOnly || c.Place.Anonymiser == "" || c.Answer.Known(baseline.Prefix) || c.approvedPlace() {
		return Evidence{}, false
	}
	rate := anonymiserRate
	if c.Head.Person() {
		rate = anonymiserRatePerson
	}
	seen := c.Place.Anonymiser
	if c.Place.Addr.IsValid() {
		seen += ", " + c.Place.Addr.String()
	}
	return Evidence{Value: c.Place.Anonymiser, Seen: seen, Dim: baseline.Network, Rate: rate}, true
}
