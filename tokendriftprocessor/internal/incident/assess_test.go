package incident

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func rated(name string, rate float64) signal.Evidence {
	return signal.Evidence{Signal: signal.ByName(name), Rate: rate, Fresh: true}
}

func assess(grade event.Grade, budget float64, found ...signal.Evidence) Assessment {
	p := Policy{Budget: budget}
	ev := &event.Event{Subject: event.Subject{Grade: grade}}
	return p.Assess(found, &baseline.Head{}, ev, 1_000_000, 0)
}

func TestWeighing(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		found []signal.Evidence
		grade event.Grade
		rate  float64
		want  Level
	}{
		"nothing":                        {nil, event.GradeToken, 0, LevelNone},
		"one family, its strongest":      {[]signal.Evidence{rated("new_network", 0.05), rated("new_country", 0.004)}, event.GradeToken, 0.004, LevelReview},
		"one family that is rare enough": {[]signal.Evidence{rated("new_country", 0.0009)}, event.GradeToken, 0.0009, LevelIncident},
		"the same at grade actor":        {[]signal.Evidence{rated("new_country", 0.0009)}, event.GradeActor, 0.0009, LevelReview},
		"new_network alone":              {[]signal.Evidence{rated("new_network", 0.0009)}, event.GradeToken, 0.0009, LevelReview},
		"volume alone":                   {[]signal.Evidence{rated("volume_burst", 0.0009)}, event.GradeToken, 0.0009, LevelReview},
		"eleven budgets":                 {[]signal.Evidence{rated("new_country", 0.011)}, event.GradeToken, 0.011, LevelNone},
		"two families, held at a fifth":  {[]signal.Evidence{rated("new_country", 0.01), rated("new_client", 0.006)}, event.GradeToken, 0.0012, LevelReview},
		"three, a twentieth, and no rarer than the prior certifies": {
			[]signal.Evidence{rated("new_country", 0.01), rated("new_client", 0.006), rated("new_action", 0.02)}, event.GradeToken, 0.0005, LevelIncident,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := assess(row.grade, 0.001, row.found...)
			assert.Equal(t, row.want.String(), a.Level.String())
			assert.InDelta(t, row.rate, a.Weighed.Rate, 1e-7)
			assert.False(t, math.IsNaN(a.Score) || math.IsInf(a.Score, 0))
		})
	}
}

func TestAFamilyThatKeepsShowingNewThingsIsRarer(t *testing.T) {
	t.Parallel()
	p, h, ev := Policy{Budget: 0.001}, &baseline.Head{}, &event.Event{Subject: event.Subject{Grade: event.GradeToken}}
	var last float64
	for i := range 12 {
		a := p.Assess([]signal.Evidence{rated("new_action", 0.03)}, h, ev, uint32(1_000_000+30*i), 0)
		if i < 2 {
			assert.InDelta(t, 0.03, a.Weighed.Rate, 1e-6)
		}
		last = a.Weighed.Rate
	}
	assert.InDelta(t, 0.03*(2.0/12)*(2.0/12), last, 1e-6, "twelve first-ever operations in six minutes are more than one")
	a := p.Assess([]signal.Evidence{rated("new_action", 0.03)}, h, ev, 1_000_000+3*7200, 0)
	assert.InDelta(t, 0.03, a.Weighed.Rate, 1e-6, "two hours of silence end an episode")
}

func TestFamiliesJoinWithinTwoHours(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		after    uint32
		families int
	}{"an hour and 59 minutes": {7140, 2}, "two hours and a second": {7201, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, h, ev := Policy{Budget: 0.001}, &baseline.Head{}, &event.Event{Subject: event.Subject{Grade: event.GradeToken}}
			p.Assess([]signal.Evidence{rated("new_country", 0.01)}, h, ev, 1_000_000, 0)
			a := p.Assess([]signal.Evidence{rated("new_client", 0.01)}, h, ev, 1_000_000+row.after, 0)
			assert.Equal(t, row.families, a.Weighed.Families)
			assert.Len(t, a.Weighed.Earlier, row.families-1)
		})
	}
}

// TestTheBudgetCannotBeFinerThanTheHistory: with 2,000 token-weeks of prior no
// rate below one in 2,000 is believed, however many families fire.
func TestTheBudgetCannotBeFinerThanTheHistory(t *testing.T) {
	t.Parallel()
	all := []signal.Evidence{rated("new_country", 1e-9), rated("new_client", 1e-9), rated("new_action", 1e-9), rated("volume_burst", 1e-9), rated("scope_expanded", 1e-9)}
	a := assess(event.GradeToken, 1e-6, all...)
	assert.Equal(t, LevelNone, a.Level)
	assert.InDelta(t, 1.0/2000, a.Weighed.Rate, 1e-9)

	p := Policy{Budget: 1e-6}
	a = p.Assess(all, &baseline.Head{}, &event.Event{}, 1, 2_000_000)
	assert.Equal(t, LevelIncident, a.Level, "two million own token-weeks do certify it")
}
