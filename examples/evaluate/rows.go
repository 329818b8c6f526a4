package main

import (
	"fmt"
	"slices"
	"strings"
)

// ownRow is one row of the table "Rows of their own": streams that are replayed
// for one question.
type ownRow struct {
	name    string
	figures []string // that a bar can be set for
	run     func(y *yard) (answer, error)
}

// answer is what came out of a row.
type answer struct {
	lines   []line
	figures map[string]float64
	table   *table // instead of lines
}

// line is one line of the table.
type line struct{ what, aim, came, reached string }

// ownRows are all of them, in the order of the table.
var ownRows = []ownRow{driftRow, migrationRow, slowRow, poisoningRow, stationaryRow, budgetsRow, cleanRow, sharedRow, disorderRow}

// onDemand are run only where they are named: the ablation replays each estate
// seventeen times.
var onDemand = []ownRow{ablationRow}

// chosenRows are those of that name, with commas between several; "all" is every
// one but those on demand.
func chosenRows(names string) ([]ownRow, error) {
	if names == "all" {
		return ownRows, nil
	}
	var list []ownRow
	for name := range strings.SplitSeq(names, ",") {
		all := slices.Concat(ownRows, onDemand)
		i := slices.IndexFunc(all, func(r ownRow) bool { return r.name == strings.TrimSpace(name) })
		if i < 0 {
			var known []string
			for _, r := range all {
				known = append(known, r.name)
			}
			return nil, fmt.Errorf("-row: %q is no row; there are %s, and all", name, strings.Join(known, ", "))
		}
		list = append(list, all[i])
	}
	return list, nil
}

// runRows answers all rows side by side.
func (y *yard) runRows(list []ownRow) ([]answer, error) {
	answers := make([]answer, len(list))
	return answers, each(len(list), func(i int) (err error) {
		answers[i], err = list[i].run(y)
		if err != nil {
			return fmt.Errorf("row %s: %w", list[i].name, err)
		}
		return nil
	})
}

// ownRowsTables are one of a line for each thing that was asked, and those of
// rows that have their own.
func ownRowsTables(list []ownRow, answers []answer, seeds []uint64) (all []table) {
	t := table{
		title: "Rows of their own", head: []string{"row", "what", "aim", "reached", "came to"},
		notes: []string{fmt.Sprintf("Seeds %s; stationary and budgets have the first one only.", strings.Trim(fmt.Sprint(seeds), "[]"))},
	}
	for i, a := range answers {
		name := list[i].name
		for _, l := range a.lines {
			t.rows = append(t.rows, []string{name, l.what, l.aim, l.reached, l.came})
			name = ""
		}
		if a.table != nil {
			all = append(all, *a.table)
		}
	}
	if len(t.rows) > 0 {
		all = append([]table{t}, all...)
	}
	return all
}

func yes(reached bool) string {
	if reached {
		return "yes"
	}
	return "no"
}
