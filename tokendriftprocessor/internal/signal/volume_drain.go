package signal

import (
	"fmt"
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// drainPower says how much rarer a drain of twice the height is: eight times.
const drainPower = 3

// volumeDrain: over days the token moves more rows or bytes than in any days
// before, however small every single hour is.
func volumeDrain(c *Context) (Evidence, bool) {
	if !c.HasDrain || !c.Mature || c.RulesOnly || c.GrantOnly {
		return Evidence{}, false
	}
	return Evidence{
		Value: c.Drain.What, Seen: fmt.Sprintf("%.1f times the %s of any days before", c.Drain.Times, c.Drain.What),
		Normal: "at most as much as before", Rate: c.Set.Rate(c.Head, baseline.Volume) / math.Pow(c.Drain.Times, drainPower),
	}, true
}
