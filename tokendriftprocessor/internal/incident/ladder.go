package incident

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// The rungs of the action ladder, lowest first; the last watches what the
// others have ended.
const (
	ActionReview           = "review"
	ActionRestrict         = "restrict"
	ActionQuarantine       = "quarantine"
	ActionRotateThenRevoke = "rotate_then_revoke"
	ActionRevoke           = "revoke"
	ActionVerify           = "verify"
)

// overlap is for how long an old credential and its replacement are in use
// together before the old one is due.
const overlap = int64(72 * time.Hour)

// Step picks the rung and says why, what it would break, and how it is done at
// the provider.
func (a *Assessment) Step(s Stake, ev *event.Event) Action {
	name, why := a.rung(&s, ev)
	staged := ""
	if name == ActionRestrict && s.Sharing != nil {
		staged = s.Sharing.restriction()
	}
	parts := []string{cmp.Or(staged, why)}
	if breaks := s.breaks(name); staged == "" && breaks != "" {
		parts = append(parts, breaks)
	}
	reason := strings.Join(parts, "; ") + "."
	if name == ActionRestrict && s.Allow != nil && (staged == "" || s.Sharing.Through < 0) { // else the list would hold the thief's place
		reason += " " + s.Allow()
	}
	return Action{Name: name, Reason: reason + s.how(name, ev.Source)}
}

func (a *Assessment) rung(s *Stake, ev *event.Event) (name, why string) {
	if a.Level != LevelIncident {
		return a.look(s, ev)
	}
	keep := s.Shared || s.Business
	switch {
	case a.rules("after_revoke"):
		return ActionRevoke, "the revocation did not hold, so revoke again and at the app too"
	case a.rules("after_session_end", "after_rotation", "refresh_reuse"):
		return ActionRevoke, "what was used has ended, so nothing legitimate depends on it"
	case a.rules("leaked"):
		if keep {
			return s.handOver("others may hold it and work depends on it, so give every consumer a new one first")
		}
		return ActionRevoke, "others may hold it, and whoever needs it can be given a new one"
	case a.rules("owner_offboarded", "app_retired", "token_expired"):
		if keep {
			return s.handOver("its ground is gone but work depends on it, so hand it over first")
		}
		return ActionRevoke, "its ground is gone"
	case s.Confirmed && keep:
		return s.handOver("the theft is confirmed and work depends on it, so issue a replacement first")
	case s.Confirmed:
		return ActionRevoke, "the theft is confirmed"
	case keep && ev.Class >= event.ClassAdminister && a.Severity == SeverityCritical:
		return ActionQuarantine, "harm is in progress with power over others' data"
	case s.Next != nil:
		return s.handOver("")
	case s.Shared:
		return ActionRestrict, "several consumers share it, so allow only what they are known to do"
	case s.Business:
		return ActionRestrict, "work stops without it, so allow only its known networks and operations"
	case fired(a.Evidence, "no_owner"):
		return ActionQuarantine, "nobody answers for it"
	}
	return ActionQuarantine, "its use does not fit its baseline and nobody else depends on it, so stop it before looking for the cause"
}

// look is the step of a review: a look at the token, or at what was to end.
func (a *Assessment) look(s *Stake, ev *event.Event) (name, why string) {
	if ev.Outcome == event.OutcomeFailure {
		for _, end := range [...]string{"after_revoke", "after_rotation", "after_session_end", "owner_offboarded", "app_retired"} {
			if fired(a.Evidence, end) {
				return ActionVerify, "the end holds, this use was refused; see that none succeeds, and who still tries"
			}
		}
	}
	if s.Before != nil && fired(a.Evidence, "no_owner") {
		return ActionVerify, fmt.Sprintf("it took over from token %s, last used %s; see that one fall silent and revoke it, then declare this one",
			s.Before.ID, moment(s.Before.Last))
	}
	return ActionReview, "one look by a person; nothing needs to be stopped yet"
}

// handOver is how far the rotation of a token is that must not just stop.
func (s *Stake) handOver(why string) (name, reason string) {
	switch n := s.Next; {
	case n == nil:
		return ActionRotateThenRevoke, why + "; no replacement has been seen in use yet"
	case s.At-n.Since > overlap:
		return ActionRevoke, fmt.Sprintf("its replacement %s is in use since %s, so nothing legitimate should depend on this one", n.ID, moment(n.Since))
	default:
		return ActionRotateThenRevoke, fmt.Sprintf("its replacement %s is in use since %s; move what still uses this one until %s, then revoke it",
			n.ID, moment(n.Since), moment(n.Since+overlap))
	}
}

// rules is whether one of the signals asks for an incident by itself.
func (a *Assessment) rules(names ...string) bool {
	for _, n := range names {
		for i := range a.Evidence {
			if a.Evidence[i].Signal.Name == n && a.Evidence[i].Says >= signal.SaysIncident {
				return true
			}
		}
	}
	return false
}

func moment(nano int64) string {
	if nano <= 0 {
		return "at an unknown time"
	}
	return time.Unix(0, nano).UTC().Format(time.RFC3339)
}
