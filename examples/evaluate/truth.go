package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// Labels of a row of truth.csv.
const (
	population = "population" // what sort of life the token leads, from its first to its last use
	benign     = "benign"     // a change that is none of an attacker's
	abuse      = "abuse"
)

var truthHead = []string{"token", "from", "to", "kind", "label", "signals", "note"}

// truth is a read truth.csv.
type truth struct {
	file   string
	tokens []truthToken
	rows   []truthRow
}

// truthToken is one token: the conditions that its records meet.
type truthToken struct {
	conditions string // sorted
	line       int    // of its first row
	names      string // the paths, as written
	paths      []path
	values     string // the values, joined
	rows       []int
}

// truthRow says what one token did from one time to another.
type truthRow struct {
	line        int
	token       int
	from, to    time.Time
	kind, label string
	signals     []string // any one of them is expected
	scenario    string   // that the note says it is part of, "scenario 7; ..."; "" where it says none
}

// holds says whether a time is the row's. A time in whole seconds ends with its second.
func (r *truthRow) holds(t time.Time) bool { return !t.Before(r.from) && !t.After(r.end()) }

func (r *truthRow) end() time.Time {
	if r.to.Nanosecond() == 0 {
		return r.to.Add(time.Second - 1)
	}
	return r.to
}

// readTruth reads truth.csv: token,from,to,kind,label,signals,note. Its errors
// name file and line.
func readTruth(file string) (*truth, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment, r.FieldsPerRecord = '#', len(truthHead)
	head, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s:1: the file is empty; its first line is %s", file, strings.Join(truthHead, ","))
	case err != nil:
		return nil, csvError(file, err)
	case !slices.Equal(head, truthHead):
		return nil, fmt.Errorf("%s:1: the first line is %q, it should be %s", file, strings.Join(head, ","), strings.Join(truthHead, ","))
	}
	t := &truth{file: file}
	known := map[string]int{}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, csvError(file, err)
		}
		line, _ := r.FieldPos(0)
		if err := t.add(line, cells, known); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
	}
	if len(t.rows) == 0 {
		return nil, fmt.Errorf("%s:1: there is no row under the first line", file)
	}
	return t, nil
}

// csvError puts the line where other errors have it.
func csvError(file string, err error) error {
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("%s:%d: %w", file, parse.Line, parse.Err)
	}
	return fmt.Errorf("%s: %w", file, err)
}

func (t *truth) add(line int, cells []string, known map[string]int) error {
	token, err := parseToken(cells[0])
	if err != nil {
		return err
	}
	n, ok := known[token.conditions]
	if !ok {
		n = len(t.tokens)
		known[token.conditions] = n
		token.line = line
		t.tokens = append(t.tokens, token)
	}
	row := truthRow{line: line, token: n, kind: cells[3], label: cells[4]}
	if row.from, err = truthTime("from", cells[1]); err != nil {
		return err
	}
	if row.to, err = truthTime("to", cells[2]); err != nil {
		return err
	}
	if said, _, _ := strings.Cut(cells[6], ";"); strings.HasPrefix(said, "scenario ") {
		row.scenario = strings.TrimSpace(strings.TrimPrefix(said, "scenario "))
	}
	for part := range strings.FieldsSeq(cells[5]) {
		row.signals = append(row.signals, strings.Split(part, "|")...)
	}
	switch {
	case row.to.Before(row.from):
		return fmt.Errorf("to %s is before from %s", cells[2], cells[1])
	case row.kind == "":
		return errors.New("kind is empty")
	case row.label != population && row.label != benign && row.label != abuse:
		return fmt.Errorf("label %q is none of population, benign and abuse", row.label)
	case row.label == abuse && len(row.signals) == 0:
		return errors.New("an abuse needs the signals that are expected of it")
	}
	t.tokens[n].rows = append(t.tokens[n].rows, len(t.rows))
	t.rows = append(t.rows, row)
	return nil
}

func truthTime(name, s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fmt.Errorf("%s %q is no time such as 2026-01-05T00:00:00Z", name, s)
	}
	return t.UTC(), nil
}

const valueSeparator = "\x00"

// parseToken reads path=value;path=value.
func parseToken(s string) (truthToken, error) {
	conditions := strings.Split(s, ";")
	slices.Sort(conditions)
	token := truthToken{conditions: strings.Join(conditions, ";")}
	var names, values []string
	for _, condition := range conditions {
		name, value, ok := cutCondition(condition)
		if !ok || value == "" {
			return token, fmt.Errorf("token %q: %q is no condition such as actor.id=00u1", s, condition)
		}
		p, err := parsePath(name)
		if err != nil {
			return token, fmt.Errorf("token %q: %w", s, err)
		}
		token.paths, names, values = append(token.paths, p), append(names, name), append(values, value)
	}
	token.names, token.values = strings.Join(names, ";"), strings.Join(values, valueSeparator)
	return token, nil
}

// cutCondition cuts at the first "=" outside brackets.
func cutCondition(s string) (name, value string, ok bool) {
	depth := 0
	for i, r := range s {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == '=' && depth == 0:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
