package signal

// noPurpose: an inventory is declared and nobody says what the token is for.
func noPurpose(c *Context) (Evidence, bool) {
	if !c.Facts.Registry || c.Facts.Purposed {
		return Evidence{}, false
	}
	return Evidence{
		Value: "purpose", Seen: "no purpose", Normal: "every token has one", Why: "has no declared purpose", Says: SaysReview,
	}, true
}
