package signal

import "fmt"

// A token is dormant after 30 days without a use, and after three times its
// own longest silence: a quarterly job is no revival.
const dormantDays, dormantTimes = 30, 3

// dormantRevival: a mature token is used again after a long silence. Alone it
// is a review, with other evidence an incident.
func dormantRevival(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly || c.Quiet < dormantDays*86400 || c.Quiet/dormantTimes < c.Head.LastQuiet {
		return Evidence{}, false
	}
	days := c.Quiet / 86400
	return Evidence{
		Value: "dormant", Seen: fmt.Sprintf("used after %d days of silence", days),
		Normal: fmt.Sprintf("never silent for more than %d days", c.Head.LastQuiet/86400),
		Why:    fmt.Sprintf("was silent for %d days", days), Says: SaysReviewOr,
	}, true
}
