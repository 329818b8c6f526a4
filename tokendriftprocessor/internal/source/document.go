package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document reads a YAML file and gathers everything that is wrong with it,
// each problem with its line: who writes a source file wants them all at once.
type document struct {
	file     string
	problems []error
}

func (d *document) fail(n *yaml.Node, format string, args ...any) {
	d.problems = append(d.problems, fmt.Errorf("%s:%d: %s", d.file, n.Line, fmt.Sprintf(format, args...)))
}

// parse gives the one mapping of the file, or nil.
func (d *document) parse(content []byte) *yaml.Node {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var top, next yaml.Node
	if err := decoder.Decode(&top); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty; it must begin with source: and a name")
		}
		d.problems = append(d.problems, fmt.Errorf("%s: %s", d.file, strings.TrimPrefix(err.Error(), "yaml: ")))
		return nil
	}
	if err := decoder.Decode(&next); !errors.Is(err, io.EOF) {
		d.problems = append(d.problems, fmt.Errorf("%s: one file holds one source; move what follows --- to a file of its own", d.file))
		return nil
	}
	return top.Content[0]
}

// keys calls the function of every key that a mapping holds, in the order of
// the file; what names the mapping in messages.
func (d *document) keys(n *yaml.Node, what string, read map[string]func(*yaml.Node)) {
	n = resolve(n)
	if n.Kind != yaml.MappingNode {
		d.fail(n, "%s must be keys and values", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], resolve(n.Content[i+1])
		f, ok := read[key.Value]
		switch {
		case !ok:
			d.fail(key, "%s: unknown key %q; known are %s", what, key.Value, known(read))
		case seen[key.Value]:
			d.fail(key, "%s: %q stands there twice", what, key.Value)
		case isNull(value):
			d.fail(key, "%s: %q has no value; give it one or leave it out", what, key.Value)
		default:
			f(value)
		}
		seen[key.Value] = true
	}
}

func known[T any](read map[string]T) string {
	var names []string
	for name := range read {
		names = append(names, name)
	}
	return strings.Join(sorted(names), ", ")
}

func (d *document) text(n *yaml.Node, what string) string {
	n = resolve(n)
	if n.Kind != yaml.ScalarNode || isNull(n) || n.Value == "" {
		d.fail(n, "%s must be a text", what)
		return ""
	}
	return n.Value
}

// list gives the entries of a list; a single value is a list of one.
func (d *document) list(n *yaml.Node, what string) []*yaml.Node {
	n = resolve(n)
	switch {
	case n.Kind != yaml.SequenceNode:
		return []*yaml.Node{n}
	case len(n.Content) == 0:
		d.fail(n, "%s must not be an empty list; leave the key out", what)
	}
	return n.Content
}

func (d *document) texts(n *yaml.Node, what string) []string {
	var texts []string
	for _, entry := range d.list(n, what) {
		if s := d.text(entry, what+" entry"); s != "" {
			texts = append(texts, s)
		}
	}
	return texts
}

func (d *document) truth(n *yaml.Node, what string) bool {
	n = resolve(n)
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		d.fail(n, "%s must be true or false, not %q", what, n.Value)
	}
	return n.Value == "true"
}

// oneOf reads one of a few words.
func (d *document) oneOf(n *yaml.Node, what string, words []string) int {
	s := d.text(n, what)
	i := slices.Index(words, s)
	if i < 0 && s != "" {
		d.fail(n, "%s: unknown %q; known are %s", what, s, strings.Join(words, ", "))
	}
	return i
}

func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }
