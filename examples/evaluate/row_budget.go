package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

// budgets are the false-incident budgets that are tried.
var budgets = []float64{0.1, 0.01, 0.001}

// The stationary streams: 104,000 token-weeks each.
const (
	stationaryTokens, stationaryWeeks = 1000, 104
	quarter                           = 13 * 7 * 24 * time.Hour
)

var stationaryRow = ownRow{
	name: "stationary", run: stationary,
	figures: []string{"stationary_times_the_budget_at_most", "stationary_one_rate_times_the_budget_at_most"},
}

// stationary replays a long life without attacks at each budget: with tokens
// that differ in their rates of novelty, and with tokens that all have 0.5 a week
// in each family. The figures are the worst of realised against budget.
func stationary(y *yard) (answer, error) {
	a := answer{figures: map[string]float64{}}
	streams := []struct {
		what, name, figure string
		rates              []int
	}{
		{"0 to 0.5 novelties a week per family, tokens differ", "stationary", "stationary_times_the_budget_at_most", rows.Mixture},
		{"0.5 a week in every family of every token", "stationary_one_rate", "stationary_one_rate_times_the_budget_at_most", []int{50}},
	}
	a.lines = make([]line, len(streams)*len(budgets))
	ratios := make([]float64, len(a.lines))
	err := each(len(a.lines), func(i int) error {
		s, budget := streams[i/len(budgets)], budgets[i%len(budgets)]
		e, d, err := y.replay(fmt.Sprintf("%s-%g", s.name, budget), func(folder string) error {
			return rows.Stationary(y.seeds[0], stationaryTokens, stationaryWeeks, s.rates).Write(folder)
		}, settings{budget: budget})
		if err != nil {
			return err
		}
		t, early := count(e, d), 0
		for _, o := range d.openings {
			if o.at.Sub(e.records[0].time) < quarter {
				early++
			}
		}
		low, high := poissonInterval(t.incidents)
		ratios[i] = float64(t.incidents) / t.tokenWeeks / budget
		a.lines[i] = line{
			fmt.Sprintf("%s, budget %g", s.what, budget), fmt.Sprintf("at most %g", budget),
			fmt.Sprintf("%s per token-week (95 %%: %s to %s): %d in %.0f, in the first 13 weeks %d, by rules %d; reviews %s", short(float64(t.incidents)/t.tokenWeeks), short(low/t.tokenWeeks), short(high/t.tokenWeeks),
				t.incidents, t.tokenWeeks, early, t.incidents-t.statistical, short(float64(t.reviews)/t.tokenWeeks)),
			yes(ratios[i] <= 1),
		}
		return nil
	})
	for i, ratio := range ratios {
		figure := streams[i/len(budgets)].figure
		a.figures[figure] = max(a.figures[figure], ratio)
	}
	return a, err
}

var budgetsRow = ownRow{
	name: "budgets", run: atEachBudget,
	figures: []string{"caught_at_budget_0.1_at_least", "caught_at_budget_0.01_at_least", "caught_at_budget_0.001_at_least"},
}

// atEachBudget replays the estate of the first seed at each budget.
func atEachBudget(y *yard) (answer, error) {
	a := answer{figures: map[string]float64{}, lines: make([]line, len(budgets))}
	tallies := make([]*tally, len(budgets))
	err := each(len(budgets), func(i int) error {
		e, d, err := y.replay(fmt.Sprintf("budget-%g", budgets[i]), func(folder string) error { return y.estate(folder, y.seeds[0]) }, settings{budget: budgets[i]})
		if err == nil {
			tallies[i] = count(e, d)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	for i, t := range tallies {
		n, rules := t.caught()
		share := t.caughtShare()
		a.figures["caught_at_budget_"+strconv.FormatFloat(budgets[i], 'g', -1, 64)+"_at_least"] = share
		l := line{what: fmt.Sprintf("scenarios of the estate caught at a budget of %g", budgets[i])}
		l.came = fmt.Sprintf("%d of %d (%.0f %%), by rules %d; false incidents by statistics %s per token-week", n, len(t.scenarios), 100*share, rules, short(float64(t.statistical)/t.tokenWeeks))
		if budgets[i] == 0.001 {
			l.aim, l.reached = "at least 90 %", yes(share >= 0.9)
		}
		a.lines[i] = l
	}
	return a, nil
}

// estate generates an ordinary estate, without some of it where said.
func (y *yard) estate(folder string, seed uint64, flags ...string) error {
	return generate(y.ctx, y.tools.generator, job{dir: folder, seed: seed}, false, flags...)
}
