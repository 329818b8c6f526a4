package incident

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func rule(name string, says signal.Says) signal.Evidence {
	return signal.Evidence{Signal: signal.ByName(name), Says: says}
}

const hour = int64(time.Hour)

func TestEveryRung(t *testing.T) {
	t.Parallel()
	incidentOf := func(evidence ...signal.Evidence) Assessment {
		return Assessment{Level: LevelIncident, Severity: SeverityHigh, Evidence: evidence}
	}
	critical := func(a Assessment) Assessment { a.Severity = SeverityCritical; return a }
	network := signal.Evidence{Signal: signal.ByName("new_network"), Rate: 0.001}
	for name, row := range map[string]struct {
		a     Assessment
		stake Stake
		class event.Class
		want  string
	}{
		"a review":                              {Assessment{Level: LevelReview, Evidence: []signal.Evidence{network}}, Stake{}, event.ClassRead, ActionReview},
		"used after a revocation":               {incidentOf(rule("after_revoke", signal.SaysCritical)), Stake{}, event.ClassRead, ActionRevoke},
		"used after a revocation, shared":       {incidentOf(rule("after_revoke", signal.SaysCritical)), Stake{Shared: true}, event.ClassRead, ActionRevoke},
		"a session that has ended":              {incidentOf(rule("after_session_end", signal.SaysIncident)), Stake{Business: true}, event.ClassRead, ActionRevoke},
		"the old credential":                    {incidentOf(rule("after_rotation", signal.SaysIncident)), Stake{}, event.ClassRead, ActionRevoke},
		"a refresh token used twice":            {incidentOf(rule("refresh_reuse", signal.SaysIncident)), Stake{}, event.ClassRead, ActionRevoke},
		"acts as a leaver":                      {incidentOf(rule("owner_offboarded", signal.SaysIncident)), Stake{}, event.ClassRead, ActionRevoke},
		"acts as a leaver, work depends on it":  {incidentOf(rule("owner_offboarded", signal.SaysIncident)), Stake{Business: true}, event.ClassRead, ActionRotateThenRevoke},
		"a retired app, others depend on it":    {incidentOf(rule("app_retired", signal.SaysIncident)), Stake{Shared: true}, event.ClassRead, ActionRotateThenRevoke},
		"past its end":                          {incidentOf(rule("token_expired", signal.SaysIncident)), Stake{}, event.ClassRead, ActionRevoke},
		"leaked":                                {incidentOf(rule("leaked", signal.SaysIncident)), Stake{}, event.ClassRead, ActionRevoke},
		"leaked, work depends on it":            {incidentOf(rule("leaked", signal.SaysIncident)), Stake{Business: true}, event.ClassRead, ActionRotateThenRevoke},
		"a failed use of a leaver beside drift": {incidentOf(rule("owner_offboarded", signal.SaysReview), network), Stake{}, event.ClassRead, ActionQuarantine},
		"drift":                                 {incidentOf(network), Stake{}, event.ClassBulk, ActionQuarantine},
		"drift of a shared one":                 {incidentOf(network), Stake{Shared: true, Who: []string{"chat-sync", "bi"}}, event.ClassBulk, ActionRestrict},
		"drift of one that work depends on":     {incidentOf(network), Stake{Business: true}, event.ClassBulk, ActionRestrict},
		"critical harm of a shared one":         {critical(incidentOf(network)), Stake{Shared: true}, event.ClassSecrets, ActionQuarantine},
		"critical, but no power over others":    {critical(incidentOf(network)), Stake{Shared: true}, event.ClassBulk, ActionRestrict},
		"confirmed":                             {incidentOf(network), Stake{Confirmed: true}, event.ClassRead, ActionRevoke},
		"confirmed, and shared":                 {incidentOf(network), Stake{Confirmed: true, Shared: true}, event.ClassRead, ActionRotateThenRevoke},
		"just rotated":                          {incidentOf(network), Stake{At: 72 * hour, Next: &Related{ID: "b", Since: hour}}, event.ClassRead, ActionRotateThenRevoke},
		"long rotated":                          {incidentOf(network), Stake{At: 80 * hour, Next: &Related{ID: "b", Since: hour}, Shared: true}, event.ClassRead, ActionRevoke},
		"long rotated, harm in progress":        {critical(incidentOf(network)), Stake{At: 80 * hour, Next: &Related{ID: "b", Since: hour}, Shared: true}, event.ClassSecrets, ActionQuarantine},
		"a successor nobody declared":           {Assessment{Level: LevelReview, Evidence: []signal.Evidence{rule("no_owner", signal.SaysReview)}}, Stake{Before: &Related{ID: "a"}}, event.ClassRead, ActionVerify},
		"a token without an owner":              {Assessment{Level: LevelReview, Evidence: []signal.Evidence{rule("no_owner", signal.SaysReview)}}, Stake{}, event.ClassRead, ActionReview},
		"nobody's":                              {incidentOf(rule("no_owner", signal.SaysReview), rule("no_purpose", signal.SaysReview)), Stake{}, event.ClassRead, ActionQuarantine},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row.stake.Provider = "github"
			row.stake.Step = func(provider, source, rung string) string { return provider + " does " + rung + " of " + source }
			got := row.a.Step(row.stake, &event.Event{Class: row.class})
			assert.Equal(t, row.want, got.Name)
			if row.want == ActionReview {
				assert.NotContains(t, got.Reason, "How:")
				return
			}
			assert.Contains(t, got.Reason, "How: github does "+row.want)
		})
	}
}

func TestTheActionSaysWhatItWouldBreak(t *testing.T) {
	t.Parallel()
	a := Assessment{Level: LevelIncident, Evidence: []signal.Evidence{{Signal: signal.ByName("new_network"), Rate: 0.001}}}
	for name, row := range map[string]struct {
		stake Stake
		want  string
	}{
		"an allowlist": {Stake{Shared: true, Allow: func() string { return "Allow only AS64500." }}, " Allow only AS64500."},
		"consumers":    {Stake{Shared: true, Who: []string{"chat-sync", "bi"}, Purpose: "sync"}, "it would stop what chat-sync, bi do beyond that"},
		"their app":    {Stake{Who: []string{"chat-sync"}, Purpose: "sync"}, "it would stop chat-sync"},
		"a successor":  {Stake{At: 80 * hour, Next: &Related{ID: "b", Since: hour}}, "it would stop what has not moved to the replacement yet"},
		"a person":     {Stake{Purpose: "personal"}, "one person's own use"},
		"a purpose":    {Stake{Purpose: "nightly backup"}, `it would stop "nightly backup"`},
		"not declared": {Stake{}, "not declared"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Contains(t, a.Step(row.stake, &event.Event{}).Reason, row.want)
		})
	}
}
