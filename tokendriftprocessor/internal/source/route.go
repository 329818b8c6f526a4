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
		switch name, of := callOf(segment); {
		case of:
			b = append(append(b, name...), "(*)"...)
		case isVariable(segment):
			b = append(b, '*')
		default:
			b = append(b, segment...)
		}
		if !more {
			return r.arena.keep(b)
		}
		b, s = append(b, '/'), rest
	}
}

// callOf is the name in a segment as OData writes calls and keys: users of
// users('id'). One without arguments, delta(), stays as it is.
func callOf(s string) (name string, ok bool) {
	name, rest, ok := strings.Cut(s, "(")
	if !ok || name == "" || len(rest) < 2 || rest[len(rest)-1] != ')' {
		return "", false
	}
	for i := range len(name) {
		if c := name[i] | 0x20; (c < 'a' || c > 'z') && c != '.' {
			return "", false
		}
	}
	return name, true
}

// From longID bytes on a segment of capitals and digits is an id (01NKDM7H...
// of OneDrive), and so is one of both cases with digits in two places: names of
// calls have them in one (oauth2PermissionGrants). From veryLongID bytes on one
// digit is enough.
const (
	longID     = 16
	veryLongID = 32
)

// isVariable says whether a segment is a version (v58.0), a number, a UUID, a
// hexadecimal id of at least eight digits, a Salesforce id, the name or key of
// one thing (a user's address, AAMk...=, anything escaped) or another long id.
func isVariable(s string) bool {
	var digits, hexLetters, letters, dashes, dots, others int
	var upper, lower bool
	runs := 0 // of digits
	for i := range len(s) {
		c := s[i]
		upper, lower = upper || c >= 'A' && c <= 'Z', lower || c >= 'a' && c <= 'z'
		switch {
		case c == '@', c == '!', c == '=', c == '%', c == '(' && !strings.HasSuffix(s, "()"):
			return true
		case c >= '0' && c <= '9':
			if digits++; i == 0 || s[i-1] < '0' || s[i-1] > '9' {
				runs++
			}
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
	case len(s) >= longID && upper && runs > 0 && (!lower || runs > 1 || len(s) >= veryLongID):
		return true
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
