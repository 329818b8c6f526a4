package source

import "slices"

// Bounds of a JSON text.
const (
	maxBody   = 16 << 20 // bytes
	maxDepth  = 300      // objects and lists inside each other
	maxValues = 1 << 20  // 28 bytes each while the text is read
)

// jsonTree is a JSON text and where its values are: one flat list without
// pointers, in the order of the text. It is made in one pass that copies
// nothing, so that texts of values are parts of the record itself.
//
// There is a parser of our own because of what a record may cost: fastjson
// needs 80 bytes and a reset for each value, and for a text that breaks off it
// quotes the rest once per level, gigabytes for 16 MiB.
type jsonTree struct {
	text  string
	nodes []jsonNode
	open  [maxDepth]uint32 // while it is made: the containers around what is read
}

type jsonNode struct {
	key        jsonKey // of an object's entry; what else has none may hold an older one
	start, end uint32  // a scalar's place, without quotes; of a list or object start is its size
	next       uint32  // the node after this one and everything in it
	shape      shape
	escaped    bool // the text holds backslashes
}

type jsonKey struct {
	start, end uint32 // without the quotes
	escaped    bool
}

// parse reads s, one value. Control characters inside strings pass, as
// exporters do not always escape them; everything else is RFC 8259.
func (t *jsonTree) parse(s string) Unread {
	end, why := t.parseFirst(s)
	if why == None && end < len(s) {
		return NotJSON
	}
	return why
}

// parseFirst reads the value that s begins with; end is where the next thing
// stands.
func (t *jsonTree) parseFirst(s string) (end int, why Unread) {
	t.text = s
	t.nodes, end, why = parseNodes(bytesOf(s), 0, t.nodes[:0], &t.open)
	return end, why
}

// parseNodes reads the value at i; end is behind it and the blanks after it, or
// where it went wrong.
func parseNodes(b []byte, i int, nodes []jsonNode, open *[maxDepth]uint32) (_ []jsonNode, end int, why Unread) {
	depth := 0
	var key jsonKey
	for i = skipBlanks(b, i); ; {
		if i >= len(b) {
			return nodes, i, NotJSON
		}
		if len(nodes) == maxValues {
			return nodes, i, TooLarge
		}
		if len(nodes) == cap(nodes) {
			nodes = slices.Grow(nodes, max(64, len(nodes)))
		}
		nodes = nodes[:len(nodes)+1]
		n := &nodes[len(nodes)-1]
		n.key = key
		switch c := b[i]; c {
		case '"':
			end, escaped := endOfString(b, i+1)
			if end < 0 {
				return nodes, i, NotJSON
			}
			n.shape, n.escaped, n.start, n.end = shapeText, escaped, uint32(i+1), uint32(end)
			i = end + 1
		case '{', '[':
			if depth == maxDepth {
				return nodes, i, TooDeep
			}
			open[depth] = uint32(len(nodes) - 1)
			depth++
			n.shape, n.escaped, n.start = shapeObject, false, 0
			if c == '[' {
				n.shape = shapeList
			}
			i = skipBlanks(b, i+1)
			if i < len(b) && b[i] == c+2 { // "}" and "]" are two after their openings
				i++
				depth--
				break
			}
			if c == '{' {
				at := key.read(b, i)
				if at < 0 {
					return nodes, i, NotJSON
				}
				i = at
			}
			continue
		default:
			end := endOfScalar(b, i, n)
			if end < 0 {
				return nodes, i, NotJSON
			}
			n.escaped, n.start, n.end = false, uint32(i), uint32(end)
			i = end
		}
		for { // after a value: what follows it, and the ends of what is around it
			n.next = uint32(len(nodes))
			i = skipBlanks(b, i)
			if depth == 0 {
				return nodes, i, None
			}
			if i >= len(b) {
				return nodes, i, NotJSON
			}
			n = &nodes[open[depth-1]]
			n.start++
			if b[i] == ',' {
				i = skipBlanks(b, i+1)
				if n.shape == shapeObject {
					at := key.read(b, i)
					if at < 0 {
						return nodes, i, NotJSON
					}
					i = at
				}
				break
			}
			if b[i] != '}' && b[i] != ']' || (b[i] == '}') != (n.shape == shapeObject) {
				return nodes, i, NotJSON
			}
			i++
			depth--
		}
	}
}

// read reads `"key" :` and gives the place of the value, or -1.
func (k *jsonKey) read(b []byte, i int) int {
	if i >= len(b) || b[i] != '"' {
		return -1
	}
	end, escaped := endOfString(b, i+1)
	if end < 0 {
		return -1
	}
	k.start, k.end, k.escaped = uint32(i+1), uint32(end), escaped
	if i = skipBlanks(b, end+1); i >= len(b) || b[i] != ':' {
		return -1
	}
	return skipBlanks(b, i+1)
}
