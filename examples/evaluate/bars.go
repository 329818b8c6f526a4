package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// bar is a figure that must be reached.
type bar struct {
	name  string
	limit float64
	line  int // in the file
}

// measures are the figures that a bar can be set for; each name ends with
// _at_least or _at_most. Rates are per 1000 token-weeks, shares of 1.
var measures = map[string]func(*evaluation) float64{
	"caught_at_least":                            ours(func(t *tally) float64 { return t.caughtShare() }),
	"caught_by_statistics_at_least":              ours(func(t *tally) float64 { all, rules := t.caught(); return float64(all - rules) }),
	"median_records_until_caught_at_most":        ours(func(t *tally) float64 { records, _ := t.untilCaught(); return median(records) }),
	"p90_records_until_caught_at_most":           ours(func(t *tally) float64 { records, _ := t.untilCaught(); return p90(records) }),
	"median_hours_until_caught_at_most":          ours(func(t *tally) float64 { _, hours := t.untilCaught(); return median(hours) }),
	"false_incidents_per_1000_at_most":           ours(func(t *tally) float64 { return t.rate(t.incidents) }),
	"false_reviews_per_1000_at_most":             ours(func(t *tally) float64 { return t.rate(t.reviews) }),
	"false_incident_token_days_per_1000_at_most": ours(func(t *tally) float64 { return t.rate(t.incidentDays) }),
	"false_review_token_days_per_1000_at_most":   ours(func(t *tally) float64 { return t.rate(t.reviewDays) }),
	"wrongly_contained_at_most":                  ours(func(t *tally) float64 { return float64(t.contained) }),
	"times_the_budget_at_most":                   ours(func(t *tally) float64 { return float64(t.statistical) / t.tokenWeeks / falseIncidentBudget }),

	// These keep the estate hard: the first-seen anchor, all three together.
	"anchor_misses_at_least":                    theirs(func(t *tally) float64 { return 1 - t.caughtShare() }),
	"anchor_false_token_days_per_1000_at_least": theirs(func(t *tally) float64 { return t.rate(t.incidentDays) }),
}

func ours(of func(*tally) float64) func(*evaluation) float64 {
	return func(all *evaluation) float64 { return of(all.tallies[oursName]) }
}

func theirs(of func(*tally) float64) func(*evaluation) float64 {
	return func(all *evaluation) float64 { return of(all.tallies[firstSeenAll]) }
}

// measure is the figure of a bar's name: of the estates, or of a row of its own.
func measure(name string) func(*evaluation) float64 {
	if of := measures[name]; of != nil {
		return of
	}
	if slices.Contains(rowFigures(), name) {
		return func(all *evaluation) float64 { return all.figures[name] }
	}
	return nil
}

func rowFigures() (names []string) {
	for _, r := range ownRows {
		names = append(names, r.figures...)
	}
	return names
}

// has says whether what a bar is about was measured in this run.
func (all *evaluation) has(name string) bool {
	if measures[name] != nil {
		return all.tallies[oursName] != nil
	}
	_, ok := all.figures[name]
	return ok
}

// readBars reads one form's bars, "full" or "short". Its errors name file and line.
func readBars(file string, short bool) ([]bar, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var forms map[string]map[string]yaml.Node
	if err := yaml.Unmarshal(content, &forms); err != nil {
		return nil, fmt.Errorf("%s: it should be full and short, each with names and numbers: %w", file, err)
	}
	want := "full"
	if short {
		want = "short"
	}
	var bars []bar
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		if form != "full" && form != "short" {
			return nil, fmt.Errorf("%s: %q is no form; there are full and short", file, form)
		}
		for _, name := range slices.Sorted(maps.Keys(forms[form])) {
			node := forms[form][name]
			b := bar{name: name, line: node.Line}
			if measure(name) == nil {
				known := slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(measures)), rowFigures()...)))
				return nil, fmt.Errorf("%s:%d: %q is no bar; there are %s", file, node.Line, name, strings.Join(known, ", "))
			}
			if err := node.Decode(&b.limit); err != nil {
				return nil, fmt.Errorf("%s:%d: %s: %q is no number", file, node.Line, name, node.Value)
			}
			if form == want {
				bars = append(bars, b)
			}
		}
	}
	if len(bars) == 0 {
		return nil, fmt.Errorf("%s: there are no bars under %s", file, want)
	}
	slices.SortFunc(bars, func(a, b bar) int { return a.line - b.line })
	return bars, nil
}

// broken are the bars that were not reached. A figure that is none (a median
// of no abuses) reaches nothing.
func (all *evaluation) broken(bars []bar) map[string]bool {
	names := map[string]bool{}
	for _, b := range bars {
		v := measure(b.name)(all)
		reached := v <= b.limit
		if strings.HasSuffix(b.name, "_at_least") {
			reached = v >= b.limit
		}
		if !reached {
			names[b.name] = true
		}
	}
	return names
}

func (b *bar) said(all *evaluation) string {
	return fmt.Sprintf("%s: %g, measured %.4g", b.name, b.limit, measure(b.name)(all))
}
