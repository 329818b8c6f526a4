package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// refreshReuse: the provider saw a refresh token that had been exchanged
// already (RFC 9700 section 4.14: the whole family is compromised). The
// exchange failed, and that is no excuse: two parties hold the token.
func refreshReuse(c *Context) (Evidence, bool) {
	for i := range c.Event.Facts {
		if c.Event.Facts[i].Kind == event.FactReuse {
			return Evidence{
				Value: "reuse", Seen: "an exchanged refresh token was presented again", Normal: "each refresh token is used once",
				Why: "had a refresh token used twice, so two parties hold it", Says: SaysIncident,
			}, true
		}
	}
	return Evidence{}, false
}
