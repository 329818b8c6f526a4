package incident

import (
	"fmt"
	"strings"
)

// Stake is what containing a token would cost, and how far it has come.
type Stake struct {
	Business  bool     // containing it stops work
	Shared    bool     // several consumers depend on it
	Who       []string // the declared consumers
	Sharing   *Sharing // who of them is known; nil: nobody
	Purpose   string
	Confirmed bool     // an analyst confirmed its incident
	Next      *Related // the token that took over from it and has been used
	Before    *Related // the token it took over from
	At        int64    // the use's time, Unix nanoseconds
	Provider  string
	Allow     func() string                              // the sentence that allows what is known, for restrict
	Step      func(provider, source, rung string) string // how a rung is done there
}

// Related is another token, and its use in event time, Unix nanoseconds.
type Related struct {
	ID          string
	Since, Last int64 // 0 unknown
}

// breaks is what a rung would stop; "" for one that stops nothing.
func (s *Stake) breaks(rung string) string {
	switch {
	case rung == ActionReview:
		return ""
	case rung == ActionVerify:
		return "it stops nothing"
	case rung == ActionRevoke && s.Next != nil:
		return "it would stop what has not moved to the replacement yet"
	case len(s.Who) > 0 && rung == ActionRestrict:
		return "it would stop what " + strings.Join(s.Who, ", ") + " do beyond that"
	case len(s.Who) > 0:
		return "it would stop " + strings.Join(s.Who, ", ")
	case s.Purpose == "personal":
		return "it would stop one person's own use"
	case s.Purpose != "":
		return fmt.Sprintf("it would stop %q", s.Purpose)
	}
	return "what it would break is not declared: watch for jobs that fail"
}

// how is the provider's own step.
func (s *Stake) how(rung, source string) string {
	if s.Step == nil || rung == ActionReview {
		return ""
	}
	if text := s.Step(s.Provider, source, rung); text != "" {
		return " How: " + text
	}
	return ""
}

// AfterSilence is the step when an incident has closed because nothing came
// any more: what was to be revoked is watched, anything else is as it was.
func (v *Verdict) AfterSilence(step func(provider, source, rung string) string) Action {
	if v.Action.Name != ActionRevoke && v.Action.Name != ActionRotateThenRevoke {
		return v.Action
	}
	s := Stake{Provider: v.Token.Provider, Step: step}
	return Action{
		Name:   ActionVerify,
		Reason: "it was to be revoked and is silent; see that its end holds, any success is a failed revocation; " + s.breaks(ActionVerify) + "." + s.how(ActionVerify, ""),
	}
}
