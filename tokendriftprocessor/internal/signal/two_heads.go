package signal

import (
	"fmt"
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// twoHeads: the token is used from a place it has not had for long and, in
// between, goes on in its old one. A move leaves the old place; a second user
// of the token does not. A person with a phone, a home and an office is in two
// places all day, so persons are silent here, and so is what names no token.
func twoHeads(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly || c.Switches == 0 || c.approvedPlace() {
		return Evidence{}, false
	}
	if g := c.Event.Subject.Grade; g == event.GradeClient || g == event.GradeActor || bool(c.Head.Person()) {
		return Evidence{}, false
	}
	rate := twoHeadsRate[c.Away] / math.Pow(float64(c.Switches), switchPower)
	if c.Entry != nil && c.Entry.Shared() {
		rate = twoHeadsShared
	}
	seen := c.Place.Network
	if c.Place.Addr.IsValid() {
		seen += ", " + c.Place.Addr.String()
	}
	return Evidence{
		Value: c.Place.Network, Seen: fmt.Sprintf("%s and its old place in turn, %d times", seen, c.Switches),
		Dim: baseline.Network, Rate: rate,
	}, true
}

// twoHeadsRate is how often a week a token is seen in a young place and its old
// one in turn, by how far off the young place is; judged, part of the shipped
// prior.
var twoHeadsRate = [baseline.NDims]float64{
	baseline.Prefix: 0.02, baseline.Network: 0.02, baseline.Region: 0.006, baseline.Country: 0.004,
}

const (
	twoHeadsShared = 0.5 // of a token with declared consumers
	switchPower    = 1.5 // how much rarer it is to go to and fro twice as often
)
