package source

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// readBody takes a body in any of the forms that receivers make.
func (r *Reader) readBody(body pcommon.Value) Unread {
	if body == (pcommon.Value{}) {
		return r.readAttributes()
	}
	switch body.Type() {
	case pcommon.ValueTypeEmpty:
		return r.readAttributes()
	case pcommon.ValueTypeStr:
		return r.readText(body.Str())
	case pcommon.ValueTypeBytes:
		return r.readBytes(body.Bytes())
	case pcommon.ValueTypeMap:
		if v := pdataValue(body); v.size() > 0 {
			return r.readRoot(v, "")
		}
		return r.readAttributes()
	case pcommon.ValueTypeSlice:
		return r.readBundle(pdataValue(body))
	}
	return BadShape
}

func (r *Reader) readBytes(b pcommon.ByteSlice) Unread {
	if b.Len() > maxBody {
		return TooLarge
	}
	r.body = r.body[:0]
	for i := range b.Len() { // pdata gives bytes out one by one or as a new copy
		r.body = append(r.body, b.At(i))
	}
	return r.readText(view(r.body))
}

func (r *Reader) readText(s string) Unread {
	if len(s) > maxBody {
		return TooLarge
	}
	text := strings.Trim(strings.TrimPrefix(s, "\ufeff"), " \t\r\n")
	if text == "" {
		return r.readAttributes()
	}
	if !startsObject(text) {
		return r.readPlain(text)
	}
	root, why := r.texts.parse(text)
	if why != None {
		return why
	}
	return r.readRoot(root, s)
}

// readPlain is for a body that is no object. Some receivers (sqlquery) put a
// text there and the record into the attributes.
func (r *Reader) readPlain(text string) Unread {
	if why := r.readAttributes(); why == None {
		return None
	}
	if strings.IndexByte(`"-0123456789tfn`, text[0]) >= 0 {
		if _, why := r.texts.parse(text); why != NotJSON {
			return BadShape
		}
	}
	return NotJSON
}

func (r *Reader) readAttributes() Unread {
	if m := r.record.Attributes; m == (pcommon.Map{}) || m.Len() == 0 {
		return Empty
	}
	return r.readObject(value{form: formAttributes}, "")
}

// readRoot reads a whole body; raw is its text, when it was one.
func (r *Reader) readRoot(v value, raw string) Unread {
	switch v.shape() {
	case shapeList:
		return r.readBundle(v)
	case shapeObject:
		why := r.readObject(v, raw)
		if why != UnknownKind {
			return why
		}
		if r.bundle = r.bundle[:0]; r.openEnvelope() {
			return r.readBundled()
		}
		return UnknownKind
	}
	return BadShape
}

// openEnvelope adds what lies in the record at hand to the bundle.
func (r *Reader) openEnvelope() bool {
	for _, p := range r.set.envelopes {
		out := sink{want: wantObjects}
		r.elements = r.elements[:0]
		r.follow(p, &out)
		if len(r.elements) > 0 {
			r.bundle = append(r.bundle, r.elements...)
			return true
		}
	}
	return false
}

func (r *Reader) readBundle(list value) Unread {
	r.elements = r.elements[:0]
	r.takeElements(list)
	r.bundle = append(r.bundle[:0], r.elements...)
	return r.readBundled()
}

// readBundled reads every record of a bundle by itself; an entry of it may be
// an envelope in turn. The bundle is read when one record is; else the first
// one's reason stands for all.
func (r *Reader) readBundled() Unread {
	if len(r.bundle) == 0 {
		return BadShape
	}
	first, delivered := None, len(r.bundle)
	for i := 0; i < len(r.bundle); i++ {
		if len(r.bundle) > maxElements {
			r.events = r.events[:0]
			return TooLarge
		}
		why := r.readObject(r.bundle[i], "")
		if why == TooLarge {
			r.events = r.events[:0]
			return why
		}
		if why == UnknownKind && i < delivered && r.openEnvelope() {
			continue
		}
		if first == None {
			first = why
		}
	}
	if len(r.events) > 0 {
		return None
	}
	return first
}
