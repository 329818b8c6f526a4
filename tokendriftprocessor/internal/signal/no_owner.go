package signal

// noOwner: an inventory is declared and nobody owns the token. A review; an
// incident when nobody says what it is for either.
func noOwner(c *Context) (Evidence, bool) {
	if !c.Facts.Registry || c.Facts.Owned {
		return Evidence{}, false
	}
	return Evidence{
		Value: "owner", Seen: "no owner", Normal: "every token has one", Why: "has no owner", Says: SaysReview,
	}, true
}
