package signal

import "fmt"

// dormantWith is the weekly rate below which other evidence makes an incident
// of a revival: whatever the token does not show every ten weeks.
const dormantWith = 0.1

// dormantRevival: a mature token is used again after a long silence. Alone it
// is a review; with other evidence, then or within a week, an incident.
func dormantRevival(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly {
		return Evidence{}, false
	}
	w, ok := c.Head.Waking(c.At)
	if !ok {
		return Evidence{}, false
	}
	return Evidence{
		Value: "dormant", Seen: fmt.Sprintf("used after %d days of silence", w.After),
		Normal: fmt.Sprintf("never silent for more than %d days", w.Usual),
		Why:    fmt.Sprintf("was silent for %d days", w.After), Says: SaysReviewOr, With: dormantWith,
	}, true
}
