package incident

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// The rungs of the action ladder, lowest first.
const (
	ActionReview           = "review"
	ActionRestrict         = "restrict"
	ActionQuarantine       = "quarantine"
	ActionRotateThenRevoke = "rotate_then_revoke"
	ActionRevoke           = "revoke"
	ActionVerify           = "verify"
)

// Stake is what containing a token would cost.
type Stake struct {
	Business bool     // containing it stops work
	Shared   bool     // several consumers depend on it
	Who      []string // the declared consumers
	Sharing  *Sharing // who of them is known; nil: nobody
	Purpose  string
	Provider string
	Step     func(provider, source, rung string) string // how a rung is done there
}

// Step picks the rung and says why, what it would break, and how it is done at
// the provider.
func (a *Assessment) Step(s Stake, ev *event.Event) Action {
	name, why := a.rung(s, ev)
	staged := ""
	if name == ActionRestrict && s.Sharing != nil {
		staged = s.Sharing.restriction()
	}
	parts := []string{cmp.Or(staged, why)}
	switch {
	case name == ActionReview, staged != "":
	case len(s.Who) > 0:
		parts = append(parts, "it would stop "+strings.Join(s.Who, ", "))
	case s.Purpose == "personal":
		parts = append(parts, "it would stop one person's own use")
	case s.Purpose != "":
		parts = append(parts, fmt.Sprintf("it would stop %q", s.Purpose))
	default:
		parts = append(parts, "what it would break is not declared: watch for jobs that fail")
	}
	reason := strings.Join(parts, "; ") + "."
	if s.Step != nil && name != ActionReview {
		if how := s.Step(s.Provider, ev.Source, name); how != "" {
			reason += " How: " + how
		}
	}
	return Action{Name: name, Reason: reason}
}

func (a *Assessment) rung(s Stake, ev *event.Event) (name, why string) {
	if a.Level != LevelIncident {
		return ActionReview, "one look by a person; nothing needs to be stopped yet"
	}
	has := func(names ...string) bool {
		for _, n := range names {
			for i := range a.Evidence {
				if a.Evidence[i].Signal.Name == n && a.Evidence[i].Says >= signal.SaysIncident {
					return true
				}
			}
		}
		return false
	}
	keep := s.Shared || s.Business
	switch {
	case has("after_revoke"):
		return ActionRevoke, "the revocation did not hold, so revoke again and at the app too"
	case has("after_session_end", "after_rotation", "refresh_reuse"):
		return ActionRevoke, "what was used has ended, so nothing legitimate depends on it"
	case has("leaked"):
		if keep {
			return ActionRotateThenRevoke, "others may hold it and work depends on it, so give every consumer a new one first"
		}
		return ActionRevoke, "others may hold it, and whoever needs it can be given a new one"
	case has("owner_offboarded", "app_retired", "token_expired"):
		if keep {
			return ActionRotateThenRevoke, "its ground is gone but work depends on it, so hand it over first"
		}
		return ActionRevoke, "its ground is gone"
	case keep && ev.Class >= event.ClassAdminister && a.Severity == SeverityCritical:
		return ActionQuarantine, "harm is in progress with power over others' data"
	case s.Shared:
		return ActionRestrict, "several consumers share it, so allow only what they are known to do"
	case s.Business:
		return ActionRestrict, "work stops without it, so allow only its known networks and operations"
	case fired(a.Evidence, "no_owner"):
		return ActionQuarantine, "nobody answers for it"
	}
	return ActionQuarantine, "its use does not fit its baseline and nobody else depends on it, so stop it before looking for the cause"
}
