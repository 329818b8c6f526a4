package signal

// noOwner: an inventory is declared and nobody owns the token. A review; an
// incident when nobody says what it is for either. A credential that took over
// from another one goes on for its owner, and nobody has declared it yet.
func noOwner(c *Context) (Evidence, bool) {
	if !c.Facts.Registry || c.Facts.Owned {
		return Evidence{}, false
	}
	if before := c.Facts.TookOver; before != "" {
		return Evidence{
			Value: "successor", Seen: "not declared", Normal: "took over from " + before,
			Why: "took over from token " + before + " and is not declared itself", Says: SaysReview,
		}, true
	}
	why := "has no owner"
	if c.Facts.Stranger {
		why += " (its app is not declared, and nobody else uses it)"
	}
	return Evidence{
		Value: "owner", Seen: "no owner", Normal: "every token has one", Why: why, Says: SaysReview,
	}, true
}
