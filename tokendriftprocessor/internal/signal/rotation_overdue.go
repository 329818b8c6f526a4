package signal

import "fmt"

// rotationOverdue: the token is older than the inventory's `rotate_every`.
// What is known of its age is when it was first seen, so it is at least that
// old.
func rotationOverdue(c *Context) (Evidence, bool) {
	if c.Entry == nil || c.Entry.RotateEvery <= 0 || c.Facts.FirstSeen == 0 ||
		c.Time-c.Facts.FirstSeen <= int64(c.Entry.RotateEvery) {
		return Evidence{}, false
	}
	return Evidence{
		Value: "overdue", Seen: "in use since " + clock(c.Facts.FirstSeen) + " at the latest",
		Normal: fmt.Sprintf("rotated every %s", c.Entry.RotateEvery),
		Why:    "is due for rotation every " + c.Entry.RotateEvery.String() + " and in use since " + clock(c.Facts.FirstSeen),
		Says:   SaysReview,
	}, true
}
