package source

import (
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func (c *compiler) times(n *yaml.Node) {
	for _, entry := range c.list(n, "time") {
		var rule timeRule
		format := false
		c.keys(entry, "time", map[string]func(*yaml.Node){
			"path": func(n *yaml.Node) { rule.value = c.expression(n, "time.path") },
			"format": func(n *yaml.Node) {
				i := c.oneOf(n, "time.format", timeFormatNames)
				rule.format, format = timeFormat(max(i, 0)), true
			},
		})
		if len(rule.value.choices) == 0 || !format {
			c.fail(entry, "time: an entry is {path: ..., format: ...}")
		}
		c.definition.times = append(c.definition.times, rule)
	}
}

func (c *compiler) fields(n *yaml.Node) {
	d := c.definition
	read := map[string]func(*yaml.Node){}
	for i, name := range fieldNames {
		read[name] = func(n *yaml.Node) {
			value := c.expression(n, "fields."+name)
			switch field(i) {
			case fieldID:
				d.id = value
			case fieldAction:
				d.action = value
			default:
				d.fields = append(d.fields, fieldRule{field(i), value})
			}
		}
	}
	c.keys(n, "fields", read)
}

func (c *compiler) subjects(n *yaml.Node) {
	for _, entry := range c.list(n, "subject") {
		var rule subjectRule
		c.keys(entry, "subject", map[string]func(*yaml.Node){
			"grade": func(n *yaml.Node) {
				grade, ok := event.ParseGrade(c.text(n, "subject.grade"))
				if !ok {
					c.fail(n, "subject.grade: unknown %q; known are %s", n.Value, gradeWords)
				}
				rule.grade = grade
			},
			"kind":  func(n *yaml.Node) { rule.kind = c.text(n, "subject.kind") },
			"parts": func(n *yaml.Node) { rule.parts = c.parts(n, "subject.parts") },
			"when":  func(n *yaml.Node) { rule.when = c.conditions(n, "subject.when") },
		})
		if rule.kind == "" || len(rule.parts) == 0 || len(rule.parts) > len(event.Subject{}.Parts) {
			c.fail(entry, "subject: an entry is {grade: ..., kind: ..., parts: [one to three paths]}")
		}
		c.definition.subjects = append(c.definition.subjects, rule)
	}
}
