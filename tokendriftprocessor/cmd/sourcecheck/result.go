package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// result is what the check found, for people and for programs. Its JSON names
// are fixed; further ones may be added.
type result struct {
	Records    int           `json:"records"`
	Recognised int           `json:"recognised"`
	Events     int           `json:"events"` // a record can hold several
	Types      []*recordType `json:"types"`
	Unread     []*unreadType `json:"unread"`
}

// recordType is an operation of a source; all figures are events.
type recordType struct {
	Source   string         `json:"source"`
	Provider string         `json:"provider"`
	Action   string         `json:"action"`
	Events   int            `json:"events"`
	Kinds    map[string]int `json:"kinds"`
	Grades   map[string]int `json:"grades"` // how well the token is named, "none" when it is not
	Outcomes map[string]int `json:"outcomes"`
	Facts    map[string]int `json:"facts"`
	Missing  map[string]int `json:"missing"` // time, tenant, and address of a use
}

// unreadType is records that are not read for one reason and look alike.
type unreadType struct {
	Reason  string   `json:"reason"`
	Meaning string   `json:"meaning"`
	Keys    []string `json:"keys"` // names at the top level
	Records int      `json:"records"`
}

// result orders what was found: most frequent first, then by name.
func (f *findings) result() *result {
	r := &result{Records: f.records, Recognised: f.recognised, Events: f.events, Types: []*recordType{}, Unread: []*unreadType{}}
	for _, t := range f.types {
		r.Types = append(r.Types, t)
	}
	slices.SortFunc(r.Types, func(a, b *recordType) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(b.Events, a.Events), cmp.Compare(a.Action, b.Action))
	})
	for _, u := range f.unread {
		r.Unread = append(r.Unread, u)
	}
	slices.SortFunc(r.Unread, func(a, b *unreadType) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), cmp.Compare(a.Reason, b.Reason), slices.Compare(a.Keys, b.Keys))
	})
	return r
}

func (r *result) writeJSON(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

func (r *result) writeTable(out io.Writer) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if len(r.Types) > 0 {
		fmt.Fprintln(t, "EVENTS\tSOURCE\tACTION\tKIND\tGRADE\tFACTS\tOUTCOME\tWITHOUT")
	}
	for _, k := range r.Types {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", k.Events, k.Source, printable(k.Action),
			shares(k.Kinds, k.Events), shares(k.Grades, k.Events), shares(k.Facts, k.Events), shares(k.Outcomes, k.Events), shares(k.Missing, k.Events))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(r.Unread) > 0 {
		fmt.Fprintln(out, "\nNot read:")
	}
	for _, u := range r.Unread {
		keys := "none"
		if len(u.Keys) > 0 {
			keys = printable(strings.Join(u.Keys, ", "))
		}
		fmt.Fprintf(out, "%d  %s: %s\n   top-level keys: %s\n", u.Records, u.Reason, u.Meaning, keys)
	}
	_, err := fmt.Fprintf(out, "\n%d of %d records recognised, %d events.\n", r.Recognised, r.Records, r.Events)
	return err
}

// shares writes counts, those of all events without their number.
func shares(counts map[string]int, all int) string {
	names := make([]string, 0, len(counts))
	for name, n := range counts {
		if n != all {
			name += " " + strconv.Itoa(n)
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "-"
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// printable keeps what a record holds from steering the terminal it is shown on.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if strconv.IsPrint(c) {
			return c
		}
		return '?'
	}, s)
}
