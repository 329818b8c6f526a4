package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

var migrationRow = ownRow{
	name:    "migration",
	figures: []string{"drift_twin_incidents_at_most", "migration_incidents_at_most", "migration_twins_caught_at_least"},
	run:     migration,
}

// migration replays Drift's benign twin, a vendor's migration, and for each of
// the migration's clauses one that differs in that clause alone. The twin's
// quarterly export is approved: if an incident opened on it thirteen weeks before,
// an analyst found that one benign.
func migration(y *yard) (answer, error) {
	a := answer{figures: map[string]float64{}}
	twins, caught := 0, 0
	streams := append([]string{"Drift's benign twin", ""}, rows.Clauses...)
	found := make([][]onChange, len(streams))
	for i := range found {
		found[i] = make([]onChange, len(y.seeds))
	}
	err := each(len(streams)*len(y.seeds), func(i int) error {
		which, seed := i/len(y.seeds), y.seeds[i%len(y.seeds)]
		made := func() *rows.Stream { return rows.DriftTwin(seed) }
		name := fmt.Sprintf("drift_twin-%d", seed)
		if which > 0 {
			name = strings.ReplaceAll(fmt.Sprintf("migration %s-%d", streams[which], seed), " ", "_")
			made = func() *rows.Stream { s, _ := rows.Migration(seed, streams[which]); return s }
		}
		e, d, err := y.stream(name, made)
		if err == nil && which == 0 && slices.ContainsFunc(d.openings, func(o opening) bool { return o.at.Before(rows.DriftFirst) }) {
			e, d, err = y.again(name+"-again", made(), d, rows.DriftFirst)
		}
		if err == nil {
			found[which][i%len(y.seeds)] = changesIn(e, d)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	for which, clause := range streams {
		incidents, with := 0, 0
		for _, c := range found[which] {
			incidents += c.incidents
			if c.incidents > 0 {
				with++
			}
		}
		l := line{what: clause, aim: "at most a review", came: saidOf(found[which]), reached: yes(incidents == 0)}
		switch which {
		case 0:
			a.figures["drift_twin_incidents_at_most"] = float64(incidents)
		case 1:
			l.what = "vendor migration"
			a.figures["migration_incidents_at_most"] = float64(incidents)
		default:
			l.what, l.aim, l.reached = "the same, but: "+clause, "an incident", yes(with == len(y.seeds))
			twins += len(y.seeds)
			caught += with
		}
		a.lines = append(a.lines, l)
	}
	a.figures["migration_twins_caught_at_least"] = float64(caught) / float64(twins)
	return a, nil
}

// saidOf puts the changes of all seeds together.
func saidOf(list []onChange) string {
	var incidents, tokens, reviews []int
	var signals []string
	for _, c := range list {
		incidents, tokens, reviews = append(incidents, c.incidents), append(tokens, c.incidentTokens), append(reviews, c.reviewTokens)
		signals = append(signals, c.signals...)
	}
	slices.Sort(signals)
	return fmt.Sprintf("incidents %s on %s tokens, reviews on %s: %s", fromTo(incidents), fromTo(tokens), fromTo(reviews), strings.Join(slices.Compact(signals), " "))
}

func fromTo(list []int) string {
	low, high := slices.Min(list), slices.Max(list)
	if low == high {
		return strconv.Itoa(low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}
