package signal

// afterSessionEnd: the use names a session that had ended before it.
func afterSessionEnd(c *Context) (Evidence, bool) {
	if !c.Facts.Session.Is {
		return Evidence{}, false
	}
	at := clock(c.Facts.Session.Since)
	return Evidence{
		Value: "session", Seen: "used in its session", Normal: "session ended " + at,
		Why: "was used in a session that ended " + at, Says: c.ended(SaysIncident),
	}, true
}
