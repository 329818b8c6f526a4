package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// The values of a use on a CI runner.
const (
	WithJob    = "while a job ran"
	WithoutJob = "no job ran"
)

// runnerWithoutJob: a token whose uses on a CI runner fall together with jobs
// was used on one while none ran. A token that is often used so (in other
// repositories than its job's, on runners of another CI) tells nothing.
func runnerWithoutJob(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Job)
	if !ok || c.Query.Text[baseline.Job] != WithoutJob {
		return Evidence{}, false
	}
	return Evidence{
		Value: c.Place.Runner, Seen: c.Place.Runner + ", " + WithoutJob, Normal: WithJob, Dim: baseline.Job, Rate: rate,
	}, true
}
