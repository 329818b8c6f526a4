package origin

const letters = 'z' - 'a' + 1

// countryCodes holds all two-letter codes, so that a code is owned and in
// upper case without an allocation.
var countryCodes = func() string {
	b := make([]byte, 0, 2*letters*letters)
	for i := range byte(letters) {
		for j := range byte(letters) {
			b = append(b, 'A'+i, 'A'+j)
		}
	}
	return string(b)
}()

// countryCode brings a two-letter code to upper case. Anything else, such as a
// country's name, is left as the record has it.
func countryCode(s string) string {
	if len(s) != 2 {
		return s
	}
	i, j := int(s[0]|0x20)-'a', int(s[1]|0x20)-'a'
	if i < 0 || i >= letters || j < 0 || j >= letters {
		return s
	}
	at := 2 * (i*letters + j)
	return countryCodes[at : at+2]
}
