package signal

// tokenExpired: the use comes after the end that the inventory declares.
func tokenExpired(c *Context) (Evidence, bool) {
	if c.Entry == nil || c.Entry.Expires.IsZero() || c.Time <= c.Entry.Expires.UnixNano() {
		return Evidence{}, false
	}
	at := clock(c.Entry.Expires.UnixNano())
	return Evidence{
		Value: "expired", Seen: "used past its end", Normal: "declared to end " + at,
		Why: "was declared to end " + at, Says: c.ended(SaysIncident),
	}, true
}
