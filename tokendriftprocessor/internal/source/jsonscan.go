package source

import (
	"encoding/binary"
	"math/bits"
)

func skipBlanks(b []byte, i int) int {
	for i < len(b) && b[i] <= ' ' && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

const everyByte = 0x0101010101010101

// marks sets the high bit of every byte that is a quote or a backslash. Only
// the lowest mark is sure to be one.
func marks(eight uint64) uint64 {
	quotes, slashes := eight^('"'*everyByte), eight^('\\'*everyByte)
	return ((quotes-everyByte)&^quotes | (slashes-everyByte)&^slashes) & (0x80 * everyByte)
}

// endOfString finds the closing quote, eight bytes at a time, or gives -1.
func endOfString(b []byte, i int) (end int, escaped bool) {
	for {
		for i+8 <= len(b) {
			if found := marks(binary.LittleEndian.Uint64(b[i:])); found != 0 {
				if i += bits.TrailingZeros64(found) / 8; b[i] == '"' {
					return i, escaped
				}
				break
			}
			i += 8
		}
		for i < len(b) && b[i] != '"' && b[i] != '\\' {
			i++
		}
		switch {
		case i >= len(b):
			return -1, escaped
		case b[i] == '"':
			return i, escaped
		}
		escaped = true
		i += 2
	}
}

// endOfScalar reads true, false, null or a number; -1 for anything else.
func endOfScalar(b []byte, i int, n *jsonNode) int {
	word := ""
	switch b[i] {
	case 't':
		word, n.shape = "true", shapeBool
	case 'f':
		word, n.shape = "false", shapeBool
	case 'n':
		word, n.shape = "null", shapeNone
	default:
		n.shape = shapeNumber
		return endOfNumber(b, i)
	}
	if len(b)-i < len(word) || string(b[i:i+len(word)]) != word {
		return -1
	}
	return i + len(word)
}

func endOfNumber(b []byte, i int) int {
	if b[i] == '-' {
		i++
	}
	i, ok := skipDigits(b, i)
	if ok && i < len(b) && b[i] == '.' {
		i, ok = skipDigits(b, i+1)
	}
	if ok && i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		i, ok = skipDigits(b, i)
	}
	if !ok {
		return -1
	}
	return i
}

// skipDigits asks for at least one.
func skipDigits(b []byte, i int) (end int, ok bool) {
	start := i
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	return i, i > start
}
