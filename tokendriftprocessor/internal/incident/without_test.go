package incident

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func TestWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	both := func() []signal.Evidence {
		return []signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.006)}
	}
	shown := func() *app.Rates { return pooled(0.004, app.Strength(0).With(infra, 6).With(scope, 5)) }
	left := signal.Evidence{Signal: signal.ByName("owner_offboarded"), Says: signal.SaysIncident}
	for name, row := range map[string]struct {
		without Without
		found   []signal.Evidence
		rates   *app.Rates
		rate    float64
		level   Level
	}{
		"the whole":              {0, both(), shown(), 0.004, LevelReview},
		"without the joint tail": {WithoutJointTail, both(), shown(), 0.002 * 0.006 * together, LevelIncident},
		"without multiplication": {WithoutMultiplication, both(), plenty(), 0.002, LevelReview},
		"a rule":                 {0, []signal.Evidence{left}, plenty(), 0, LevelIncident},
		"without rules":          {WithoutRules, []signal.Evidence{left}, plenty(), 0, LevelNone},
		"a rule, without others": {WithoutJointTail | WithoutMultiplication, []signal.Evidence{left}, plenty(), 0, LevelIncident},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Policy{Budget: 0.001, Without: row.without}
			a := p.Assess(row.found, &baseline.Head{}, &baseline.Visit{}, &event.Event{Subject: event.Subject{Grade: event.GradeToken}}, 1_000_000, row.rates)
			assert.Equal(t, row.level.String(), a.Level.String())
			assert.InDelta(t, row.rate, a.Weighed.Rate, 1e-6+row.rate/50)
		})
	}
}

// TestAnIgnoredSignalMultipliesNothing: it is out of the product, and is not
// remembered for the next two hours either.
func TestAnIgnoredSignalMultipliesNothing(t *testing.T) {
	t.Parallel()
	p, h := Policy{Budget: 0.001, Criteria: map[string]string{"new_country": "ignore"}}, &baseline.Head{}
	ev, visit := &event.Event{Subject: event.Subject{Grade: event.GradeToken}}, &baseline.Visit{}
	a := p.Assess([]signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.006)}, h, visit, ev, 1_000_000, plenty())
	assert.InDelta(t, 0.006, a.Weighed.Rate, 1e-9)
	assert.Equal(t, []string{"scope_expanded"}, a.Signals())
	a = p.Assess([]signal.Evidence{rated("new_action", 0.003)}, h, visit, ev, 1_000_060, plenty())
	assert.Equal(t, []string{"new_action", "scope_expanded"}, a.Signals())
}

func TestPartsHaveDistinctNamesAndBits(t *testing.T) {
	t.Parallel()
	var all Without
	names := map[string]bool{}
	for name, bit := range Parts {
		assert.False(t, all.Has(bit) || names[name], name)
		all, names[name] = all|bit, true
	}
	assert.Equal(t, WithoutRules|WithoutPooling|WithoutLending|WithoutJointTail|WithoutMultiplication|WithoutSettling|WithoutProbation, all)
	for name := range Parts {
		assert.Equal(t, "Rules", name)
		break
	}
}
