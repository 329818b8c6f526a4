package origin

// maxClass bounds a class in bytes.
const maxClass = 64

// label is what a class is written from.
type label struct {
	name, version string
	language      string // what runs the library, where that is part of its name in use
	os            string
	ci            bool
	kind          Kind // wins over the product's, if set
}

// client writes the class: name/version (language, os, ci). The name is cut,
// never what follows it.
func (l *label) client(kind Kind, os string) Client {
	if l.kind != KindNone {
		kind = l.kind
	}
	var buf [2 * maxClass]byte
	tail := buf[:0]
	if v := majorVersion(l.version); v != "" {
		tail = append(append(tail, '/'), v...)
	}
	open := false
	qualify := func(q string) {
		if q == "" {
			return
		}
		if open {
			tail = append(tail, ", "...)
		} else {
			tail = append(tail, " ("...)
		}
		open = true
		tail = append(tail, q...)
	}
	qualify(l.language)
	qualify(l.os)
	if l.ci {
		qualify("ci")
	}
	if open {
		tail = append(tail, ')')
	}
	if l.name == "" {
		l.name = unnamed
	}
	name := l.name[:min(len(l.name), maxClass-len(tail))]
	class := name + string(tail)
	return Client{Class: class, Family: class[:len(name)], Kind: kind, OS: os}
}
