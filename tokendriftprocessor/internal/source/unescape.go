package source

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape is a JSON string without its backslashes. An escape that means
// nothing stays as it is written; half a surrogate pair becomes U+FFFD, as
// encoding/json has it.
func (r *Reader) unescape(s string) string {
	b := r.arena.begin(len(s))
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 >= len(s) {
			return r.arena.keep(append(b, s...))
		}
		b = append(b, s[:i]...)
		c := s[i+1]
		s = s[i+2:]
		switch c {
		case '"', '\\', '/':
			b = append(b, c)
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			unit, ok := hexUnit(s)
			if !ok {
				b = append(b, '\\', 'u')
				continue
			}
			s = s[4:]
			if utf16.IsSurrogate(unit) {
				pair := rune(utf8.RuneError)
				if strings.HasPrefix(s, `\u`) {
					if low, ok := hexUnit(s[2:]); ok {
						pair = utf16.DecodeRune(unit, low)
					}
				}
				if unit = pair; pair != utf8.RuneError {
					s = s[6:]
				}
			}
			b = utf8.AppendRune(b, unit)
		default:
			b = append(b, '\\', c)
		}
	}
}

// hexUnit reads the four digits after \u.
func hexUnit(s string) (rune, bool) {
	if len(s) < 4 || strings.Trim(s[:4], "0123456789abcdefABCDEF") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	return rune(n), err == nil
}
