package main

import (
	"fmt"
	"strconv"
	"strings"
)

// matches tells whether a decoded record meets a token's conditions, as any
// reader of truth.csv would: dots for nesting, name[i] for an element of a list,
// name[key] for the element of that name in a list of names and values.
func matches(conditions string, record map[string]any) bool {
	for condition := range strings.SplitSeq(conditions, ";") {
		path, want, _ := strings.Cut(condition, "=")
		if got := lookUp(record, path); got != want {
			return false
		}
	}
	return true
}

func lookUp(record any, path string) string {
	for part := range strings.SplitSeq(path, ".") {
		name, index, indexed := strings.Cut(part, "[")
		fields, _ := record.(map[string]any)
		record = fields[name]
		if !indexed {
			continue
		}
		list, _ := record.([]any)
		record = nil
		for i, element := range list {
			named, _ := element.(map[string]any)
			switch strings.TrimSuffix(index, "]") {
			case strconv.Itoa(i):
				record = element
			case fmt.Sprint(named["name"]):
				record = named["value"]
			}
		}
	}
	switch v := record.(type) {
	case nil:
		return ""
	case float64:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprint(record)
}

// byFirst finds tokens by the first of their conditions.
type byFirst map[string]map[string][]string

func indexed(truth [][]string) byFirst {
	index := byFirst{}
	for _, row := range truth {
		if row[4] != "population" {
			continue
		}
		first, _, _ := strings.Cut(row[0], ";")
		path, value, _ := strings.Cut(first, "=")
		if index[path] == nil {
			index[path] = map[string][]string{}
		}
		index[path][value] = append(index[path][value], row[0])
	}
	return index
}

func (index byFirst) of(record map[string]any) (tokens []string) {
	for path, values := range index {
		for _, token := range values[lookUp(record, path)] {
			if matches(token, record) {
				tokens = append(tokens, token)
			}
		}
	}
	return tokens
}
