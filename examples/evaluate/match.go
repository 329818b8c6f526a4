package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valyala/fastjson"
)

// matcher finds the token of a record. Tokens whose conditions are on the same
// paths are one lookup, so that five hundred tokens cost as much as five.
type matcher struct{ shapes []shape }

type shape struct {
	paths  []path
	tokens map[string]int // by their values, joined
}

// newMatcher tries the most specific conditions first.
func newMatcher(tokens []truthToken) *matcher {
	var m matcher
	byNames := map[string]int{}
	for n, token := range tokens {
		i, ok := byNames[token.names]
		if !ok {
			i = len(m.shapes)
			byNames[token.names] = i
			m.shapes = append(m.shapes, shape{token.paths, map[string]int{}})
		}
		m.shapes[i].tokens[token.values] = n
	}
	slices.SortStableFunc(m.shapes, func(a, b shape) int { return cmp.Compare(len(b.paths), len(a.paths)) })
	return &m
}

// token gives -1 for a record of no token in the truth.
func (m *matcher) token(v *fastjson.Value) int {
	values := make([]string, 0, 4)
shapes:
	for _, s := range m.shapes {
		values = values[:0]
		for _, p := range s.paths {
			value := text(p.find(v))
			if value == "" {
				continue shapes
			}
			values = append(values, value)
		}
		if n, ok := s.tokens[strings.Join(values, valueSeparator)]; ok {
			return n
		}
	}
	return -1
}
