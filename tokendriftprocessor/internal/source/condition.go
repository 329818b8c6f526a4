package source

import (
	"slices"
	"strings"
)

// condition tests the values of a path. It holds when one of them passes.
type condition struct {
	value expression
	test  test
	texts []string            // in, not_in, prefix, suffix
	known map[string]struct{} // texts of in and not_in, when there are many
}

// manyTexts is from where on a map is faster than looking at each.
const manyTexts = 8

func (c *condition) remember() {
	if len(c.texts) <= manyTexts || c.test != testIn && c.test != testNotIn {
		return
	}
	c.known = make(map[string]struct{}, len(c.texts))
	for _, text := range c.texts {
		c.known[text] = struct{}{}
	}
}

type test uint8

const (
	testPresent test = iota
	testAbsent
	testIn
	testNotIn
	testPrefix
	testSuffix
)

// matches tests one text; for not_in it asks the opposite question, which
// holds turns around.
func (c *condition) matches(s string) bool {
	switch c.test {
	case testIn, testNotIn:
		if c.known != nil {
			_, ok := c.known[s]
			return ok
		}
		return slices.Contains(c.texts, s)
	case testPrefix:
		return slices.ContainsFunc(c.texts, func(p string) bool { return strings.HasPrefix(s, p) })
	case testSuffix:
		return slices.ContainsFunc(c.texts, func(p string) bool { return strings.HasSuffix(s, p) })
	}
	return false
}

func (r *Reader) holds(c *condition) bool {
	want := wantTest
	if c.test <= testAbsent {
		want = wantAny
	}
	found := r.search(&c.value, want, c)
	if c.test == testAbsent || c.test == testNotIn {
		return !found
	}
	return found
}

// search looks for a value that passes in every choice of an expression.
func (r *Reader) search(e *expression, want wanted, c *condition) bool {
	for i := range e.choices {
		choice := &e.choices[i]
		switch p := choice.path; {
		case p != nil && want == wantAny:
			if r.present(p) {
				return true
			}
		case p != nil && !p.plain:
			if out := (sink{want: wantTest, test: c}); r.follow(p, &out) {
				return true
			}
		default:
			if text := r.choose(choice, false); text != "" && (want == wantAny || c.matches(text)) {
				return true
			}
		}
	}
	return false
}

func (r *Reader) present(p *path) bool {
	if p.plain && r.firstOf(p, false) != "" {
		return true
	}
	out := sink{want: wantAny}
	return r.follow(p, &out)
}

// holdsAll is true for an empty list.
func (r *Reader) holdsAll(conditions []condition) bool {
	for i := range conditions {
		if !r.holds(&conditions[i]) {
			return false
		}
	}
	return true
}

// groups hold when one of them holds as a whole.
type groups [][]condition

func (r *Reader) holdsAny(g groups) bool {
	return slices.ContainsFunc(g, r.holdsAll)
}
