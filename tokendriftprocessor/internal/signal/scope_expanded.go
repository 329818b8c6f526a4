package signal

import (
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// administrativeRate is how much rarer a new administrative scope is than any
// other; judged, part of the shipped prior.
const administrativeRate = 0.1

// scopeExpanded: the token carries, or was just granted, scopes it never had.
// A token whose scopes nobody ever said is no wiser after its first consent:
// it needs a scope seen before, or declared ones.
func scopeExpanded(c *Context) (Evidence, bool) {
	if !c.Mature || c.RulesOnly || len(c.NewScopes) == 0 {
		return Evidence{}, false
	}
	e := Evidence{Dim: baseline.Scope, Rate: c.Set.Rate(c.Head, baseline.Scope)}
	fresh := c.NewScopes
	if c.Answer.Held[baseline.Scope] == 0 {
		if c.Entry == nil || len(c.Entry.Scopes) == 0 {
			return Evidence{}, false
		}
		fresh = slices.DeleteFunc(slices.Clone(fresh), c.declared)
		e.Dim, e.Normal = baseline.DimNone, "declared: "+listed(c.Entry.Scopes)
	}
	if len(fresh) == 0 {
		return Evidence{}, false
	}
	if slices.ContainsFunc(fresh, Administrative) {
		e.Rate *= administrativeRate
	}
	e.Value = listed(fresh) // an exception for one of them is none for the others
	e.Seen = e.Value
	return e, true
}

// declared is whether the inventory declares a scope for this token.
func (c *Context) declared(scope string) bool {
	return slices.ContainsFunc(c.Entry.Scopes, func(d string) bool { return strings.EqualFold(d, scope) })
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
