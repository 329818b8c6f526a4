package incident

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func rated(name string, rate float64) signal.Evidence {
	return signal.Evidence{Signal: signal.ByName(name), Rate: rate, Fresh: true}
}

// plenty is a deployment that has seen so many token-weeks without an episode
// that the pool holds no product back.
func plenty() *app.Rates { return pooled(0) }

// pooled is one that has seen machines show an episode of these strengths so
// often a week; the shipped prior has faded to a ten-thousandth of a percent.
func pooled(rate float64, shown ...app.Strength) *app.Rates {
	const weeks = 1e8
	rates := app.NewRates()
	for _, s := range shown {
		for range int(rate * weeks) {
			rates.Of(false).Move(0, s)
		}
	}
	for _, person := range [...]bool{false, true} {
		rates.Of(person).Weeks(weeks)
	}
	rates.At(3600)
	return rates
}

const (
	infra, client, behaviour = int(signal.Infrastructure), int(signal.Client), int(signal.Behaviour)
	volume, scope            = int(signal.Volume), int(signal.Scope)
	together                 = 2 * 2.0 / 168 // two families within two hours, per week
)

// TestWeighing: what is rare in several families at once is a product of rates.
func TestWeighing(t *testing.T) {
	t.Parallel()
	token, actor := event.GradeToken, event.GradeActor
	for name, row := range map[string]struct {
		found []signal.Evidence
		grade event.Grade
		rate  float64
		want  Level
	}{
		"nothing":                      {nil, token, 0, LevelNone},
		"one family, its strongest":    {[]signal.Evidence{rated("new_network", 0.05), rated("new_country", 0.004)}, token, 0.004, LevelReview},
		"infrastructure alone":         {[]signal.Evidence{rated("new_country", 0.0009)}, token, 0.0009, LevelReview},
		"a client alone":               {[]signal.Evidence{rated("new_client", 0.0009)}, token, 0.0009, LevelReview},
		"a scope alone":                {[]signal.Evidence{rated("scope_expanded", 0.0009)}, token, 0.0009, LevelIncident},
		"a scope alone at grade actor": {[]signal.Evidence{rated("scope_expanded", 0.0009)}, actor, 0.0009, LevelReview},
		"eleven budgets":               {[]signal.Evidence{rated("new_country", 0.011)}, token, 0.011, LevelNone},
		"two families":                 {[]signal.Evidence{rated("new_country", 0.01), rated("scope_expanded", 0.006)}, token, 0.01 * 0.006 * together, LevelIncident},
		"two families at grade actor":  {[]signal.Evidence{rated("new_country", 0.01), rated("scope_expanded", 0.006)}, actor, 0.01 * 0.006 * together, LevelIncident},
		"three": {
			[]signal.Evidence{rated("new_country", 0.05), rated("scope_expanded", 0.09), rated("new_action", 0.08)},
			token,
			0.05 * 0.09 * 0.08 * together * together, LevelIncident,
		},
		"one that says nothing about another": {[]signal.Evidence{rated("scope_expanded", 0.002), rated("new_action", 0.11)}, token, 0.002, LevelReview},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Policy{Budget: 0.001}
			a := p.Assess(row.found, &baseline.Head{}, &baseline.Visit{}, &event.Event{Subject: event.Subject{Grade: row.grade}}, 1_000_000, plenty())
			assert.Equal(t, row.want.String(), a.Level.String())
			assert.InEpsilon(t, max(row.rate, 1e-12), max(a.Weighed.Rate, 1e-12), 0.02)
			assert.False(t, math.IsNaN(a.Score) || math.IsInf(a.Score, 0))
		})
	}
}

