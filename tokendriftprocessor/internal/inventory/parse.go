package inventory

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
)

// builder is an inventory in the making.
type builder struct {
	reader
	inv                          *Inventory
	tokens, apps, exceptions     []keys
	tokenRefs, appRefs, exceptAt map[string]string
	found                        map[string]*Disposition
}

func parse(files []file, knownSignal func(string) bool) (*Inventory, error) {
	b := builder{
		reader:    reader{knownSignal: knownSignal},
		inv:       &Inventory{files: len(files), directory: newDirectory()},
		tokenRefs: map[string]string{}, appRefs: map[string]string{}, exceptAt: map[string]string{},
		found: map[string]*Disposition{},
	}
	for _, f := range files {
		b.file(f)
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	inv := b.inv
	b.owners()
	inv.tokenIndex, inv.appIndex, inv.exceptionIndex = newIndex(b.tokens), newIndex(b.apps), newIndex(b.exceptions)
	slices.SortStableFunc(inv.dispositions, func(x, y Disposition) int {
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Verdict, y.Verdict))
	})
	b.contradictions()
	inv.warnings = b.warnings
	inv.contents, inv.named = fingerprint(files, false), fingerprint(files, true)
	return inv, nil
}

func (b *builder) file(f file) {
	b.path = f.path
	decoder := yaml.NewDecoder(bytes.NewReader(f.content))
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			b.syntax(err)
			return
		}
		if len(document.Content) == 1 && !isNull(document.Content[0]) {
			b.document(resolve(document.Content[0]))
		}
	}
}

func (b *builder) document(n *yaml.Node) {
	root := &place{index: -1}
	b.fields(n, root, "tokens, owners, apps, exceptions, dispositions", func(key string, v *yaml.Node, p *place) bool {
		switch key {
		case "tokens":
			b.list(v, p, b.token)
		case "owners":
			b.list(v, p, b.owner)
		case "apps":
			b.list(v, p, b.app)
		case "exceptions":
			b.list(v, p, b.exception)
		case "dispositions":
			b.list(v, p, b.disposition)
		default:
			return false
		}
		return true
	})
}

// once warns when an earlier entry identifies the very same thing.
func (b *builder) once(seen map[string]string, identity, ref, where string) {
	if first, held := seen[identity]; held {
		b.warn(ref, "%s: identifies the very same as %s, which comes first and counts", where, first)
		return
	}
	seen[identity] = ref
}
