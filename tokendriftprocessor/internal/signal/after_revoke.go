package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// afterRevoke: the use names a credential or grant that had been revoked. When
// it worked, containment has failed: critical.
func afterRevoke(c *Context) (Evidence, bool) {
	end := &c.Facts.Credential
	if !end.Is || end.How == event.FactRotated {
		return Evidence{}, false
	}
	at := clock(end.Since)
	return Evidence{
		Value: "revoked", Seen: "used after the revocation of its " + end.Target.String(), Normal: "revoked " + at,
		Why: "was used although it was revoked " + at, Says: c.ended(SaysCritical),
	}, true
}
