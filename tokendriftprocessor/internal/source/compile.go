package source

import (
	"errors"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"
)

var namePattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

var rungs = []string{"review", "restrict", "quarantine", "rotate", "revoke", "verify"}

// compiler turns one source file into a definition.
type compiler struct {
	document
	definition *definition
	inMatch    bool // where no element is chosen yet
	nested     int  // conditions inside values inside conditions
}

// compile reads a source file; the error joins all of its problems.
func compile(file string, content []byte) (*definition, error) {
	c := &compiler{document: document{file: file}, definition: &definition{file: file, content: content}}
	if top := c.parse(content); top != nil {
		c.topLevel(top)
	}
	if err := errors.Join(c.problems...); err != nil {
		return nil, err
	}
	return c.definition, nil
}

func (c *compiler) topLevel(top *yaml.Node) {
	d := c.definition
	c.keys(top, "source file", map[string]func(*yaml.Node){
		"source":         func(n *yaml.Node) { d.name, d.line = c.name(n, "source"), n.Line },
		"provider":       func(n *yaml.Node) { d.provider = c.name(n, "provider") },
		"title":          func(n *yaml.Node) { d.title = c.text(n, "title") },
		"page":           func(n *yaml.Node) { d.page = c.text(n, "page") },
		"receivers":      func(n *yaml.Node) { d.receivers = c.texts(n, "receivers") },
		"unverified":     func(n *yaml.Node) { d.unverified = c.texts(n, "unverified") },
		"match":          c.match,
		"fallback":       func(n *yaml.Node) { d.fallback = c.truth(n, "fallback") },
		"elements":       func(n *yaml.Node) { d.elements = c.outer(n, "elements") },
		"envelopes":      func(n *yaml.Node) { d.envelopes = c.outers(n, "envelopes") },
		"time":           c.times,
		"fields":         c.fields,
		"outcome":        c.outcome,
		"subject":        c.subjects,
		"nature":         c.nature,
		"no_token":       func(n *yaml.Node) { d.noToken = c.groups(n, "no_token") },
		"internal":       func(n *yaml.Node) { d.internal = c.groups(n, "internal") },
		"classes":        c.classes,
		"facts":          c.facts,
		"lifecycle_only": func(n *yaml.Node) { d.lifecycle = c.patterns(n, "lifecycle_only") },
		"makes":          func(n *yaml.Node) { d.makes = c.patterns(n, "makes") },
		"deletes":        func(n *yaml.Node) { d.deletes = c.patterns(n, "deletes") },
		"thing":          func(n *yaml.Node) { d.thing = c.expression(n, "thing") },
		"steps":          c.steps,
	})
	if len(c.problems) == 0 {
		c.complete(top)
	}
}

// complete asks for what no source can do without.
func (c *compiler) complete(top *yaml.Node) {
	d := c.definition
	switch {
	case d.name == "":
		c.fail(top, "source: is missing; it names the source, e.g. okta_system_log")
	case d.provider == "":
		c.fail(top, "provider: is missing; it is part of every token's key, e.g. okta")
	case len(d.alternatives) == 0 || slices.ContainsFunc(d.alternatives, func(m match) bool { return m.conditions == 0 }):
		c.fail(top, "match: is missing; it must hold at least one of has, any, when")
	case len(d.action.choices) == 0:
		c.fail(top, "fields.action: is missing; it names the operation")
	case len(d.subjects) == 0 && len(d.facts) == 0:
		c.fail(top, "subject: is missing; a source needs a subject or facts")
	}
	if d.title == "" {
		d.title = d.name
	}
	d.idIsOwn = len(d.id.choices) > 0 && !slices.ContainsFunc(d.id.choices, func(choice choice) bool {
		return choice.path == nil || choice.path.root != rootElement
	})
}

func (c *compiler) name(n *yaml.Node, what string) string {
	s := c.text(n, what)
	if s != "" && !namePattern.MatchString(s) {
		c.fail(n, "%s: %q must be lower-case letters, digits and _, beginning with a letter", what, s)
	}
	return s
}

func (c *compiler) steps(n *yaml.Node) {
	steps := map[string]string{}
	read := map[string]func(*yaml.Node){}
	for _, rung := range rungs {
		read[rung] = func(n *yaml.Node) { steps[rung] = c.text(n, "steps."+rung) }
	}
	c.keys(n, "steps", read)
	c.definition.steps = steps
}

func (c *compiler) match(n *yaml.Node) {
	c.inMatch = true
	for _, entry := range c.list(n, "match") {
		var m match
		c.keys(entry, "match", map[string]func(*yaml.Node){
			"has":  func(n *yaml.Node) { m.has = c.paths(n, "match.has") },
			"any":  func(n *yaml.Node) { m.any = c.paths(n, "match.any") },
			"when": func(n *yaml.Node) { m.when = c.conditions(n, "match.when") },
		})
		m.conditions = len(m.has) + len(m.when) + min(len(m.any), 1)
		c.definition.alternatives = append(c.definition.alternatives, m)
	}
	c.inMatch = false
}
