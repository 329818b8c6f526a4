package source

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// outcome reads whether the operation succeeded.
type outcome struct {
	value            expression
	success, failure []outcomeTest
	absent           event.Outcome
}

// outcomeTest is a value, or a comparison with a number.
type outcomeTest struct {
	pattern  pattern
	operator string // "<", "<=", ">", ">=" or ""
	number   float64
}

func parseOutcomeTest(s string) (outcomeTest, error) {
	for _, operator := range [...]string{"<=", ">=", "<", ">"} {
		rest, ok := strings.CutPrefix(s, operator)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
		if err != nil {
			return outcomeTest{}, fmt.Errorf("comparison %q: a number must follow %q", s, operator)
		}
		return outcomeTest{operator: operator, number: n}, nil
	}
	p, err := parsePattern(s)
	return outcomeTest{pattern: p}, err
}

func (t *outcomeTest) passes(s string) bool {
	if t.operator == "" {
		return t.pattern.matches(s)
	}
	n, ok := number(s)
	if !ok {
		return false
	}
	switch t.operator {
	case "<":
		return n < t.number
	case "<=":
		return n <= t.number
	case ">":
		return n > t.number
	}
	return n >= t.number
}

func (r *Reader) outcome(o *outcome) event.Outcome {
	if o == nil {
		return event.OutcomeUnknown
	}
	s := r.first(&o.value, false)
	switch {
	case s == "":
		return o.absent
	case passesAny(o.success, s):
		return event.OutcomeSuccess
	case passesAny(o.failure, s):
		return event.OutcomeFailure
	case len(o.failure) == 0:
		return event.OutcomeFailure
	case len(o.success) == 0:
		return event.OutcomeSuccess
	}
	return event.OutcomeUnknown
}

func passesAny(tests []outcomeTest, s string) bool {
	for i := range tests {
		if tests[i].passes(s) {
			return true
		}
	}
	return false
}
