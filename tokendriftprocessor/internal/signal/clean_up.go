package signal

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// cleanUp: it deleted what it had made minutes before, and never did so with
// this kind of thing. Drift's thief deleted the query jobs it had run (Google
// Threat Intelligence, 2025-08-26). A token that tries things out all day, and
// one whose app's other tokens do, shows nothing.
func cleanUp(c *Context) (Evidence, bool) {
	const d = baseline.Cleaned
	if !c.Mature || c.RulesOnly || c.GrantOnly || c.Query.FP[d] == 0 || c.Answer.Known(d) || c.Lends(d) {
		return Evidence{}, false
	}
	// Whoever cleans up after one kind of work soon does after another.
	rate := c.Set.Rate(c.Head, d) + float64(c.Answer.Held[d])/(c.Head.Weeks()+1)
	if v := c.Answer.Value[d]; v != nil {
		rate *= v.Settled()
	}
	what := c.Event.Kindred
	if what == "" {
		what = "a thing"
	}
	e := Evidence{
		Value: what, Dim: d, Rate: rate,
		Seen: fmt.Sprintf("%s, %s, deleted %s after it was made", what, c.Event.Thing, time.Duration(c.CleanedAfter)*time.Second),
	}
	if c.Answer.Held[d] == 0 {
		e.Normal = "what it makes stays for longer"
	}
	return e, true
}
