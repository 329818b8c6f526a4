package signal

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// roleChangedFor is how long a change of role is news.
const roleChangedFor = 30 * 24 * time.Hour

// roleChanged: the person the token acts as was given or lost a privilege. The
// first use after it is a review; together with a new value of another family,
// or when it exercises what was taken away, an incident.
func roleChanged(c *Context) (Evidence, bool) {
	at := c.Facts.RoleAt
	if at == 0 || c.Time <= at || c.Time-at > int64(roleChangedFor) {
		return Evidence{}, false
	}
	e := Evidence{
		Value: clock(at), Seen: "used after its person's role changed", Normal: "role changed " + clock(at),
		Why: "acts as " + c.Facts.ActorName + ", whose role changed " + clock(at), Says: SaysReviewOr,
	}
	if c.Facts.RoleTaken && c.Event.Class >= event.ClassAdminister && c.Succeeded() {
		e.Says = SaysIncident
		e.Why += ", and still does what was taken away (" + c.Event.Class.String() + ")"
	}
	return e, true
}
