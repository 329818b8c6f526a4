package source

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/dchest/siphash"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

// The key is public and fixed, so that a replay gives the same ids. SipHash
// all the same: colliding ids would make one record hide another as its
// duplicate, and for faster hashes collisions can be written down.
const (
	hashKey0 = 0x746f6b656e647269
	hashKey1 = 0x6674207265636f72
)

// recordHash is "#" and 128 bits in hexadecimal over the whole record: its
// JSON text as it came, or a walk with sorted keys where it has none.
func (r *Reader) recordHash() string {
	if r.hash != "" {
		return r.hash
	}
	text := bytesOf(r.raw)
	if r.raw == "" {
		r.scratch = r.scratch[:0]
		if r.root.form == formAttributes { // the rest of such a record says what it is and when
			r.scratch = appendText(r.scratch, r.record.EventName)
			r.scratch = binary.BigEndian.AppendUint64(r.scratch, uint64(r.record.Timestamp))
		}
		r.scratch = r.canonical(r.scratch, r.root, 0)
		text = r.scratch
	}
	low, high := siphash.Hash128(hashKey0, hashKey1, text)
	var sum [16]byte
	for i := range 8 {
		sum[i], sum[8+i] = byte(low>>(8*i)), byte(high>>(8*i))
	}
	r.hash = r.arena.keep(hex.AppendEncode(append(r.arena.begin(33), '#'), sum[:]))
	return r.hash
}

// kindMarks tell the text "1" from the number 1 and "true" from true.
const kindMarks = `-"0?`

type entry struct {
	key   string
	value value
}

// canonical writes a value so that different values give different bytes and
// the order of keys does not matter. Below 300 levels it no longer looks.
func (r *Reader) canonical(b []byte, v value, depth int) []byte {
	if depth > maxDepth {
		return append(b, '~')
	}
	if v.form == formAttributes {
		return r.canonicalObject(b, v, depth)
	}
	switch v.shape() {
	case shapeText, shapeNumber, shapeBool:
		s, _ := r.scalar(v)
		b = append(b, kindMarks[v.shape()])
		return appendText(b, s)
	case shapeList:
		b = append(b, '[')
		all := v.slice()
		for range all.size {
			b = r.canonical(b, all.next(), depth+1)
		}
		return append(b, ']')
	case shapeObject:
		return r.canonicalObject(b, v, depth)
	}
	return append(b, '-')
}

func (r *Reader) canonicalObject(b []byte, v value, depth int) []byte {
	from := len(r.entries)
	r.addEntries(v)
	slices.SortStableFunc(r.entries[from:], func(x, y entry) int { return strings.Compare(x.key, y.key) })
	b = append(b, '{')
	for i := from; i < len(r.entries); i++ {
		b = appendText(b, r.entries[i].key)
		// Deeper objects use the list behind this object's entries.
		b = r.canonical(b, r.entries[i].value, depth+1)
	}
	r.entries = r.entries[:from]
	return append(b, '}')
}

func (r *Reader) addEntries(v value) {
	if v.form == formJSON {
		nodes := v.tree.nodes
		for i, end := v.node+1, nodes[v.node].next; i < end; i = nodes[i].next {
			r.entries = append(r.entries, entry{r.keyOf(v.tree, i), value{form: formJSON, tree: v.tree, node: i}})
		}
		return
	}
	m := r.record.Attributes
	if v.form == formPdata {
		m = v.pd.Map()
	}
	if m == (pcommon.Map{}) {
		return
	}
	m.Range(func(key string, v pcommon.Value) bool {
		r.entries = append(r.entries, entry{key, pdataValue(v)})
		return true
	})
}

func appendText(b []byte, s string) []byte {
	for n := len(s); ; n >>= 7 {
		if n < 0x80 {
			b = append(b, byte(n))
			break
		}
		b = append(b, byte(n)|0x80)
	}
	return append(b, s...)
}
