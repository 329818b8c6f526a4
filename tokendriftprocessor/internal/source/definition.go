package source

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// definition is one source file, compiled.
type definition struct {
	name, provider, title, page string
	receivers, unverified       []string
	file                        string
	line                        int  // of its name
	own                         bool // a file of the user
	content                     []byte

	match        // in a set: one of alternatives
	alternatives []match
	fallback     bool  // asked only when no other source matches
	needs        []int // slots without which a record is not of this source

	elements  *path
	envelopes []*path

	times     []timeRule
	action    expression
	fields    []fieldRule
	id        expression
	idIsOwn   bool // the id is the element's own, not the record's
	outcome   *outcome
	subjects  []subjectRule
	person    groups
	service   groups
	internal  groups
	noToken   groups // no_token
	classes   []classRule
	bys       []expression // what class rules ask for instead of the action, each once
	facts     []factRule
	lifecycle []pattern // lifecycle_only
	makes     []pattern
	deletes   []pattern
	thing     expression // what they make and delete; none: the object
	steps     map[string]string

	paths []*path // every one, to be given its slot
}

// match is what must hold of a record of this source.
type match struct {
	has, any   []*path
	when       []condition
	conditions int // how specific it is
}

// forms are the definition once for each of its matches: a record is of a
// source when one of them holds, and each has its own precedence.
func (d *definition) forms() []*definition {
	forms := make([]*definition, len(d.alternatives))
	for i, m := range d.alternatives {
		form := *d
		form.match = m
		forms[i] = &form
	}
	return forms
}

// precedence is higher for the source that is asked earlier.
func (d *definition) precedence() int {
	if d.fallback {
		return -1
	}
	return d.conditions
}

type timeRule struct {
	value  expression
	format timeFormat
}

type fieldRule struct {
	field field
	value expression
}

type subjectRule struct {
	grade event.Grade
	kind  string
	parts []expression
	when  []condition
}

type classRule struct {
	class    event.Class
	by       int // number of an expression in bys; byAction: the action
	patterns []pattern
	when     []condition
}

const byAction = -1

// plain rules depend on the action alone, so that their answer is remembered.
func (c *classRule) plain() bool { return c.by == byAction && len(c.when) == 0 }

// maxClassRules bounds the rules of a source, as a set of them is one word.
const maxClassRules = 64

type factRule struct {
	patterns           []pattern
	when               []condition
	kind               event.FactKind
	target             event.Target
	ids, users, values expression
	taken, onFailure   bool
}

// Bounds on what one event carries.
const (
	maxIDs      = 64
	maxValuesOf = 256 // scopes of an event, values of a fact
	maxElements = 16 << 10
)
