package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// abuseEvents is a read abuse.csv: which records are an attacker's, where a
// token's owner goes on using it at the same time.
type abuseEvents struct {
	file string
	list []*abuseEvent
	byID map[string]*abuseEvent
}

type abuseEvent struct {
	line         int
	id, scenario string
	found        bool
}

// readAbuse reads event_id,scenario and leaves further columns alone; no file
// gives no events.
func readAbuse(file string) (abuseEvents, error) {
	events := abuseEvents{file: file}
	if file == "" {
		return events, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return events, err
	}
	defer f.Close()
	events.byID = map[string]*abuseEvent{}
	r := csv.NewReader(f)
	r.Comment = '#'
	for head := true; ; head = false {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return events, nil
		} else if err != nil {
			return events, csvError(file, err)
		}
		line, _ := r.FieldPos(0)
		if head {
			if len(cells) < 2 || cells[0] != "event_id" || cells[1] != "scenario" {
				return events, fmt.Errorf("%s:%d: the first line is %q, it should be event_id,scenario", file, line, strings.Join(cells, ","))
			}
			continue
		}
		if cells[0] == "" || cells[1] == "" {
			return events, fmt.Errorf("%s:%d: event_id or scenario is empty", file, line)
		}
		event := &abuseEvent{line: line, id: cells[0], scenario: cells[1]}
		events.list = append(events.list, event)
		events.byID[event.id] = event
	}
}

// assigner gives every record of an abuse its scenario.
type assigner struct {
	e          *estate
	events     abuseEvents
	byName     map[string]int32
	rowOf      []int32 // scenario of a row of the truth; -1: not known yet
	rowOfToken [][]int // abuse rows of each token
	fault      error
}

// newAssigner opens a scenario for the rows whose notes name one, if there is
// an abuse.csv to speak of it; the others open with their first record.
func newAssigner(e *estate, events abuseEvents) *assigner {
	a := &assigner{
		e: e, events: events, byName: map[string]int32{},
		rowOf: make([]int32, len(e.truth.rows)), rowOfToken: make([][]int, len(e.truth.tokens)),
	}
	for n, row := range e.truth.rows {
		a.rowOf[n] = -1
		if row.label != abuse {
			continue
		}
		a.rowOfToken[row.token] = append(a.rowOfToken[row.token], n)
		if row.scenario != "" && events.file != "" {
			a.join(n, row.scenario)
		}
	}
	return a
}

// join makes a row part of the scenario of that name.
func (a *assigner) join(row int, name string) {
	s, ok := a.byName[name]
	if !ok {
		kind := a.e.truth.rows[row].kind
		shown := name
		if !strings.HasPrefix(name, kind) {
			shown = kind + ":" + name
		}
		s = int32(len(a.e.scenarios))
		a.byName[name] = s
		a.e.scenarios = append(a.e.scenarios, scenario{name: shown, kind: kind})
	}
	a.rowOf[row] = s
	in := &a.e.scenarios[s]
	in.signals = append(in.signals, a.e.truth.rows[row].signals...)
}

// record takes the estate's n-th record.
func (a *assigner) record(n int32, event *abuseEvent) {
	if a.events.file != "" && event == nil {
		return
	}
	r := &a.e.records[n]
	s := int32(-1)
	if event != nil {
		event.found = true
		if known, ok := a.byName[event.scenario]; ok {
			s = known // of a record of another token too, a consent or an administrator's
		}
	}
	if row := a.rowAt(r, s); row >= 0 {
		if a.rowOf[row] < 0 {
			a.join(row, a.nameOf(row, event))
		}
		s = a.rowOf[row]
		if began := &a.e.began[row]; began.IsZero() || r.time.Before(*began) {
			*began = r.time
		}
	}
	switch {
	case s >= 0:
		in := &a.e.scenarios[s]
		if len(in.records) == 0 || r.time.Before(in.began) {
			in.began = r.time
		}
		in.records = append(in.records, n)
		r.scenario = s
	case event != nil:
		a.fault = errors.Join(a.fault, fmt.Errorf("%s:%d: %s is a record at %s, and truth.csv has no abuse of its token at that time",
			a.events.file, event.line, event.id, r.time.Format("2006-01-02T15:04:05.000Z07:00")))
	}
}

// nameOf is what abuse.csv calls a row's scenario; without it every row is one.
func (a *assigner) nameOf(row int, event *abuseEvent) string {
	if event != nil {
		return event.scenario
	}
	return fmt.Sprintf("%s:%d", a.e.truth.rows[row].kind, a.e.truth.rows[row].line)
}

// rowAt is the abuse of the record's token at its time; of several the one
// that began last. Rows of another scenario than the given one do not count,
// rows of none yet do; -1 is any.
func (a *assigner) rowAt(r *record, scenario int32) int {
	found := -1
	if r.token < 0 {
		return found
	}
	for _, n := range a.rowOfToken[r.token] {
		row := &a.e.truth.rows[n]
		if scenario >= 0 && a.rowOf[n] >= 0 && a.rowOf[n] != scenario {
			continue
		}
		if row.holds(r.time) && (found < 0 || row.from.After(a.e.truth.rows[found].from)) {
			found = n
		}
	}
	return found
}

// finish finds abuses without a record and events that no record is.
func (a *assigner) finish() error {
	if a.fault != nil {
		return a.fault
	}
	for _, event := range a.events.list {
		if !event.found && a.events.byID[event.id] == event {
			return fmt.Errorf("%s:%d: no record has the event id %q", a.events.file, event.line, event.id)
		}
	}
	for n, row := range a.e.truth.rows {
		if row.label == abuse && a.e.began[n].IsZero() {
			return fmt.Errorf("%s:%d: the token has no record of this abuse from %s to %s", a.e.truth.file, row.line,
				row.from.Format("2006-01-02T15:04:05Z"), row.to.Format("2006-01-02T15:04:05Z"))
		}
	}
	return nil
}
