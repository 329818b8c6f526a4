package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// objectRate is above which rate a new object is no news: a token that opens
// new files every week tells nothing by opening one more.
const objectRate = 0.5

// rareObject: an object never touched, by a token that keeps to few.
func rareObject(c *Context) (Evidence, bool) {
	rate, ok := c.novel(baseline.Object)
	if !ok || rate > objectRate {
		return Evidence{}, false
	}
	return Evidence{Value: c.Event.Object, Seen: c.Event.Object, Dim: baseline.Object, Rate: rate}, true
}
