package engine

import (
	"slices"
	"strings"
	"unicode"
)

// bearing is the declared consumer whose name a client bears: of several the
// longest, and none where two are as long.
func bearing(client string, names []string) (best string) {
	again := false
	for _, name := range names {
		if !bears(client, name) {
			continue
		}
		switch {
		case len(name) > len(best):
			best, again = name, false
		case len(name) == len(best):
			again = true
		}
	}
	if again {
		return ""
	}
	return best
}

// bears is whether a name's words stand in a text, in a row: "chat-sync" in
// "Acme ChatSync worker".
func bears(text, name string) bool {
	in, of := words(text), words(name)
	if len(of) == 0 || len(of) > len(in) {
		return false
	}
	for i := range len(in) - len(of) + 1 {
		if slices.Equal(in[i:i+len(of)], of) {
			return true
		}
	}
	return false
}

// words are the lower-case words of a name; a capital after a small letter
// begins one.
func words(text string) []string {
	var spaced strings.Builder
	small := false
	for _, r := range text {
		if unicode.IsUpper(r) && small {
			spaced.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		spaced.WriteRune(unicode.ToLower(r))
	}
	return strings.FieldsFunc(spaced.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
