package inventory

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// text reads a single value as it is written; "" when there is none.
func (r *reader) text(n *yaml.Node, p *place) string {
	if n.Kind != yaml.ScalarNode {
		r.fail(n, p, "%s, want a single value", kindOf(n))
		return ""
	}
	if isNull(n) {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// required reads a value that must be there.
func (r *reader) required(n *yaml.Node, p *place) string {
	before := len(r.errs) + r.unsaid
	s := r.text(n, p)
	if s == "" && len(r.errs)+r.unsaid == before {
		r.fail(n, p, "empty, want a value or no such key")
	}
	return s
}

// identifying reads a key that picks the tokens an entry is about. The value
// is not repeated in an error: it may be a credential.
func (r *reader) identifying(n *yaml.Node, p *place) pattern {
	s := r.required(n, p)
	if i := strings.IndexByte(s, '*'); i >= 0 && i < len(s)-1 {
		r.fail(n, p, "a * in the middle, it may only stand at the end")
	}
	return newPattern(s)
}

func (r *reader) texts(n *yaml.Node, p *place) []string {
	var all []string
	r.list(n, p, func(n *yaml.Node, p *place) {
		s := r.required(n, p)
		switch {
		case s == "":
		case slices.Contains(all, s):
			r.fail(n, p, "%q is named twice, once is enough", s)
		default:
			all = append(all, s)
		}
	})
	return all
}

// patterns reads texts with a * at most at the end.
func (r *reader) patterns(n *yaml.Node, p *place) []string {
	all := r.texts(n, p)
	for _, s := range all {
		if i := strings.IndexByte(s, '*'); i >= 0 && i < len(s)-1 {
			r.fail(n, p, "%q has a * in the middle, it may only stand at the end", s)
		}
	}
	return all
}

// oneOf reads one of a few words.
func oneOf[T any](r *reader, n *yaml.Node, p *place, words map[string]T) (v T) {
	s := r.text(n, p)
	if s == "" {
		return v
	}
	v, known := words[s]
	if !known {
		list := make([]string, 0, len(words))
		for w := range words {
			list = append(list, w)
		}
		slices.Sort(list)
		r.fail(n, p, "%q, want one of %s", s, strings.Join(list, ", "))
	}
	return v
}

// Times are held in nanoseconds by everything that compares them.
var (
	earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)

// time reads an RFC 3339 time, or a date, which means its first moment in UTC.
func (r *reader) time(n *yaml.Node, p *place) time.Time {
	s := r.text(n, p)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	switch {
	case err != nil:
		r.fail(n, p, "%q is no time, want RFC 3339 like 2026-12-31T00:00:00Z or a date like 2026-12-31", s)
		return time.Time{}
	case t.Before(earliest) || t.After(latest):
		r.fail(n, p, "%q, want a time between 1970 and 2262", s)
		return time.Time{}
	}
	return t.UTC()
}

func (r *reader) duration(n *yaml.Node, p *place) time.Duration {
	s := r.text(n, p)
	if s == "" {
		return 0
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		r.fail(n, p, "%q, want a duration above 0 like 2160h (90 days)", s)
		return 0
	}
	return d
}
