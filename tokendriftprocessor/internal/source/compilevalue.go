package source

import (
	"go.yaml.in/yaml/v3"
)

func (c *compiler) path(n *yaml.Node, what string) *path {
	text := c.text(n, what)
	if text == "" {
		return nil
	}
	p, err := compilePath(text)
	if err != nil {
		c.fail(n, "%s: %s", what, err)
		return nil
	}
	if c.inMatch && p.root == rootElement {
		c.fail(n, "%s: path %q: a record is matched as a whole; name the list, not its element", what, text)
	}
	c.definition.paths = append(c.definition.paths, p)
	return p
}

func (c *compiler) paths(n *yaml.Node, what string) []*path {
	var paths []*path
	for _, entry := range c.list(n, what) {
		if p := c.path(entry, what); p != nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// outer reads a path that leads to elements and so cannot start at one.
func (c *compiler) outer(n *yaml.Node, what string) *path {
	c.inMatch = true
	p := c.path(n, what)
	c.inMatch = false
	return p
}

func (c *compiler) outers(n *yaml.Node, what string) []*path {
	var paths []*path
	for _, entry := range c.list(n, what) {
		if p := c.outer(entry, what); p != nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// maxNesting bounds expressions inside expressions; a YAML alias can make
// them contain themselves.
const maxNesting = 4

func (c *compiler) expression(n *yaml.Node, what string) expression {
	return c.choices(n, what, 0)
}

func (c *compiler) choices(n *yaml.Node, what string, depth int) expression {
	var e expression
	for _, entry := range c.list(n, what) {
		e.choices = append(e.choices, c.choice(resolve(entry), what, depth+1))
	}
	return e
}

func (c *compiler) choice(n *yaml.Node, what string, depth int) choice {
	if depth > maxNesting {
		c.fail(n, "%s: lists are nested too deeply", what)
		return choice{}
	}
	switch n.Kind {
	case yaml.SequenceNode:
		if len(n.Content) < 2 || len(n.Content) > maxParts {
			c.fail(n, "%s: a composite has 2 to %d parts", what, maxParts)
			return choice{}
		}
		return choice{parts: c.compositeParts(n, what, depth)}
	case yaml.MappingNode:
		var made choice
		c.keys(n, what, map[string]func(*yaml.Node){
			"const": func(n *yaml.Node) { made.text = c.text(n, what+".const") },
			"any": func(n *yaml.Node) {
				e := c.choices(n, what+".any", depth+1)
				made.any = &e
			},
			"when": func(n *yaml.Node) {
				if c.nested++; c.nested > maxNesting {
					c.fail(n, "%s: conditions are nested too deeply", what)
				} else {
					made.when = c.conditions(n, what+".when")
				}
				c.nested--
			},
		})
		if (made.text == "") == (made.any == nil) {
			c.fail(n, "%s: in place of a path stands {const: text} or {any: [paths]}, with or without when", what)
		}
		return made
	}
	return choice{path: c.path(n, what)}
}

// parts are the paths of a subject, each with a value of its own.
func (c *compiler) parts(n *yaml.Node, what string) []expression {
	return c.compositeParts(n, what, 0)
}

func (c *compiler) compositeParts(n *yaml.Node, what string, depth int) []expression {
	var parts []expression
	for _, entry := range c.list(n, what) {
		parts = append(parts, expression{choices: []choice{c.choice(resolve(entry), what, depth+1)}})
	}
	return parts
}

func (c *compiler) patterns(n *yaml.Node, what string) []pattern {
	var patterns []pattern
	for _, entry := range c.list(n, what) {
		text := c.text(entry, what)
		if text == "" {
			continue
		}
		p, err := parsePattern(text)
		if err != nil {
			c.fail(entry, "%s: %s", what, err)
			continue
		}
		patterns = append(patterns, p)
	}
	return patterns
}