// TestTheProductIsNeverBelowTheFloor: not below the rate at which tokens really
// show such episodes, in the rarest of their families or of their pairs.
func TestTheProductIsNeverBelowTheFloor(t *testing.T) {
	t.Parallel()
	both := app.Strength(0).With(infra, 6).With(scope, 6)
	for name, row := range map[string]struct {
		rates *app.Rates
		found []signal.Evidence
		rate  float64
	}{
		"never shown":                       {plenty(), []signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.002)}, 0.002 * 0.002 * together},
		"shown together":                    {pooled(0.004, both), []signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.002)}, 0.004},
		"one of them shown alone":           {pooled(0.004, app.Strength(0).With(infra, 6)), []signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.002)}, 0.002 * 0.002 * together},
		"shown together, but not so strong": {pooled(0.004, both), []signal.Evidence{rated("new_country", 0.0001), rated("scope_expanded", 0.002)}, 0.0001 * 0.002 * together},
		"a third that was not shown with them": {
			pooled(0.004, both),
			[]signal.Evidence{rated("new_country", 0.002), rated("scope_expanded", 0.002), rated("new_issuer", 0.002)},
			0.002 * 0.002 * 0.002 * together * together,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Policy{Budget: 0.001}
			a := p.Assess(row.found, &baseline.Head{}, &baseline.Visit{}, &event.Event{}, 1_000_000, row.rates)
			assert.InDelta(t, row.rate, a.Weighed.Rate, 1e-6+row.rate/100)
		})
	}
}

func TestAFamilyThatKeepsShowingNewThingsIsRarer(t *testing.T) {
	t.Parallel()
	p, h, ev := Policy{Budget: 0.001}, &baseline.Head{}, &event.Event{Subject: event.Subject{Grade: event.GradeToken}}
	rates, visit := plenty(), baseline.Visit{}
	var last float64
	for i := range 12 {
		a := p.Assess([]signal.Evidence{rated("new_action", 0.03)}, h, &visit, ev, uint32(1_000_000+30*i), rates)
		if i < 2 {
			assert.InDelta(t, 0.03, a.Weighed.Rate, 1e-6)
		}
		last = a.Weighed.Rate
	}
	assert.InDelta(t, 0.03*(2.0/12)*(2.0/12), last, 1e-6, "twelve first-ever operations in six minutes are more than one")
	a := p.Assess([]signal.Evidence{rated("new_action", 0.03)}, h, &visit, ev, 1_000_000+3*7200, rates)
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
			rates, visit := app.NewRates(), baseline.Visit{}
			p.Assess([]signal.Evidence{rated("new_country", 0.01)}, h, &visit, ev, 1_000_000, app.NewRates())
			a := p.Assess([]signal.Evidence{rated("new_client", 0.01)}, h, &visit, ev, 1_000_000+row.after, rates)
			assert.Equal(t, row.families, a.Weighed.Families)
			assert.Len(t, a.Weighed.Earlier, row.families-1)
		})
	}
}

// TestTheBudgetCannotBeFinerThanTheHistory: with 2,000 token-weeks of prior no
// rate below one in 2,000 is believed, however many families fire.
func TestTheBudgetCannotBeFinerThanTheHistory(t *testing.T) {
	t.Parallel()
	all := func() []signal.Evidence {
		return []signal.Evidence{rated("new_country", 1e-9), rated("new_client", 1e-9), rated("new_action", 1e-9), rated("volume_burst", 1e-9), rated("scope_expanded", 1e-9)}
	}
	p, rates := Policy{Budget: 1e-6}, app.NewRates()
	a := p.Assess(all(), &baseline.Head{}, &baseline.Visit{}, &event.Event{}, 7200, rates)
	assert.Equal(t, LevelNone, a.Level)
	assert.InDelta(t, 1.0/2000, a.Weighed.Rate, 1e-9)

	rates.Of(false).Weeks(2_000_000)
	a = p.Assess(all(), &baseline.Head{}, &baseline.Visit{}, &event.Event{}, 7200, rates)
	assert.Equal(t, LevelNone, a.Level, "what was seen in this hour does not count yet")
	rates.Of(false).At(3600)
	a = p.Assess(all(), &baseline.Head{}, &baseline.Visit{}, &event.Event{}, 7200, rates)
	assert.Equal(t, LevelIncident, a.Level, "two million own token-weeks do certify it")
}
