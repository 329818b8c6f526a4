package signal

// ownerOffboarded: the token acts as a person who has left (an incident when
// it worked), or a service token belongs to one (a review until handed over,
// with other evidence an incident).
func ownerOffboarded(c *Context) (Evidence, bool) {
	f := &c.Facts
	switch {
	case f.ActorLeft != 0:
		return Evidence{
			Value: f.ActorName, Seen: "acts as " + f.ActorName, Normal: "offboarded since " + clock(f.ActorLeft),
			Why: "acts as " + f.ActorName + ", who was offboarded " + clock(f.ActorLeft), Says: c.ended(SaysIncident),
		}, true
	case f.OwnerLeft != 0:
		return Evidence{
			Value: f.OwnerName, Seen: "owned by " + f.OwnerName, Normal: "offboarded since " + clock(f.OwnerLeft),
			Why: "belongs to " + f.OwnerName + ", who was offboarded " + clock(f.OwnerLeft), Says: SaysReviewOr,
		}, true
	}
	return Evidence{}, false
}
