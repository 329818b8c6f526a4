package signal

import (
	"fmt"
	"math"
)

// walkBits is from how many bits on a walk is told.
const walkBits = 4

// baselineWalk: more and more of the token's uses are about operations and
// objects it has not had for long. Single steps look like benign calls; their
// share of the traffic over days, or their number, does not.
func baselineWalk(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly || c.Walk < walkBits {
		return Evidence{}, false
	}
	if c.Firsts > 0 {
		return Evidence{
			Value: "share", Seen: fmt.Sprintf("%.0f operations or objects it never showed, in these days", c.Firsts),
			Normal: fmt.Sprintf("%.1f in a week", c.FirstsUsual), Rate: math.Exp2(-c.Walk / 2),
		}, true
	}
	now, usual := c.Head.YoungShare()
	return Evidence{
		Value: "share", Seen: fmt.Sprintf("%.0f %% of its uses of these days are of operations or objects it has not had for long", 100*now),
		Normal: fmt.Sprintf("%.0f %% of them", 100*usual), Rate: math.Exp2(-c.Walk / 2),
	}, true
}
