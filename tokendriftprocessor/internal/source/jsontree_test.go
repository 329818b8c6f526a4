package source

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

var jsonCases = []struct {
	text string
	want Unread
}{
	{`{}`, None},
	{`[]`, None},
	{` [ ] `, None},
	{`{"a":{}}`, None},
	{`[[],[[]],{}]`, None},
	{`0`, None},
	{`"x"`, None},
	{`null`, None},
	{`{"a":1,"b":[true,false,null,-1.5e+3,"\"\\\/\b\f\n\r\t\u00e9"]}`, None},
	{"\t{\r\n\"a\" : [ 1 , 2 ] }\n", None},
	{`{"a":"12345678901234567890\\"}`, None},
	{"", NotJSON},
	{" ", NotJSON},
	{"{", NotJSON},
	{"[", NotJSON},
	{"}", NotJSON},
	{"[}", NotJSON},
	{"{]", NotJSON},
	{`{"a"}`, NotJSON},
	{`{"a":}`, NotJSON},
	{`{"a":1,}`, NotJSON},
	{`{a:1}`, NotJSON},
	{`{1:1}`, NotJSON},
	{`[1,]`, NotJSON},
	{`[1 2]`, NotJSON},
	{`[,1]`, NotJSON},
	{`[1]]`, NotJSON},
	{`{"a":1}}`, NotJSON},
	{`{"a":1} x`, NotJSON},
	{`"x`, NotJSON},
	{`"x\"`, NotJSON},
	{`"\`, NotJSON},
	{`nul`, NotJSON},
	{`nulll`, NotJSON},
	{`tru`, NotJSON},
	{`True`, NotJSON},
	{`NaN`, NotJSON},
	{`-`, NotJSON},
	{`1.`, NotJSON},
	{`.5`, NotJSON},
	{`1e`, NotJSON},
	{`1e+`, NotJSON},
	{`+1`, NotJSON},
	{`--1`, NotJSON},
	{strings.Repeat("[", 300) + strings.Repeat("]", 300), None},
	{strings.Repeat("[", 301) + strings.Repeat("]", 301), TooDeep},
	{strings.Repeat(`{"a":`, 299) + "[1]" + strings.Repeat("}", 299), None},
}

func TestJSONTree(t *testing.T) {
	for _, tt := range jsonCases {
		t.Run(tt.text[:min(len(tt.text), 40)], func(t *testing.T) {
			var tree jsonTree
			assert.Equal(t, tt.want, tree.parse(tt.text))
			if tt.want != TooDeep {
				assert.Equal(t, json.Valid([]byte(tt.text)), tt.want == None, "as encoding/json has it")
			}
		})
	}
}

// TestEndOfString puts the closing quote at every place of the eight bytes
// that are looked at together.
func TestEndOfString(t *testing.T) {
	for before := range 20 {
		for after := range 20 {
			s := strings.Repeat("x", before) + `"` + strings.Repeat(`"`, after)
			end, escaped := endOfString([]byte(s), 0)
			assert.Equal(t, before, end)
			assert.False(t, escaped)
			s = strings.Repeat("\xdd", before) + `\"` + strings.Repeat("y", after) + `"`
			end, escaped = endOfString([]byte(s), 0)
			assert.Equal(t, len(s)-1, end)
			assert.True(t, escaped)
		}
	}
}

// FuzzJSONTree holds the parser against encoding/json: what that takes, this
// takes, and both find the same values.
func FuzzJSONTree(f *testing.F) {
	for _, tt := range jsonCases {
		f.Add(tt.text)
	}
	f.Add(hostRecord)
	f.Add(pathBody)
	f.Add(`{"\u0061":"\ud83d\ude00\ud800x\u12"}`)
	f.Fuzz(func(t *testing.T, s string) {
		r := (&Set{}).NewReader()
		root, why := r.texts.parse(s)
		if valid := json.Valid([]byte(s)); valid && why == NotJSON {
			t.Fatal("JSON that was not read")
		} else if !valid {
			return
		}
		if why != None {
			return
		}
		var raw any
		decoder := json.NewDecoder(strings.NewReader(s))
		decoder.UseNumber()
		if decoder.Decode(&raw) != nil {
			return
		}
		checkTree(t, r, root, raw)
	})
}

// checkTree compares everything but strings with bytes that are no UTF-8:
// encoding/json replaces those.
func checkTree(t *testing.T, r *Reader, v value, raw any) {
	t.Helper()
	switch raw := raw.(type) {
	case nil:
		assert.Equal(t, shapeNone, v.shape())
	case bool, json.Number:
		text, _ := r.scalar(v)
		if number, ok := raw.(json.Number); ok {
			if wholeNumber(number.String()) && number != "-0" {
				assert.Equal(t, number.String(), text)
			}
			assert.Equal(t, shapeNumber, v.shape())
			return
		}
		assert.Equal(t, map[bool]string{true: "true", false: "false"}[raw.(bool)], text)
	case string:
		text, ok := r.scalar(v)
		assert.True(t, ok && v.shape() == shapeText)
		if !strings.Contains(raw, "\uFFFD") {
			assert.Equal(t, raw, text)
		}
	case []any:
		all := v.slice()
		assert.Len(t, raw, all.size)
		for i := range all.size {
			checkTree(t, r, all.next(), raw[i])
		}
	case map[string]any:
		assert.GreaterOrEqual(t, v.size(), len(raw))
		if v.size() > len(raw) {
			return // a key twice: this one takes the first, encoding/json the last
		}
		for key, entry := range raw {
			if !strings.Contains(key, "\uFFFD") {
				checkTree(t, r, r.key(v, key), entry)
			}
		}
	}
}
