package source

import "slices"

// sink takes the values at the end of a path.
type sink struct {
	want  wanted
	id    bool // 0 counts as nothing
	text  string
	list  *[]string
	limit int
	test  *condition
}

type wanted uint8

const (
	wantFirst   wanted = iota // the first text
	wantAll                   // all texts, lists opened
	wantAny                   // whether there is any value, lists and objects too
	wantTest                  // whether one of the texts passes a test
	wantObjects               // lists opened, into the reader's elements
)

// take reports whether the sink needs no more values.
func (s *sink) take(r *Reader, v value) bool {
	switch s.want {
	case wantAny:
		switch v.shape() {
		case shapeObject:
			return true // a security event's payload may be {} (RFC 8417 section 2.2): its name is the news
		case shapeList:
			return v.size() > 0
		}
		_, ok := r.accept(v, s.id)
		return ok
	case wantAll:
		if v.shape() == shapeList {
			all := v.slice()
			for range all.size {
				if s.add(r, all.next()) {
					return true
				}
			}
			return false
		}
		return s.add(r, v)
	case wantTest:
		text, ok := r.accept(v, s.id)
		return ok && s.test.matches(text)
	case wantObjects:
		return r.takeElements(v)
	}
	text, ok := r.accept(v, s.id)
	s.text = text
	return ok
}

func (s *sink) add(r *Reader, v value) bool {
	if text, ok := r.accept(v, s.id); ok && !slices.Contains(*s.list, text) {
		*s.list = append(*s.list, text)
	}
	return len(*s.list) >= s.limit
}
