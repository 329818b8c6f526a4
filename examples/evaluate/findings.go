package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// writeFindings writes what the figures are made of, to look into each: every
// scenario with what became of it, every false incident and every false
// review. line is the record's line in the estate's file, blank lines left out.
func writeFindings(file string, e *estate, d *detection, t *tally) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	rows := [][]string{{"finding", "kind", "name", "time", "token", "signals", "action", "line"}}
	for n, o := range t.scenarios {
		rows = append(rows, scenarioFinding(e, int32(n), o, d))
	}
	for _, o := range d.openings {
		if o.ofAbuse(e) || e.underAttack(o.token, o.at) {
			continue
		}
		rows = append(rows, finding(e, "false incident", o.token, o.subject, o.at, o.signals, o.action, o.record))
	}
	for _, v := range d.reviews {
		r := &e.records[v.record]
		if r.scenario < 0 && !e.underAttack(r.token, r.time) {
			rows = append(rows, finding(e, "false review", r.token, v.subject, r.time, v.signals, "", v.record))
		}
	}
	return errors.Join(w.WriteAll(rows), f.Close())
}

func finding(e *estate, what string, token int32, subject string, at time.Time, signals []string, action string, record int32) []string {
	kind, conditions := "(no token of the truth)", subject
	if token >= 0 {
		kind, conditions = e.lifeAt(token, at), e.truth.tokens[token].conditions
	}
	return []string{what, kind, "", at.Format(time.RFC3339), conditions, strings.Join(signals, " "), action, lineOf(record)}
}

// scenarioFinding says of a missed one what else was said on its records.
func scenarioFinding(e *estate, n int32, o outcome, d *detection) []string {
	s := &e.scenarios[n]
	what := "missed"
	switch {
	case o.caught && o.rule:
		what = fmt.Sprintf("caught by a rule after %d records", o.records)
	case o.caught:
		what = fmt.Sprintf("caught after %d records", o.records)
	case o.otherwise:
		what = "an incident, with other signals"
	}
	var said []string
	for _, opened := range d.openings {
		if opened.record >= 0 && e.records[opened.record].scenario == n {
			said = append(said, opened.signals...)
		}
	}
	if len(said) == 0 {
		for _, v := range d.reviews {
			if e.records[v.record].scenario == n {
				said = append(said, v.signals...)
			}
		}
		if len(said) > 0 {
			said = append(said, "(review)")
		}
	}
	slices.Sort(said)
	token := ""
	if r := e.records[s.records[0]]; r.token >= 0 {
		token = e.truth.tokens[r.token].conditions
	}
	return []string{what, s.kind, s.name, s.began.Format(time.RFC3339), token, strings.Join(slices.Compact(said), " "), "", lineOf(s.records[0])}
}

func lineOf(record int32) string {
	if record < 0 {
		return ""
	}
	return fmt.Sprint(record + 1)
}
