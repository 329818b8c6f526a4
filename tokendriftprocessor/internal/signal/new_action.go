package signal

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// newAction: an operation this token never did. A first operation of a more
// harmful class than any before is an escalation; a writer's first read is
// none.
func newAction(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Action)
	if !ok {
		return Evidence{}, false
	}
	e := Evidence{Value: c.Event.Action, Seen: c.Event.Action, Dim: baseline.Action, Rate: rate}
	if c.Event.Class >= event.ClassBulk && uint8(c.Event.Class) > c.Head.MostHarm {
		e.Rate = min(e.Rate, c.Set.Rate(c.Head, baseline.Class))
		e.Seen += " (its first of class " + c.Event.Class.String() + ")"
	}
	return e, true
}
