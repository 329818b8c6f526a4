package source

import "bytes"

// parseLines reads a text of objects on lines of their own, a whole file or an
// unsplit request, as the list of them. second is where the first one's follower
// stands. A line that is none costs itself; so does one cut off at the end.
func (t *jsonTree) parseLines(second int) Unread {
	b := bytesOf(t.text)
	if b[0] != '{' || !endsLine(b, second) {
		return NotJSON
	}
	nodes := t.nodes[:1]
	nodes[0] = jsonNode{shape: shapeList} // the first object's place; it is read again
	wasted := 0
	for i := 0; i < len(b) && wasted <= len(b); {
		line, before := i, len(nodes)
		var why Unread
		nodes, i, why = parseNodes(b, line, nodes, &t.open)
		switch {
		case why == TooLarge:
			return why
		case why != None || i < len(b) && !endsLine(b, i):
			// What a broken line swallowed is looked at again, but not for ever.
			wasted += i - line
			nodes, i = nodes[:before], nextObject(b, line)
		default:
			nodes[0].start++
		}
	}
	nodes[0].next = uint32(len(nodes))
	t.nodes = nodes
	return None
}

// endsLine says whether only blanks, with a line's end among them, stand
// before i.
func endsLine(b []byte, i int) bool {
	return bytes.IndexByte(b[len(bytes.TrimRight(b[:i], " \t\r\n")):i], '\n') >= 0
}

// nextObject is the start of the next line that begins with an object.
func nextObject(b []byte, i int) int {
	if at := bytes.Index(b[i:], []byte("\n{")); at >= 0 {
		return i + at + 1
	}
	return len(b)
}
