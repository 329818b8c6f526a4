package source

import (
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func (c *compiler) outcome(n *yaml.Node) {
	var o outcome
	tests := func(n *yaml.Node, what string) []outcomeTest {
		var tests []outcomeTest
		for _, entry := range c.list(n, what) {
			t, err := parseOutcomeTest(c.text(entry, what))
			if err != nil {
				c.fail(entry, "%s: %s", what, err)
			}
			c.mustHold(entry, what)
			tests = append(tests, t)
		}
		return tests
	}
	c.keys(n, "outcome", map[string]func(*yaml.Node){
		"path":    func(n *yaml.Node) { o.value = c.expression(n, "outcome.path") },
		"success": func(n *yaml.Node) { o.success = tests(n, "outcome.success") },
		"failure": func(n *yaml.Node) { o.failure = tests(n, "outcome.failure") },
		"absent": func(n *yaml.Node) {
			if c.oneOf(n, "outcome.absent", []string{"unknown", "success"}) == 1 {
				o.absent = event.OutcomeSuccess
			}
		},
	})
	if len(o.value.choices) == 0 || len(o.success)+len(o.failure) == 0 {
		c.fail(n, "outcome: needs path and at least one of success and failure")
	}
	c.definition.outcome = &o
}

func (c *compiler) classes(n *yaml.Node) {
	if len(n.Content) > maxClassRules {
		c.fail(n, "classes: %d rules; a source has at most %d", len(n.Content), maxClassRules)
	}
	for _, entry := range c.list(n, "classes") {
		rule := classRule{by: byAction}
		c.keys(entry, "classes", map[string]func(*yaml.Node){
			"class": func(n *yaml.Node) {
				class, ok := event.ParseClass(c.text(n, "classes.class"))
				if !ok {
					c.fail(n, "classes.class: unknown %q; known are %s", n.Value, classWords)
				}
				rule.class = class
			},
			"by":      func(n *yaml.Node) { rule.by = c.by(n) },
			"actions": func(n *yaml.Node) { rule.patterns = c.patterns(n, "classes.actions") },
			"when":    func(n *yaml.Node) { rule.when = c.conditions(n, "classes.when") },
		})
		if rule.class == event.ClassUnknown || len(rule.patterns) == 0 {
			c.fail(entry, "classes: an entry is {class: ..., actions: [...]}")
		}
		c.definition.classes = append(c.definition.classes, rule)
	}
}

// by numbers the expressions that rules ask for; the same path is one.
func (c *compiler) by(n *yaml.Node) int {
	d := c.definition
	e := c.expression(n, "classes.by")
	for i, other := range d.bys {
		if len(e.choices) == 1 && len(other.choices) == 1 && e.choices[0].path != nil && other.choices[0].path != nil &&
			e.choices[0].path.text == other.choices[0].path.text {
			return i
		}
	}
	d.bys = append(d.bys, e)
	return len(d.bys) - 1
}

func (c *compiler) facts(n *yaml.Node) {
	for _, entry := range c.list(n, "facts") {
		var rule factRule
		c.keys(entry, "facts", map[string]func(*yaml.Node){
			"actions": func(n *yaml.Node) { rule.patterns = c.patterns(n, "facts.actions") },
			"when":    func(n *yaml.Node) { rule.when = c.conditions(n, "facts.when") },
			"fact": func(n *yaml.Node) {
				kind, ok := event.ParseFactKind(c.text(n, "facts.fact"))
				if !ok {
					c.fail(n, "facts.fact: unknown %q; known are %s", n.Value, factWords)
				}
				rule.kind = kind
			},
			"target": func(n *yaml.Node) {
				target, ok := event.ParseTarget(c.text(n, "facts.target"))
				if !ok {
					c.fail(n, "facts.target: unknown %q; known are %s", n.Value, targetWords)
				}
				rule.target = target
			},
			"ids":        func(n *yaml.Node) { rule.ids = c.expression(n, "facts.ids") },
			"users":      func(n *yaml.Node) { rule.users = c.expression(n, "facts.users") },
			"values":     func(n *yaml.Node) { rule.values = c.expression(n, "facts.values") },
			"taken":      func(n *yaml.Node) { rule.taken = c.truth(n, "facts.taken") },
			"on_failure": func(n *yaml.Node) { rule.onFailure = c.truth(n, "facts.on_failure") },
		})
		if rule.kind == event.FactNone || rule.target == event.TargetNone || len(rule.patterns) == 0 {
			c.fail(entry, "facts: an entry is {actions: [...], fact: ..., target: ..., ids: [...]}")
		} else if (rule.target == event.TargetSubject) == (len(rule.ids.choices) > 0) {
			c.fail(entry, "facts: target subject takes no ids, every other target needs them")
		}
		c.definition.facts = append(c.definition.facts, rule)
	}
}
