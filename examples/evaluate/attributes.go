package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valyala/fastjson"
)

// readFirst are the attributes that an analyst reads first, the others come by name.
var readFirst = []string{"signals", "reason", "action.name", "action.reason"}

// allOf are the attributes an analyst sees.
func allOf(attributes []*fastjson.Value) []string {
	list := make([]string, 0, len(attributes))
	for _, a := range attributes {
		if name, ours := strings.CutPrefix(string(a.GetStringBytes("key")), "token_drift."); ours {
			list = append(list, name+": "+shown(a.Get("value")))
		}
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	return list
}

func rank(attribute string) int {
	name, _, _ := strings.Cut(attribute, ":")
	if i := slices.Index(readFirst, name); i >= 0 {
		return i
	}
	return len(readFirst)
}

// shown is an OTLP value as text.
func shown(v *fastjson.Value) string {
	if list := v.GetArray("arrayValue", "values"); list != nil {
		parts := make([]string, 0, len(list))
		for _, e := range list {
			parts = append(parts, shown(e))
		}
		return strings.Join(parts, ", ")
	}
	for _, form := range []string{"stringValue", "intValue", "doubleValue", "boolValue"} {
		if e := v.Get(form); e != nil {
			return text(e)
		}
	}
	return ""
}

func find(attributes []*fastjson.Value, key string) *fastjson.Value {
	for _, a := range attributes {
		if string(a.GetStringBytes("key")) == key {
			return a.Get("value")
		}
	}
	return nil
}

func attribute(attributes []*fastjson.Value, key string) string {
	if v := find(attributes, key); v != nil {
		return string(v.GetStringBytes("stringValue"))
	}
	return ""
}

func attributeList(attributes []*fastjson.Value, key string) (list []string) {
	if v := find(attributes, key); v != nil {
		for _, e := range v.GetArray("arrayValue", "values") {
			list = append(list, string(e.GetStringBytes("stringValue")))
		}
	}
	return list
}

// number reads a double, which may have been written as an integer.
func number(v *fastjson.Value) float64 {
	if v == nil {
		return 0
	}
	if d := v.Get("doubleValue"); d != nil {
		return d.GetFloat64()
	}
	return float64(wholeNumber(text(v.Get("intValue"))))
}
