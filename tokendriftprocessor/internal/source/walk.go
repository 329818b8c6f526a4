package source

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// walk follows the steps from v and gives every value at their end to the
// sink. It reports whether the sink has what it wants.
func (r *Reader) walk(v value, steps []step, out *sink) bool {
	for i := range steps {
		s := &steps[i]
		switch s.kind {
		case stepKey:
			v = r.key(v, s.key)
		case stepIndex:
			v = v.at(s.index)
		case stepAll:
			if v.shape() != shapeList {
				return false
			}
			return r.walkEach(v, steps[i+1:], out, nil)
		case stepWhere:
			if v.shape() != shapeList {
				return false
			}
			return r.walkEach(v, steps[i+1:], out, s)
		default:
			if v.shape() == shapeList { // a list of texts: each of them
				return r.walkEach(v, steps[i:], out, nil)
			}
			if s.kind == stepJSON {
				v = r.parseNested(v)
				break
			}
			text, ok := r.scalar(v)
			if !ok {
				return false
			}
			if s.kind == stepSplit {
				return r.walkParts(text, s.arg, steps[i+1:], out)
			}
			v = r.transform(s, text)
		}
		if v.form == formNone {
			return false
		}
	}
	return out.take(r, v)
}

// walkEach goes on from every entry of a list, or from those that where selects.
func (r *Reader) walkEach(list value, steps []step, out *sink, where *step) bool {
	all := list.slice()
	for range all.size {
		entry := all.next()
		if where != nil {
			if text, ok := r.scalar(r.key(entry, where.key)); !ok || text != where.arg {
				continue
			}
		}
		if entry.form != formNone && r.walk(entry, steps, out) {
			return true
		}
	}
	return false
}

func (r *Reader) walkParts(text, separator string, steps []step, out *sink) bool {
	for more := true; more; {
		var part string
		part, text, more = strings.Cut(text, separator)
		if part = strings.TrimSpace(part); part != "" && r.walk(textValue(part), steps, out) {
			return true
		}
	}
	return false
}

func (r *Reader) transform(s *step, text string) value {
	switch s.kind {
	case stepIP:
		text = cleanAddress(text)
	case stepFirst:
		text, _, _ = strings.Cut(text, s.arg)
	case stepLast:
		if i := strings.LastIndex(text, s.arg); i >= 0 {
			text = text[i+len(s.arg):]
		}
	case stepTrim:
		for strings.HasPrefix(text, s.arg) {
			text = text[len(s.arg):]
		}
		for strings.HasSuffix(text, s.arg) {
			text = text[:len(text)-len(s.arg)]
		}
	case stepLower:
		text = r.lower(cut(text))
	case stepRoute:
		text = r.route(text)
	case stepTokenHash:
		text = r.tokenHash(text)
	}
	return textValue(text)
}

// tokenHash is the base64 of a value's SHA-256: how GitHub writes a token down
// (hashed_token).
func (r *Reader) tokenHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	b := r.arena.begin(base64.StdEncoding.EncodedLen(len(sum)))
	return r.arena.keep(base64.StdEncoding.AppendEncode(b, sum[:]))
}

// lower changes A to Z only: ids and logins are ASCII, and a byte that is no
// UTF-8 stays what it is.
func (r *Reader) lower(text string) string {
	b := append(r.arena.begin(len(text)), text...)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return r.arena.keep(b)
}

// follow gives every value of a path to the sink, from wherever it starts.
func (r *Reader) follow(p *path, out *sink) bool {
	switch p.root {
	case rootRecord:
		v := r.top(p.slot)
		return v.form != formNone && r.walk(v, p.steps, out)
	case rootElement:
		return r.element.form != formNone && r.walk(r.element, p.steps, out)
	case rootEventName:
		return r.record.EventName != "" && r.walk(textValue(r.record.EventName), p.steps, out)
	}
	attributes := r.record.Attributes
	if p.root == rootResource {
		attributes = r.record.Resource
	}
	for i := range p.flat {
		if v := mapKey(attributes, p.flat[i].key); v.form != formNone && r.walk(v, p.flat[i].steps, out) {
			return true
		}
	}
	return false
}
