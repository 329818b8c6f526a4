package source

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// pathScanner reads the text of a path from left to right.
type pathScanner struct {
	text string
	at   int
}

func (p *pathScanner) wrong(want string) error {
	return fmt.Errorf("path %q, character %d: %s", p.text, p.at+1, want)
}

// next is the character at hand, 0 at the end.
func (p *pathScanner) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *pathScanner) steps() ([]step, error) {
	if p.text == "" {
		return nil, p.wrong("a path must not be empty")
	}
	var steps []step
	for p.at < len(p.text) {
		var s step
		var err error
		switch {
		case p.next() == '[':
			s, err = p.bracket()
		case p.next() == '|':
			s, err = p.transform()
		case p.next() == '.' && len(steps) > 0:
			p.at++
			s, err = p.name()
		case len(steps) == 0:
			s, err = p.name()
		default:
			err = p.wrong(`a key is followed by ".", "[" or "|"`)
		}
		if err != nil {
			return nil, err
		}
		if len(steps) == 0 && s.kind != stepKey {
			p.at = 0
			return nil, p.wrong(`a path starts with a key, e.g. actor.id or ["actor.id"]`)
		}
		steps = append(steps, s)
	}
	return steps, nil
}

const nameEnd = `.[]|()"'= ,`

func (p *pathScanner) name() (step, error) {
	length := strings.IndexAny(p.text[p.at:], nameEnd)
	if length < 0 {
		length = len(p.text) - p.at
	}
	if length == 0 {
		return step{}, p.wrong(`a key must stand here; one with a dot, a blank or another sign is written ["like this"]`)
	}
	s := step{kind: stepKey, key: p.text[p.at : p.at+length]}
	p.at += length
	return s, nil
}

// bracket reads ["key"], [0], [*] and [field=value].
func (p *pathScanner) bracket() (step, error) {
	p.at++
	word, quoted, err := p.word()
	if err != nil {
		return step{}, err
	}
	if p.next() == '=' {
		p.at++
		arg, _, err := p.word()
		if err != nil {
			return step{}, err
		}
		if word == "" || arg == "" {
			return step{}, p.wrong("a selection is written [field=value]")
		}
		return step{kind: stepWhere, key: word, arg: arg}, p.expect(']')
	}
	if err := p.expect(']'); err != nil {
		return step{}, err
	}
	switch {
	case quoted:
		return step{kind: stepKey, key: word, quoted: true}, nil
	case word == "*":
		return step{kind: stepAll}, nil
	}
	index, err := strconv.Atoi(word)
	if err != nil || index < 0 || !allDigits(word) {
		return step{}, p.wrong(`in brackets stands ["a key"], [0], [*] or [field=value]`)
	}
	return step{kind: stepIndex, index: index}, nil
}

// word reads a quoted text, or what stands before the next = or ].
func (p *pathScanner) word() (word string, quoted bool, err error) {
	if p.next() == '"' {
		literal, err := strconv.QuotedPrefix(p.text[p.at:])
		if err != nil {
			return "", false, p.wrong("the quotes are not closed")
		}
		word, err = strconv.Unquote(literal)
		if err != nil {
			return "", false, p.wrong("the quoted text is not readable")
		}
		p.at += len(literal)
		return word, true, nil
	}
	length := strings.IndexAny(p.text[p.at:], "=]")
	if length < 0 {
		return "", false, p.wrong(`"]" is missing`)
	}
	word = p.text[p.at : p.at+length]
	p.at += length
	return word, false, nil
}

func (p *pathScanner) expect(c byte) error {
	if p.next() != c {
		return p.wrong(fmt.Sprintf("%q is missing", c))
	}
	p.at++
	return nil
}

// transform reads |name or |name(argument).
func (p *pathScanner) transform() (step, error) {
	start := p.at
	p.at++
	length := 0
	for length < len(p.text)-p.at && p.text[p.at+length] >= 'a' && p.text[p.at+length] <= 'z' {
		length++
	}
	name := p.text[p.at : p.at+length]
	t, ok := transforms[name]
	if !ok {
		return step{}, p.wrong(fmt.Sprintf("unknown transform %q; known are %s", name, strings.Join(slices.Sorted(maps.Keys(transforms)), ", ")))
	}
	p.at += length
	if !t.argument {
		return step{kind: t.kind}, nil
	}
	if p.next() != '(' {
		return step{}, p.wrong(fmt.Sprintf("%s needs an argument, e.g. |%s(,)", name, name))
	}
	end := strings.IndexByte(p.text[p.at:], ')')
	if end < 2 {
		p.at = start
		return step{}, p.wrong(fmt.Sprintf("%s needs an argument in brackets, e.g. |%s(,); in a YAML list [...] such a path needs quotes around it", name, name))
	}
	arg := p.text[p.at+1 : p.at+end]
	p.at += end + 1
	return step{kind: t.kind, arg: arg}, nil
}
