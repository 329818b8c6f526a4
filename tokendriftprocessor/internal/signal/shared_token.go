package signal

import "fmt"

// sharedToken: several systems use the token, and nobody declared it. That is
// said once; later it only joins other evidence, for one of them may be the
// thief.
func sharedToken(c *Context) (Evidence, bool) {
	if c.Sharers < 2 || !c.SharersDue && c.Others == 0 {
		return Evidence{}, false
	}
	e := Evidence{
		Value: "consumers", Seen: fmt.Sprintf("%d consumers", c.Sharers), Normal: "one: nobody declared consumers",
		Why: fmt.Sprintf("is used by %d consumers, and nobody declared it shared", c.Sharers), Says: SaysNothing,
	}
	if c.SharersDue {
		e.Says = SaysReview
	}
	return e, true
}
