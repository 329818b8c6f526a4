package inventory

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

const mostErrors = 100 // more would hide the first ones in a log

// reader walks the YAML nodes of one file after another and collects what is
// wrong with them.
type reader struct {
	path        string
	knownSignal func(string) bool
	errs        []error
	unsaid      int
	warnings    []string
}

// place is where in a file the reader is; its name is built only for an error.
type place struct {
	in    *place
	key   string
	index int // of an element of a list, else -1
}

func (p *place) at(key string) *place { return &place{p, key, -1} }
func (p *place) element(i int) *place { return &place{p, "", i} }

func (p *place) String() string {
	switch {
	case p.index >= 0:
		return p.in.String() + "[" + strconv.Itoa(p.index) + "]"
	case p.in == nil || p.in.key == "" && p.in.in == nil:
		return p.key
	}
	return p.in.String() + "." + p.key
}

func (r *reader) fail(n *yaml.Node, p *place, format string, args ...any) {
	where := fmt.Sprintf("%s:%d: ", r.path, n.Line)
	if name := p.String(); name != "" {
		where += name + ": "
	}
	r.report(errors.New(where + fmt.Sprintf(format, args...)))
}

func (r *reader) report(err error) {
	if len(r.errs) == mostErrors {
		r.unsaid++
		return
	}
	r.errs = append(r.errs, err)
}

func (r *reader) err() error {
	if r.unsaid > 0 {
		return errors.Join(append(r.errs, fmt.Errorf("inventory: %d more errors", r.unsaid))...)
	}
	return errors.Join(r.errs...)
}

func (r *reader) warn(ref, format string, args ...any) {
	if len(r.warnings) < mostErrors {
		r.warnings = append(r.warnings, ref+": "+fmt.Sprintf(format, args...))
	}
}

func (r *reader) ref(n *yaml.Node) string { return r.path + ":" + strconv.Itoa(n.Line) }

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// fields calls take for every key of a mapping; take returns false for a key
// it does not know.
func (r *reader) fields(n *yaml.Node, p *place, known string, take func(key string, value *yaml.Node, p *place) bool) bool {
	if n.Kind != yaml.MappingNode {
		r.fail(n, p, "%s, want keys: %s", kindOf(n), known)
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		for j := 0; j < i; j += 2 {
			if n.Content[j].Value == key.Value {
				r.fail(key, p.at(key.Value), "given twice, first in line %d; keep one", n.Content[j].Line)
			}
		}
		if !take(key.Value, resolve(n.Content[i+1]), p.at(key.Value)) {
			r.fail(key, p.at(key.Value), "unknown key, known are %s", known)
		}
	}
	return true
}

// list calls take for every element of a list; nothing at all is an empty one.
func (r *reader) list(n *yaml.Node, p *place, take func(n *yaml.Node, p *place)) {
	if isNull(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, p, "%s, want a list", kindOf(n))
		return
	}
	for i, e := range n.Content {
		take(resolve(e), p.element(i))
	}
}

func kindOf(n *yaml.Node) string {
	switch {
	case isNull(n):
		return "nothing"
	case n.Kind == yaml.MappingNode:
		return "keys"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

var (
	yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)
	// For what its parser finds, unlike its scanner, the decoder counts lines
	// from 0 and leaves the first one out.
	yamlParser = regexp.MustCompile(`^did not find expected (?:node content|key|'|<)`)
)

// syntax turns the decoder's error into one of the same form as the others.
func (r *reader) syntax(err error) {
	what, line := err.Error(), 0
	if m := yamlLine.FindStringSubmatch(what); m != nil {
		what = m[2]
		line, _ = strconv.Atoi(m[1])
	}
	if yamlParser.MatchString(what) {
		line++
	}
	where := r.path
	if line > 0 {
		where += ":" + strconv.Itoa(line)
	}
	r.report(fmt.Errorf("%s: not YAML: %s", where, what))
}
