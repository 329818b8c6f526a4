package signal

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// administrativeRate is how much rarer a new administrative scope is than any
// other; judged, part of the shipped prior.
const administrativeRate = 0.1

// scopeExpanded: the token carries, or was just granted, scopes it never had.
func scopeExpanded(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || len(c.NewScopes) == 0 {
		return Evidence{}, false
	}
	rate := c.Set.Rate(c.Head, baseline.Scope)
	for _, s := range c.NewScopes {
		if Administrative(s) {
			rate *= administrativeRate
			break
		}
	}
	seen := listed(c.NewScopes)
	return Evidence{Value: c.NewScopes[0], Seen: seen, Dim: baseline.Scope, Rate: rate}, true
}

// Administrative is whether a scope gives power over others' data or accounts.
func Administrative(scope string) bool {
	scope = strings.ToLower(scope)
	for _, mark := range [...]string{
		"admin", "directory", "full", "manage", "owner", "superuser", "write:org", "delete_repo", "okta.users", "okta.apps",
		"cloud-platform", "readwrite.all", "full_access_as_app", "impersonat", "auth/drive ", "mail.google.com",
	} {
		if strings.Contains(scope+" ", mark) {
			return true
		}
	}
	return false
}

// listed joins at most 16 values.
func listed(values []string) string {
	if len(values) > 16 {
		return strings.Join(values[:16], ", ") + ", ..."
	}
	return strings.Join(values, ", ")
}
