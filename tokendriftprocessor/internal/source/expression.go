package source

import "slices"

// expression is what FORMAT.md allows in place of a path: the first that
// holds a value of a list of paths, constants and composites.
type expression struct {
	choices []choice
}

// choice is exactly one of its fields.
type choice struct {
	path  *path
	text  string       // {const: text}
	parts []expression // a composite: all of them, joined with ":"
	any   *expression  // {any: [...]}
	when  []condition  // beside text or any: without them it has no value
}

const maxParts = 8 // of a composite

// first is the first text that e finds; "" when there is none.
func (r *Reader) first(e *expression, id bool) string {
	for i := range e.choices {
		c := &e.choices[i]
		var text string
		if c.path != nil {
			text = r.firstOf(c.path, id)
		} else {
			text = r.choose(c, id)
		}
		if text != "" {
			return text
		}
	}
	return ""
}

func (r *Reader) choose(c *choice, id bool) string {
	switch {
	case !r.holdsAll(c.when):
		return ""
	case c.path != nil:
		return r.firstOf(c.path, id)
	case c.any != nil:
		return r.first(c.any, id)
	case c.parts != nil:
		return r.join(c.parts, id)
	}
	return c.text
}

// firstOf asks first for what most paths are: a top-level key, which most
// records do not have, or have as a string.
func (r *Reader) firstOf(p *path, id bool) string {
	if p.root == rootRecord {
		top := &r.slots[p.slot]
		if *top == (slot{}) {
			return ""
		}
		if top.node != 0 && len(p.steps) == 0 {
			if text, ok := r.jsonText(r.root.tree, top.node, id); ok {
				return text
			}
		}
	}
	if !p.plain {
		out := sink{want: wantFirst, id: id}
		r.follow(p, &out)
		return out.text
	}
	text, _ := r.accept(r.plainValue(p), id)
	return text
}

// plainValue is the one value that a plain path can lead to.
func (r *Reader) plainValue(p *path) value {
	v := r.element
	if p.root == rootRecord {
		v = r.top(p.slot)
	}
	for i := range p.steps {
		if v.form == formNone {
			break
		}
		if s := &p.steps[i]; s.kind == stepKey {
			v = r.key(v, s.key)
		} else {
			v = v.at(s.index)
		}
	}
	return v
}

// jsonText is the short way of accept for a JSON string without backslashes;
// ok is false for any other value.
func (r *Reader) jsonText(t *jsonTree, node uint32, id bool) (text string, ok bool) {
	n := &t.nodes[node]
	if n.shape != shapeText || n.escaped {
		return "", false
	}
	text = t.text[n.start:n.end]
	if isNothing(text) || id && text == "0" {
		return "", true
	}
	return cut(text), true
}

// accept is a value as a field takes it.
func (r *Reader) accept(v value, id bool) (string, bool) {
	text, ok := r.scalar(v)
	if !ok || isNothing(text) || id && text == "0" {
		return "", false
	}
	return cut(text), true
}

// join gives "" unless every part holds a value.
func (r *Reader) join(parts []expression, id bool) string {
	var texts [maxParts]string
	size := len(parts)
	for i := range parts {
		texts[i] = r.first(&parts[i], id)
		if texts[i] == "" {
			return ""
		}
		size += len(texts[i])
	}
	b := r.arena.begin(size)
	for i := range parts {
		if i > 0 {
			b = append(b, ':')
		}
		b = append(b, texts[i]...)
	}
	return cut(r.arena.keep(b))
}

// all adds every text of every choice to list, at most up to limit.
func (r *Reader) all(e *expression, list []string, limit int) []string {
	for i := range e.choices {
		if len(list) >= limit {
			break
		}
		list = r.addChoice(&e.choices[i], list, limit)
	}
	return list
}

// some adds every text of the first choice that has any.
func (r *Reader) some(e *expression, list []string, limit int) []string {
	before := len(list)
	for i := range e.choices {
		if list = r.addChoice(&e.choices[i], list, limit); len(list) > before {
			break
		}
	}
	return list
}

func (r *Reader) addChoice(c *choice, list []string, limit int) []string {
	switch {
	case c.path != nil:
		r.list = list
		out := sink{want: wantAll, id: true, list: &r.list, limit: limit}
		r.follow(c.path, &out)
		list, r.list = r.list, nil
		return list
	case c.any != nil && r.holdsAll(c.when):
		return r.some(c.any, list, limit)
	}
	if text := r.choose(c, true); text != "" && !slices.Contains(list, text) {
		list = append(list, text)
	}
	return list
}
