package main

import (
	"fmt"
	"strconv"
	"time"
)

var cleanRow = ownRow{
	name: "clean", run: clean,
	figures: []string{
		"clean_rule_incidents_at_most", "clean_statistical_times_the_budget_at_most",
		"clean_changes_rule_incidents_at_most", "clean_changes_statistical_times_the_budget_at_most",
	},
}

// clean replays ten weeks of estates without an attack: with nothing but
// ordinary life, and with all benign changes.
func clean(y *yard) (answer, error) {
	a := answer{figures: map[string]float64{}}
	for _, k := range []struct{ what, name, without string }{
		{"ten weeks of ordinary life", "clean", "changes"}, {"ten weeks with all benign changes", "clean_changes", "attacks"},
	} {
		type part struct {
			*tally
			early int // incidents in the first week
		}
		parts := make([]part, len(y.seeds))
		err := each(len(y.seeds), func(i int) error {
			e, d, err := y.replay(fmt.Sprintf("%s-%d", k.name, y.seeds[i]), func(folder string) error {
				return y.estate(folder, y.seeds[i], "-without", k.without)
			}, settings{})
			if err != nil {
				return err
			}
			parts[i].tally = count(e, d)
			first := e.records[0].time
			for _, o := range d.openings {
				if o.at.Sub(first) < 7*24*time.Hour {
					parts[i].early++
				}
			}
			return nil
		})
		if err != nil {
			return a, err
		}
		all, early := &tally{causes: map[cause]*causeCount{}}, 0
		for _, p := range parts {
			all.add(p.tally)
			early += p.early
		}
		rules, times := all.incidents-all.statistical, float64(all.statistical)/all.tokenWeeks/falseIncidentBudget
		low, high := poissonInterval(all.statistical)
		a.figures[k.name+"_rule_incidents_at_most"], a.figures[k.name+"_statistical_times_the_budget_at_most"] = float64(rules), times
		a.lines = append(a.lines,
			line{k.what + ": incidents by rules", "0", strconv.Itoa(rules), yes(rules == 0)},
			line{
				"... by statistics, from the first day on", fmt.Sprintf("at most %g per token-week", falseIncidentBudget),
				fmt.Sprintf("%s (95 %%: %s to %s): %d in %.0f token-weeks; all incidents of the first week: %d", short(float64(all.statistical)/all.tokenWeeks),
					short(low/all.tokenWeeks), short(high/all.tokenWeeks), all.statistical, all.tokenWeeks, early),
				yes(times <= 1),
			})
	}
	return a, nil
}
