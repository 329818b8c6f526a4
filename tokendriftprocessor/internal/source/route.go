package source

import "strings"

// route makes the path of a URL comparable between calls: without scheme,
// host, query and fragment, and with * in place of every segment that names
// one version or one object.
func (r *Reader) route(s string) string {
	s = cut(s)
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
		if slash := strings.IndexByte(s, '/'); slash >= 0 {
			s = s[slash:]
		} else {
			s = "/"
		}
	}
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	if len(s) > 1 {
		s = strings.TrimSuffix(s, "/")
	}
	b := r.arena.begin(len(s) + 1)
	for {
		segment, rest, more := strings.Cut(s, "/")
		if isVariable(segment) {
			b = append(b, '*')
		} else {
			b = append(b, segment...)
		}
		if !more {
			return r.arena.keep(b)
		}
		b, s = append(b, '/'), rest
	}
}

// isVariable says whether a segment is a version (v58.0), a number, a UUID, a
// hexadecimal id of at least eight digits, or a Salesforce id.
func isVariable(s string) bool {
	var digits, hexLetters, letters, dashes, dots, others int
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
			hexLetters++
		case c >= 'g' && c <= 'z', c >= 'G' && c <= 'Z':
			letters++
		case c == '-':
			dashes++
		case c == '.':
			dots++
		default:
			others++
		}
	}
	switch {
	case digits == 0 || others > 0:
		return false
	case letters+hexLetters == 0:
		return dots <= 1 && (dashes == 0 || dashes == 1 && s[0] == '-')
	case (s[0] == 'v' || s[0] == 'V') && letters == 1 && hexLetters == 0 && dashes == 0:
		return s[1] >= '0' && s[1] <= '9'
	case dots > 0:
		return false
	case letters == 0 && dashes == 4 && len(s) == 36:
		return s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-'
	case letters == 0 && dashes == 0 && len(s) >= 8:
		return true
	}
	// A Salesforce id is 15 or 18 letters and digits, its first three the kind
	// of object; kinds start with 0 to 9 or with a and a digit or letter.
	return dashes == 0 && (len(s) == 15 || len(s) == 18) && digits >= 3 &&
		(s[0] >= '0' && s[0] <= '9' || s[0] == 'a' || s[0] == 'e')
}
