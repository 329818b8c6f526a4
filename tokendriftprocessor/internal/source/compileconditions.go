package source

import "go.yaml.in/yaml/v3"

// mustHold refuses a value that counts as nothing: no record's value would
// ever be compared with it.
func (c *compiler) mustHold(n *yaml.Node, what string) {
	if s := resolve(n).Value; s != "" && isNothing(s) {
		c.fail(n, "%s: %q counts as no value and can never be met; use present: false, or absent", what, s)
	}
}

var tests = map[string]test{"in": testIn, "not_in": testNotIn, "prefix": testPrefix, "suffix": testSuffix}

// conditions reads a list that must hold as a whole.
func (c *compiler) conditions(n *yaml.Node, what string) []condition {
	var conditions []condition
	for _, entry := range c.list(n, what) {
		conditions = append(conditions, c.condition(entry, what))
	}
	return conditions
}

// groups reads a list of which one entry must hold; an entry that is a list
// must hold as a whole.
func (c *compiler) groups(n *yaml.Node, what string) groups {
	var g groups
	for _, entry := range c.list(n, what) {
		g = append(g, c.conditions(entry, what))
	}
	return g
}

func (c *compiler) condition(n *yaml.Node, what string) condition {
	var made condition
	count := 0
	read := map[string]func(*yaml.Node){
		"path": func(n *yaml.Node) { made.value = c.expression(n, what+".path") },
		"present": func(n *yaml.Node) {
			count++
			if !c.truth(n, what+".present") {
				made.test = testAbsent
			}
		},
	}
	for name, test := range tests {
		read[name] = func(n *yaml.Node) {
			count++
			made.test, made.texts = test, c.texts(n, what+"."+name)
			made.remember()
			for _, entry := range c.list(n, what) {
				c.mustHold(entry, what+"."+name)
			}
		}
	}
	c.keys(n, what, read)
	if count != 1 || len(made.value.choices) == 0 {
		c.fail(n, "%s: a condition is a path and one of in, not_in, prefix, suffix, present, e.g. {path: actor.type, in: [User]}", what)
	}
	return made
}

func (c *compiler) nature(n *yaml.Node) {
	c.keys(n, "nature", map[string]func(*yaml.Node){
		"person":  func(n *yaml.Node) { c.definition.person = c.groups(n, "nature.person") },
		"service": func(n *yaml.Node) { c.definition.service = c.groups(n, "nature.service") },
	})
}
