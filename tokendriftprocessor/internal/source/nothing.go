package source

import "unicode/utf8"

// isNothing says whether a text stands for "no value", as exporters write it.
func isNothing(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 1:
		return s == "-"
	case 3:
		return s == "N/A"
	case 4:
		return s == "null"
	case 6:
		return s == "<null>"
	case 7:
		return s == "unknown"
	}
	return false
}

// cut shortens a text to maxText bytes without splitting a character.
func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for end > maxText-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	if !utf8.RuneStart(s[end]) { // no UTF-8 in the first place
		end = maxText
	}
	return s[:end]
}
