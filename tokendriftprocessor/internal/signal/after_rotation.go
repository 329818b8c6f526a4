package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// afterRotation: the use names a credential that a newer one had replaced.
func afterRotation(c *Context) (Evidence, bool) {
	end := &c.Facts.Credential
	if !end.Is || end.How != event.FactRotated {
		return Evidence{}, false
	}
	at := clock(end.Since)
	return Evidence{
		Value: "rotated", Seen: "the old credential was used", Normal: "rotated " + at,
		Why: "was rotated " + at + " and the old credential was used again", Says: c.ended(SaysIncident),
	}, true
}
