package signal

// noBaseline: the token is too young to have a baseline. It only joins other
// evidence: being new is no offence.
func noBaseline(c *Context) (Evidence, bool) {
	if c.Head == nil || c.Mature || c.RulesOnly {
		return Evidence{}, false
	}
	return Evidence{
		Value: "baseline", Seen: "learning", Normal: "mature", Why: "has no baseline yet", Says: SaysNothing,
	}, true
}
