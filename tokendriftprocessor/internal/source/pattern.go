package source

import (
	"errors"
	"strings"
)

// pattern is a value in which "*" stands for anything, nothing included.
type pattern struct {
	first, last string   // before the first and after the last "*"
	middle      []string // what must stand between them, in this order
	exact       bool     // no "*"
}

func parsePattern(s string) (pattern, error) {
	if s == "" {
		return pattern{}, errors.New("a pattern must not be empty")
	}
	pieces := strings.Split(s, "*")
	p := pattern{first: pieces[0], exact: len(pieces) == 1}
	if p.exact {
		return p, nil
	}
	p.last = pieces[len(pieces)-1]
	for _, piece := range pieces[1 : len(pieces)-1] {
		if piece != "" {
			p.middle = append(p.middle, piece)
		}
	}
	return p, nil
}

func (p *pattern) matches(s string) bool {
	if p.exact {
		return s == p.first
	}
	if len(s) < len(p.first)+len(p.last) || !strings.HasPrefix(s, p.first) || !strings.HasSuffix(s, p.last) {
		return false
	}
	s = s[len(p.first) : len(s)-len(p.last)]
	for _, piece := range p.middle {
		i := strings.Index(s, piece) // the earliest place leaves most for the rest
		if i < 0 {
			return false
		}
		s = s[i+len(piece):]
	}
	return true
}

func anyMatches(patterns []pattern, s string) bool {
	for i := range patterns {
		if patterns[i].matches(s) {
			return true
		}
	}
	return false
}
