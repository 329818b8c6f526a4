package incident

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// TestAMoveIsLookedAt: another place, another client and what comes with a
// release are a review, however rare, until something lifts that.
func TestAMoveIsLookedAt(t *testing.T) {
	t.Parallel()
	place, tool, call := rated("new_network", 0.01), rated("new_client", 0.02), rated("new_action", 0.05)
	for name, row := range map[string]struct {
		found  []signal.Evidence
		person bool
		class  event.Class
		most   event.Class // the most harmful it did before
		want   Level
	}{
		"a place and a client":                   {[]signal.Evidence{place, tool}, false, event.ClassRead, event.ClassRead, LevelReview},
		"and a new operation":                    {[]signal.Evidence{place, tool, call}, false, event.ClassRead, event.ClassRead, LevelReview},
		"and its first export":                   {[]signal.Evidence{place, tool, call}, false, event.ClassBulk, event.ClassRead, LevelIncident},
		"and another export":                     {[]signal.Evidence{place, tool, call}, false, event.ClassBulk, event.ClassBulk, LevelReview},
		"and less harm than ever":                {[]signal.Evidence{place, tool, call}, false, event.ClassWrite, event.ClassSecrets, LevelReview},
		"and a first write":                      {[]signal.Evidence{place, tool, call}, false, event.ClassWrite, event.ClassRead, LevelReview},
		"and its old place in turn":              {[]signal.Evidence{place, tool, rated("two_heads", 0.02)}, false, event.ClassRead, event.ClassRead, LevelIncident},
		"and more rows than ever":                {[]signal.Evidence{place, tool, rated("volume_burst", 0.02)}, false, event.ClassRead, event.ClassRead, LevelIncident},
		"and more scopes":                        {[]signal.Evidence{place, tool, rated("scope_expanded", 0.006)}, false, event.ClassRead, event.ClassRead, LevelIncident},
		"off the approved runners":               {[]signal.Evidence{place, rated("unapproved_runner", 0.0002)}, false, event.ClassRead, event.ClassRead, LevelIncident},
		"no runner, but in its own place":        {[]signal.Evidence{rated("unapproved_runner", 0.0002)}, false, event.ClassRead, event.ClassRead, LevelReview},
		"a client and an operation of a person":  {[]signal.Evidence{rated("new_client", 0.006), rated("new_action", 0.02)}, true, event.ClassRead, event.ClassRead, LevelIncident},
		"the same of a machine":                  {[]signal.Evidence{rated("new_client", 0.006), rated("new_action", 0.02)}, false, event.ClassRead, event.ClassRead, LevelReview},
		"volume alone, in an hour and over days": {[]signal.Evidence{rated("volume_burst", 0.0005), rated("volume_drain", 0.0005)}, false, event.ClassBulk, event.ClassBulk, LevelReview},
		"volume that is not alone":               {[]signal.Evidence{rated("volume_drain", 0.01), rated("rare_object", 0.05), rated("scope_expanded", 0.05)}, false, event.ClassBulk, event.ClassBulk, LevelIncident},
		"an operation alone":                     {[]signal.Evidence{rated("new_action", 0.0005)}, false, event.ClassRead, event.ClassRead, LevelIncident},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, h := Policy{Budget: 0.001}, &baseline.Head{MostHarm: uint8(row.most)}
			if row.person {
				h.Flags |= baseline.IsPerson
			}
			ev := &event.Event{Subject: event.Subject{Grade: event.GradeToken}, Class: row.class}
			a := p.Assess(row.found, h, &baseline.Visit{}, ev, 1_000_000, plenty())
			assert.Equal(t, row.want.String(), a.Level.String(), "%.2g a week", a.Weighed.Rate)
		})
	}
}

// TestANewJobExplainsItsVolume: a machine that does something first-ever, from
// its own place and with its own client, is looked at for what it does and not
// for how much of it there is.
func TestANewJobExplainsItsVolume(t *testing.T) {
	t.Parallel()
	call := rated("new_action", 0.02)
	rows, drain := rated("volume_burst", 0.005), rated("volume_drain", 0.005)
	rows.Fresh, drain.Fresh = false, false
	for name, row := range map[string]struct {
		found  []signal.Evidence
		person bool
		volume bool // counts
	}{
		"rows of a new operation":                 {[]signal.Evidence{call, rows}, false, false},
		"days of a new operation":                 {[]signal.Evidence{call, drain}, false, false},
		"days of a walk":                          {[]signal.Evidence{rated("baseline_walk", 0.02), drain}, false, false},
		"rows of operations it has":               {[]signal.Evidence{rows}, false, true},
		"a person's":                              {[]signal.Evidence{call, rows}, true, true},
		"with another client":                     {[]signal.Evidence{call, rows, rated("new_client", 0.02)}, false, true},
		"from another place":                      {[]signal.Evidence{call, rows, rated("new_network", 0.02)}, false, true},
		"with more scopes":                        {[]signal.Evidence{call, rows, rated("scope_expanded", 0.02)}, false, true},
		"in two places":                           {[]signal.Evidence{call, rows, rated("two_heads", 0.02)}, false, true},
		"more calls than ever, not rows per call": {[]signal.Evidence{call, rated("volume_burst", 0.005)}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &baseline.Head{}
			if row.person {
				h.Flags |= baseline.IsPerson
			}
			p := Policy{Budget: 0.001}
			a := p.Assess(row.found, h, &baseline.Visit{}, &event.Event{}, 1_000_000, plenty())
			s := a.Weighed.Strength
			assert.Equal(t, row.volume, s.Of(volume) > 0 || s.Of(axisDrain) > 0)
		})
	}
}

// TestWhatTheDesignPromises: by the shipped prior alone.
func TestWhatTheDesignPromises(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		found []signal.Evidence
		class event.Class
		want  Level
	}{
		"one new network alone, however rare": {[]signal.Evidence{rated("new_network", 1e-9)}, event.ClassRead, LevelReview},
		"a new network, a new client and a first-ever export": {
			[]signal.Evidence{rated("new_network", 0.01), rated("new_client", 0.003), rated("new_action", 0.005)}, event.ClassBulk, LevelIncident,
		},
		"a new operation of a steady token": {[]signal.Evidence{rated("new_action", 0.03)}, event.ClassRead, LevelNone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Policy{Budget: 0.001}
			ev := &event.Event{Subject: event.Subject{Grade: event.GradeToken}, Class: row.class}
			a := p.Assess(row.found, &baseline.Head{MostHarm: uint8(event.ClassRead)}, &baseline.Visit{}, ev, 1_000_000, app.NewRates())
			assert.Equal(t, row.want.String(), a.Level.String(), "%.2g a week", a.Weighed.Rate)
			assert.GreaterOrEqual(t, a.Weighed.Rate, 1/2000.0)
		})
	}
}
