package signal

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// scopeExceeded: the use carries a scope that the inventory does not declare
// for this token. It needs no baseline: the declaration is one.
func scopeExceeded(c *Context) (Evidence, bool) {
	if c.Head == nil || c.RulesOnly || c.Entry == nil || len(c.Entry.Scopes) == 0 {
		return Evidence{}, false
	}
	beyond := slices.DeleteFunc(slices.Clone(c.Event.Scopes), c.declared)
	if len(beyond) == 0 {
		return Evidence{}, false
	}
	rate := baseline.Prior(baseline.Scope, false)
	if slices.ContainsFunc(beyond, Administrative) {
		rate *= administrativeRate
	}
	return Evidence{
		Value: listed(beyond), Seen: listed(beyond), Normal: "declared: " + listed(c.Entry.Scopes), Rate: rate,
	}, true
}
