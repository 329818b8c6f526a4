package source

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// maxActions is how many operations of a source a reader remembers. Their
// number is small and fixed at every provider; an attacker who invents more
// costs time, not memory.
const maxActions = 1024

// meaning is what a source file says about an operation, whatever else the
// record holds.
type meaning struct {
	class         event.Class // of the first plain rule that matches
	classRule     int         // its index; the number of rules when there is none
	facts         []int       // rules whose actions match
	lifecycleOnly bool
	life          event.Life
	kindred       string // of what it makes or deletes
}

func (d *definition) explain(action string, m *meaning) {
	*m = meaning{classRule: len(d.classes), facts: m.facts[:0]}
	for i := range d.classes {
		rule := &d.classes[i]
		if rule.plain() && anyMatches(rule.patterns, action) {
			m.class, m.classRule = rule.class, i
			break
		}
	}
	for i := range d.facts {
		if anyMatches(d.facts[i].patterns, action) {
			m.facts = append(m.facts, i)
		}
	}
	m.lifecycleOnly = anyMatches(d.lifecycle, action)
	m.life, m.kindred = d.life(action)
}

// meaning remembers what explain found. The answer is valid until the next call.
func (r *Reader) meaning(index int, action string) *meaning {
	known := r.meanings[index]
	if m, ok := known[action]; ok {
		return m
	}
	d := r.set.definitions[index]
	if len(known) >= maxActions {
		d.explain(action, &r.unknown)
		return &r.unknown
	}
	if known == nil {
		known = make(map[string]*meaning)
		r.meanings[index] = known
	}
	m := new(meaning)
	d.explain(action, m)
	known[strings.Clone(action)] = m
	return m
}

// class is that of the first rule that matches. Only rules that ask for more
// than the action, and stand before the remembered one, are asked again.
func (r *Reader) class(index int, d *definition, action string, m *meaning) event.Class {
	var masks [maxClassRules]uint64 // by expression: the rules that its value matches
	var asked uint64
	for i := range d.classes[:m.classRule] {
		rule := &d.classes[i]
		switch {
		case rule.plain():
			continue
		case rule.by == byAction:
			if !anyMatches(rule.patterns, action) {
				continue
			}
		default:
			if asked&(1<<rule.by) == 0 {
				asked |= 1 << rule.by
				masks[rule.by] = r.rulesBy(index, d, rule.by)
			}
			if masks[rule.by]&(1<<i) == 0 {
				continue
			}
		}
		if r.holdsAll(rule.when) {
			return rule.class
		}
	}
	return m.class
}

// rulesBy remembers which rules the value of a by expression matches.
func (r *Reader) rulesBy(index int, d *definition, by int) uint64 {
	text := r.first(&d.bys[by], false)
	if text == "" {
		return 0
	}
	if r.byValues[index] == nil {
		r.byValues[index] = make([]map[string]uint64, len(d.bys))
	}
	known := r.byValues[index][by]
	mask, ok := known[text]
	if ok {
		return mask
	}
	for i := range d.classes {
		if rule := &d.classes[i]; rule.by == by && anyMatches(rule.patterns, text) {
			mask |= 1 << i
		}
	}
	if known == nil {
		known = make(map[string]uint64)
		r.byValues[index][by] = known
	}
	if len(known) < maxActions {
		known[strings.Clone(text)] = mask
	}
	return mask
}
