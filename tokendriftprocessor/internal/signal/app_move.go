package signal

import (
	"fmt"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// appMigration: the use comes from where the app's tokens have all moved to,
// and their old place is silent. It is said once of the app, and of each token
// that follows.
func appMigration(c *Context) (Evidence, bool) {
	if c.Move == nil || c.Move.Became != app.Migration {
		return Evidence{}, false
	}
	return Evidence{
		Value: c.Move.Place, Seen: fmt.Sprintf("%s, with %d of its app's %d tokens at work", c.Move.Name, c.Move.Moved, c.Move.Active),
		Dim: baseline.Network, Says: SaysReview,
		Why: fmt.Sprintf("moved with its app to %s: %d of %d tokens at work are there, the old place is silent, client, operations and volume are as before",
			c.Move.Name, c.Move.Moved, c.Move.Active),
	}, true
}

// appTheft: the use comes from where tokens of the app are used that did not
// move as a vendor moves them.
func appTheft(c *Context) (Evidence, bool) {
	if c.Move == nil || c.Move.Became != app.Theft && c.Move.Became != app.Doubt {
		return Evidence{}, false
	}
	says := SaysIncident
	if c.Move.Became == app.Doubt {
		says = SaysReview
	}
	return Evidence{
		Value: c.Move.Place, Seen: fmt.Sprintf("%s, with %d of its app's %d tokens at work", c.Move.Name, c.Move.Moved, c.Move.Active),
		Dim: baseline.Network, Says: says,
	}, true
}
