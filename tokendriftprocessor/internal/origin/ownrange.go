package origin

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxRangeName bounds a range's name in bytes: it appears in incidents.
const maxRangeName = 128

const ownRangeForm = "write - {name: office/berlin, kind: office, cidrs: [203.0.113.0/24]}"

// parseOwnRanges reads the user's own form, a list of {name, kind, cidrs}.
func parseOwnRanges(content []byte) (list []namedRange, _ error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(content, &doc); err != nil {
		return nil, yamlError(err)
	}
	if len(doc.Content) == 0 {
		return nil, errors.New("holds no ranges: " + ownRangeForm)
	}
	root := resolve(doc.Content[0])
	if root.Kind != yaml.SequenceNode {
		return nil, atLine(root.Line, "not a list of ranges: %s", ownRangeForm)
	}
	if len(root.Content) == 0 {
		return nil, atLine(root.Line, "holds no ranges: %s", ownRangeForm)
	}
	for _, item := range root.Content {
		more, err := parseOwnRange(resolve(item))
		if err != nil {
			return nil, err
		}
		if list = append(list, more...); len(list) > maxRanges {
			return nil, atLine(item.Line, "more than %d ranges", maxRanges)
		}
	}
	return list, nil
}

func parseOwnRange(item *yaml.Node) (list []namedRange, _ error) {
	if item.Kind != yaml.MappingNode {
		return nil, atLine(item.Line, "not a range: %s", ownRangeForm)
	}
	template := namedRange{rank: rankOwn}
	var cidrs *yaml.Node
	var seen []string
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], resolve(item.Content[i+1])
		if slices.Contains(seen, key.Value) {
			return nil, atLine(key.Line, "the key %s is there twice", quote(key.Value))
		}
		seen = append(seen, key.Value)
		var err error
		switch key.Value {
		case "name":
			template.name, err = rangeName(value)
		case "kind":
			template.kind, err = parseRangeKind(value)
		case "cidrs":
			cidrs = value
		default:
			err = atLine(key.Line, "unknown key %s: a range has name, kind and cidrs", quote(key.Value))
		}
		if err != nil {
			return nil, err
		}
	}
	for _, key := range []string{"name", "kind", "cidrs"} {
		if !slices.Contains(seen, key) {
			return nil, atLine(item.Line, "the range has no %s: %s", key, ownRangeForm)
		}
	}
	if cidrs.Kind != yaml.SequenceNode || len(cidrs.Content) == 0 {
		return nil, atLine(cidrs.Line, "cidrs must be a list of at least one CIDR range, e.g. [203.0.113.0/24]")
	}
	for _, node := range cidrs.Content {
		node = resolve(node)
		var err error
		if template.prefix, err = parseBlock(node.Value, false); err != nil {
			return nil, atLine(node.Line, "%v", err)
		}
		list = append(list, template)
	}
	return list, nil
}

func rangeName(n *yaml.Node) (string, error) {
	name := strings.TrimSpace(n.Value)
	if n.Kind != yaml.ScalarNode || name == "" || n.Tag == "!!null" {
		return "", atLine(n.Line, "name must be a text, e.g. office/berlin")
	}
	if len(name) > maxRangeName {
		return "", atLine(n.Line, "the name has %d bytes, at most %d are allowed", len(name), maxRangeName)
	}
	return name, nil
}

func parseRangeKind(n *yaml.Node) (rangeKind, error) {
	i := slices.Index(rangeKindNames[:], n.Value)
	if i < 0 {
		return 0, atLine(n.Line, "unknown kind %s: it must be one of %s", quote(n.Value), strings.Join(rangeKindNames[:], ", "))
	}
	return rangeKind(i), nil
}

// resolve follows one alias; an alias of an alias cannot be written.
func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// yamlError moves the line out of a YAML error's text.
func yamlError(err error) error {
	text := err.Error()
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ := strconv.Atoi(m[1]) // digits only
		return atLine(line, "not valid YAML: %s", text[len(m[0]):])
	}
	return fmt.Errorf("not valid YAML: %s", strings.TrimPrefix(text, "yaml: "))
}
