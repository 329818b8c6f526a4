package signal

import (
	"fmt"
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// perOctave is how much rarer a burst of twice the height is; judged, part of
// the shipped prior.
const perOctave = 3

// callOctaves is how many octaves of uses alone count for a machine.
const callOctaves = 3

// volumeBurst: in one hour more than twice the uses, rows or bytes of the
// highest hour before. The window moves with event time; a peak is raised by
// closed, unflagged windows only.
func volumeBurst(c *Context) (Evidence, bool) {
	if !c.HasBurst || !c.Mature || c.RulesOnly || c.GrantOnly {
		return Evidence{}, false
	}
	b := c.Burst
	octaves := float64(b.Octaves)
	if b.What != "uses" {
		octaves = max(1, octaves-float64(b.Calls)/2)
	} else if !bool(c.Head.Person()) {
		octaves = min(octaves, callOctaves) // a machine that catches up calls often
	}
	rate := c.Set.Rate(c.Head, baseline.Volume) / math.Pow(perOctave, octaves-1)
	return Evidence{
		Value:  b.What,
		Seen:   fmt.Sprintf("%.0f %s in an hour", b.Seen, b.What),
		Normal: fmt.Sprintf("at most %.0f %s in an hour", math.Ceil(b.Peak), b.What),
		Rate:   rate,
		Fresh:  b.What == "uses", // calls are made, rows may be what one call holds
	}, true
}
