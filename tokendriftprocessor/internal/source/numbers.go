package source

import (
	"math"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// maxText is the longest text an event carries, in bytes.
const maxText = 1024

// scalar is a value as text: a string as it is, true and false as such, a
// number without exponent, and without fraction when it is whole. ok is false
// for lists, objects, bytes, null, NaN and infinities. The text is not cut.
func (r *Reader) scalar(v value) (s string, ok bool) {
	switch v.shape() {
	case shapeText:
		switch v.form {
		case formJSON:
			n := &v.tree.nodes[v.node]
			s = v.tree.text[n.start:n.end]
			if n.escaped {
				s = r.unescape(s)
			}
			return s, true
		case formPdata:
			return v.pd.Str(), true
		}
		return v.text, true
	case shapeNumber:
		if v.form == formJSON {
			n := &v.tree.nodes[v.node]
			return r.jsonNumber(v.tree.text[n.start:n.end])
		}
		if v.pd.Type() == pcommon.ValueTypeInt {
			return r.arena.keep(strconv.AppendInt(r.arena.begin(20), v.pd.Int(), 10)), true
		}
		return r.float(v.pd.Double())
	case shapeBool:
		truth := v.form == formPdata && v.pd.Bool() ||
			v.form == formJSON && v.tree.text[v.tree.nodes[v.node].start] == 't'
		return strconv.FormatBool(truth), true
	}
	return "", false
}

// jsonNumber keeps the digits of a whole number exactly as they were written:
// an id above 2^53 would lose some as a float.
func (r *Reader) jsonNumber(s string) (string, bool) {
	if wholeNumber(s) {
		if s == "-0" {
			return "0", true
		}
		return s, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", false
	}
	return r.float(f)
}

func (r *Reader) float(f float64) (string, bool) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return "", false
	case f == 0: // also -0
		return "0", true
	}
	return r.arena.keep(strconv.AppendFloat(r.arena.begin(maxText), f, 'f', -1, 64)), true
}

func wholeNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	return digits != "" && allDigits(digits)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// count reads a number of rows or bytes; 0 for anything that is none. A
// fraction is dropped, more than an int64 holds is the most it holds.
func count(s string) int64 {
	if len(s) <= 18 && s != "" && allDigits(s) {
		var n int64
		for i := range len(s) {
			n = n*10 + int64(s[i]-'0')
		}
		return n
	}
	f, ok := number(s)
	switch {
	case !ok || f < 1:
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	}
	return int64(f)
}

// number reads a number of any form. looksNumeric keeps text away from
// ParseFloat, whose error is allocated.
func number(s string) (f float64, ok bool) {
	if len(s) <= 15 && s != "" && allDigits(s) {
		return float64(count(s)), true
	}
	if !looksNumeric(s) {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

func looksNumeric(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return false
		}
	}
	return true
}
