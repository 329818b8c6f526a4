// Package rawjson writes JSON objects whose fields keep the vendor's order.
package rawjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Object is key, value, key, value: nothing in it is iterated in map order.
type Object []any

// List is a JSON array.
type List []any

// With returns the object with more fields at its end.
func (o Object) With(fields ...any) Object { return append(o, fields...) }

// Append appends v to b. It panics on a type the records never hold, because
// that is a mistake in this program.
func Append(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	case Object:
		b = append(b, '{')
		for i := 0; i+1 < len(v); i += 2 {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, v[i].(string)), ':')
			b = Append(b, v[i+1])
		}
		return append(b, '}')
	case List:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = Append(b, e)
		}
		return append(b, ']')
	}
	panic(fmt.Sprintf("no JSON form for %T", v))
}

// appendText leaves <, > and & alone, as the vendors do, and takes the short
// way for plain ASCII, which nearly all text is.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7f {
			var quoted bytes.Buffer
			enc := json.NewEncoder(&quoted)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(s); err != nil {
				panic(err)
			}
			return append(b, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
