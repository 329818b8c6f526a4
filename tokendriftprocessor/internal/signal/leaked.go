package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// leaked: the credential was found in public, or reported as compromised, and
// nothing says that it was replaced since. Whoever found it can use it, so a
// use that works is an incident even where nothing else is new. After its end
// the session signals speak of it.
func leaked(c *Context) (Evidence, bool) {
	l := &c.Facts.Leak
	if !l.Is || c.Facts.Credential.Is {
		return Evidence{}, false
	}
	what := "it"
	switch l.Target {
	case event.TargetUser:
		what = "a credential of " + c.Facts.ActorName
	case event.TargetGrant:
		what = "its grant"
	}
	at := clock(l.Since)
	return Evidence{
		Value: "leaked", Seen: "used after " + what + " was reported as leaked", Normal: "reported " + at,
		Why: "was used although " + what + " was reported as leaked " + at + " and not replaced since", Says: c.ended(SaysIncident),
	}, true
}
