package signal

// noOwner: an inventory is declared and nobody owns the token. A review; an
// incident when nobody says what it is for either.
func noOwner(c *Context) (Evidence, bool) {
	if !c.Facts.Registry || c.Facts.Owned {
		return Evidence{}, false
	}
	why := "has no owner"
	if c.Facts.Stranger {
		why += " (its app is not declared, and nobody else uses it)"
	}
	return Evidence{
		Value: "owner", Seen: "no owner", Normal: "every token has one", Why: why, Says: SaysReview,
	}, true
}
