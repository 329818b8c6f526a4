package signal

import (
	"fmt"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// unusualHour: an hour of the day at which a token with settled hours never
// works.
func unusualHour(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly || !c.Head.UnusualHour(c.At) {
		return Evidence{}, false
	}
	day := "weekdays"
	if baseline.HourOf(c.At) >= 24 {
		day = "weekends"
	}
	seen := fmt.Sprintf("%02d:00 UTC on %s", baseline.HourOf(c.At)%24, day)
	var usual []string
	for _, h := range c.Head.UsualHours(c.At) {
		usual = append(usual, fmt.Sprintf("%02d:00", h))
	}
	return Evidence{Value: seen, Seen: seen, Normal: strings.Join(usual, ", "), Rate: c.Set.Rate(c.Head, baseline.Hour)}, true
}
