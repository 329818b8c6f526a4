package source

import "strings"

// path is a compiled path. Its grammar is in FORMAT.md.
type path struct {
	text  string // as it was written, for messages
	root  root
	first string // rootRecord: the key it starts with, which is looked up once per record
	slot  int    // where that key is kept; set when the sources in use are known
	flat  []flatKey
	steps []step
	plain bool // keys and indexes only: one value, no list to walk
}

// root is where a path starts.
type root uint8

const (
	rootRecord root = iota
	rootElement
	rootResource
	rootAttributes
	rootEventName
)

// flatKey is one reading of a.b.c in a flat map: the key "a.b", then the rest.
// Attribute names hold dots, and quoting each would make them hard to read.
type flatKey struct {
	key   string
	steps []step
}

type stepKind uint8

const (
	stepKey stepKind = iota
	stepIndex
	stepAll
	stepWhere
	stepJSON
	stepSplit
	stepIP
	stepFirst
	stepLast
	stepTrim
	stepLower
	stepRoute
	stepTokenHash
)

type step struct {
	kind   stepKind
	key    string // stepKey; stepWhere: the field that is compared
	arg    string // stepWhere: the value; the separator of split, first, last, trim
	index  int
	quoted bool
}

// transforms are the names after a bar; the value says whether one takes an
// argument in brackets.
var transforms = map[string]struct {
	kind     stepKind
	argument bool
}{
	"json":      {stepJSON, false},
	"split":     {stepSplit, true},
	"ip":        {stepIP, false},
	"first":     {stepFirst, true},
	"last":      {stepLast, true},
	"trim":      {stepTrim, true},
	"lower":     {stepLower, false},
	"route":     {stepRoute, false},
	"tokenhash": {stepTokenHash, false},
}

// compilePath reads a path; the error says at which character it goes wrong
// and what would be right there.
func compilePath(text string) (*path, error) {
	scan := pathScanner{text: text}
	steps, err := scan.steps()
	if err != nil {
		return nil, err
	}
	p := &path{text: text, slot: -1}
	start := steps[0]
	switch {
	case start.quoted:
		p.first, p.steps = start.key, steps[1:]
	case start.key == "element":
		p.root, p.steps = rootElement, steps[1:]
	case start.key == "resource":
		p.root = rootResource
	case start.key == "attributes":
		p.root = rootAttributes
	case start.key == "logrecord":
		if len(steps) < 2 || steps[1].kind != stepKey || steps[1].key != "event_name" {
			return nil, scan.wrong(`event_name must follow logrecord, which is all it has; a key of the record itself is written ["logrecord"]`)
		}
		p.root, p.steps = rootEventName, steps[2:]
	default:
		p.first, p.steps = start.key, steps[1:]
	}
	if p.root == rootResource || p.root == rootAttributes {
		if p.flat = flatKeys(steps[1:]); p.flat == nil {
			return nil, scan.wrong("a key must follow " + start.key + `, e.g. ` + start.key + `.okta.domain; a key of the record itself is written ["` + start.key + `"]`)
		}
	}
	p.plain = p.flat == nil && p.root != rootEventName
	for _, s := range p.steps {
		p.plain = p.plain && s.kind <= stepIndex
	}
	return p, nil
}

// flatKeys lists the readings of a dotted name, the longest key first.
func flatKeys(steps []step) []flatKey {
	var names []string
	for _, s := range steps {
		if s.kind != stepKey || s.quoted && len(names) > 0 {
			break
		}
		names = append(names, s.key)
		if s.quoted {
			break
		}
	}
	var readings []flatKey
	for n := len(names); n > 0; n-- {
		readings = append(readings, flatKey{strings.Join(names[:n], "."), steps[n:]})
	}
	return readings
}
