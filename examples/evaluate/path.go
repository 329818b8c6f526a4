package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"
)

// path names a value in a raw record: a.b.c, a[0].b, a[k=v].b (the element
// whose k is v), and a[n], the value of the element named n in a list of names
// and values as Google and Entra write them.
type path []step

type step struct {
	key      string // of an object
	index    int    // of a list; -1: none
	by, with string // the element of a list whose by is with
	named    string // the value of the element of a list with that name
}

// parsePath fails on an unclosed bracket or an empty step.
func parsePath(text string) (path, error) {
	var p path
	for part := range strings.SplitSeq(text, ".") {
		name, brackets, indexed := strings.Cut(part, "[")
		if name == "" {
			return nil, fmt.Errorf("%q is no path such as actor.id or events[0].parameters[client_id]", text)
		}
		p = append(p, step{key: name, index: -1})
		for indexed {
			inside, rest, closed := strings.Cut(brackets, "]")
			if !closed || inside == "" {
				return nil, fmt.Errorf("%q is no path: a bracket is empty or not closed", text)
			}
			p = append(p, bracket(inside))
			_, brackets, indexed = strings.Cut(rest, "[")
		}
	}
	return p, nil
}

func bracket(inside string) step {
	if n, err := strconv.Atoi(inside); err == nil {
		return step{index: n}
	}
	if by, with, ok := strings.Cut(inside, "="); ok {
		return step{index: -1, by: by, with: with}
	}
	return step{index: -1, named: inside}
}

// mustPath is for the paths in this program.
func mustPath(text string) path {
	p, err := parsePath(text)
	if err != nil {
		panic(err)
	}
	return p
}

// find gives nil where the record has no such value.
func (p path) find(v *fastjson.Value) *fastjson.Value {
	for _, s := range p {
		if v == nil {
			return nil
		}
		switch {
		case s.key != "":
			v = v.Get(s.key)
		case s.index >= 0:
			list := v.GetArray()
			if s.index >= len(list) {
				return nil
			}
			v = list[s.index]
		default:
			v = s.element(v.GetArray())
		}
	}
	return v
}

func (s step) element(list []*fastjson.Value) *fastjson.Value {
	for _, e := range list {
		if s.by != "" && string(e.GetStringBytes(s.by)) == s.with {
			return e
		}
		if s.named != "" && (string(e.GetStringBytes("name")) == s.named || string(e.GetStringBytes("key")) == s.named) {
			for _, holder := range []string{"value", "intValue", "boolValue", "multiValue"} {
				if v := e.Get(holder); v != nil {
					return v
				}
			}
		}
	}
	return nil
}

// text is a value as the truth file writes it: "" for none and null, of a list
// its first element.
func text(v *fastjson.Value) string {
	if v == nil {
		return ""
	}
	switch v.Type() {
	case fastjson.TypeNull, fastjson.TypeObject:
		return ""
	case fastjson.TypeString:
		return string(v.GetStringBytes())
	case fastjson.TypeArray:
		if list := v.GetArray(); len(list) > 0 {
			return text(list[0])
		}
		return ""
	default:
		return string(v.MarshalTo(nil))
	}
}
