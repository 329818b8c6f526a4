package source

import (
	"strings"
	"unsafe"
)

// What is kept between records, and how much one record may ask for.
const (
	keptNodes  = 64 << 10 // 1.5 MiB
	maxNested  = 4096     // JSON inside strings, in one record
	keptNested = 64
)

// jsonTexts are the JSON texts of one record: its body, and those in strings.
type jsonTexts struct {
	body   jsonTree
	nested []*nestedText
	used   int
}

// nestedText remembers where its text came from, so that five fields of one
// text parse it once.
type nestedText struct {
	tree   jsonTree
	from   *jsonTree // of a value of a JSON text: that, and the number of its node
	node   uint32
	source string // of any other value: the text itself
	root   value
}

func (j *jsonTexts) reset() {
	j.body.drop()
	for _, n := range j.nested[:j.used] {
		n.tree.drop()
		n.from, n.source, n.root = nil, "", value{}
	}
	if len(j.nested) > keptNested {
		clear(j.nested[keptNested:])
		j.nested = j.nested[:keptNested]
	}
	j.used = 0
}

func (t *jsonTree) drop() {
	t.text = ""
	if cap(t.nodes) > keptNodes {
		t.nodes = nil
	}
}

// parse reads a body: one JSON value, or objects line by line.
func (j *jsonTexts) parse(s string) (value, Unread) {
	end, why := j.body.parseFirst(s)
	if why == None && end < len(s) {
		why = j.body.parseLines(end)
	}
	if why != None {
		return value{}, why
	}
	return value{form: formJSON, tree: &j.body}, None
}

// parseNested reads the JSON that a text holds; nothing when it holds none.
func (r *Reader) parseNested(v value) value {
	j := &r.texts
	for _, n := range j.nested[:j.used] {
		if n.isFrom(v) {
			return n.root
		}
	}
	text, ok := r.scalar(v)
	if !ok || j.used == maxNested || len(text) > maxBody || !startsObject(text) {
		return value{}
	}
	if j.used == len(j.nested) {
		j.nested = append(j.nested, new(nestedText))
	}
	n := j.nested[j.used]
	j.used++
	if n.root = (value{}); v.form == formJSON {
		n.from, n.node = v.tree, v.node
	} else {
		n.source = text
	}
	if n.tree.parse(text) == None {
		n.root = value{form: formJSON, tree: &n.tree}
	}
	return n.root
}

// isFrom asks for the same place, not the same text: comparing thousands of
// long equal beginnings would let one record cost seconds.
func (n *nestedText) isFrom(v value) bool {
	switch v.form {
	case formJSON:
		return n.from == v.tree && n.node == v.node
	case formPdata:
		return n.from == nil && samePlace(n.source, v.pd.Str())
	}
	return n.from == nil && samePlace(n.source, v.text)
}

func samePlace(a, b string) bool {
	return len(a) == len(b) && unsafe.StringData(a) == unsafe.StringData(b)
}

// startsObject says whether a text can be a JSON object or list.
func startsObject(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return s != "" && (s[0] == '{' || s[0] == '[')
}
