package signal

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// NoRunner is the value of a use from outside of any CI runner.
const NoRunner = "no runner"

// unapprovedRunner: automation from a place nobody approved for it. With
// `approved.runners` declared that is any place outside of them; without, a
// token that always ran on one CI's runners and now runs elsewhere.
func unapprovedRunner(c *Context) (Evidence, bool) {
	if c.RulesOnly || c.GrantOnly || !c.Place.Known && c.Place.Runner == "" {
		return Evidence{}, false
	}
	seen := c.Place.Runner
	if seen == "" {
		seen = NoRunner
	}
	if c.Entry != nil && len(c.Entry.Approved.Runners) > 0 {
		if c.Entry.Approved.HasRunner(c.Place.Runner) || c.Answer.Known(baseline.Runner) && c.Mature {
			return Evidence{}, false
		}
		return Evidence{
			Value: seen, Seen: seen, Normal: "approved: " + strings.Join(c.Entry.Approved.Runners, ", "),
			Rate: baseline.Prior(baseline.Runner, false), Says: SaysReviewOr,
		}, true
	}
	rate, ok := c.novel(baseline.Runner)
	if !ok {
		return Evidence{}, false
	}
	return Evidence{Value: seen, Seen: seen, Dim: baseline.Runner, Rate: rate}, true
}
