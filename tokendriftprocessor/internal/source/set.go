package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Set is the sources in use. It does not change, so that readers share it.
type Set struct {
	definitions []*definition // in order of precedence: more conditions first, then by name
	keys        keyTable
	words       int        // of a bit set over the definitions
	wanted      [][]uint64 // by key: the definitions filed under it
	always      []uint64   // definitions that no top-level key decides about
	envelopes   []*path
	customs     []*customSource
	fingerprint [32]byte
}

// Info describes a source for tables and messages.
type Info struct {
	Name, Provider, Title, Page string
	Receivers, Unverified       []string
	Grades                      []string // of its subjects, best first
	Facts                       []string // kinds, in the order of the vocabulary
}

// usualEnvelopes are what senders of every kind wrap their records in. message
// is what receivers made for Elasticsearch put the vendor's own text into.
var usualEnvelopes = []path{
	{text: "Records", first: "Records", plain: true},
	{text: "records", first: "records", plain: true},
	{text: "events", first: "events", plain: true},
	{text: "entries", first: "entries", plain: true},
	{text: "message|json", first: "message", steps: []step{{kind: stepJSON}}},
}

func newSet(definitions []*definition) *Set {
	s := &Set{fingerprint: fingerprint(definitions)}
	for _, d := range definitions {
		s.definitions = append(s.definitions, d.forms()...)
	}
	slices.SortFunc(s.definitions, func(a, b *definition) int {
		return cmp.Or(cmp.Compare(b.precedence(), a.precedence()), cmp.Compare(a.name, b.name))
	})
	numbers := map[string]int{}
	var names []string
	place := func(p *path) {
		if p.root != rootRecord {
			return
		}
		slot, ok := numbers[p.first]
		if !ok {
			slot = len(names)
			numbers[p.first] = slot
			names = append(names, p.first)
		}
		p.slot = slot
	}
	for _, d := range s.definitions {
		for _, p := range d.paths {
			place(p)
		}
		for _, p := range d.envelopes {
			if !slices.ContainsFunc(s.envelopes, func(q *path) bool { return q.text == p.text }) {
				s.envelopes = append(s.envelopes, p)
			}
		}
	}
	for _, p := range usualEnvelopes { // a copy, as its slot is this set's own
		if !slices.ContainsFunc(s.envelopes, func(q *path) bool { return q.text == p.text }) {
			place(&p)
			s.envelopes = append(s.envelopes, &p)
		}
	}
	s.keys = newKeyTable(names, otherNames)
	s.index()
	return s
}

// fingerprint covers the text of every file, in the order of the names of
// their sources, whatever folder they came from.
func fingerprint(definitions []*definition) [32]byte {
	byName := slices.SortedFunc(slices.Values(definitions), func(a, b *definition) int { return cmp.Compare(a.name, b.name) })
	h := sha256.New()
	for _, d := range byName {
		h.Write(binary.AppendUvarint(nil, uint64(len(d.content))))
		h.Write(d.content)
	}
	return [32]byte(h.Sum(nil))
}

// Fingerprint is a hash over the source files in use: two sets with the same
// one read every record in the same way.
func (s *Set) Fingerprint() [32]byte { return s.fingerprint }

// Step is how an analyst does a step of the action ladder at the provider of
// a record, as the source that read it says, else the first source of the
// provider that does; "" when none does.
func (s *Set) Step(provider, source, rung string) string {
	if rung == "rotate_then_revoke" {
		rung = "rotate"
	}
	text, from := "", ""
	for _, d := range s.definitions {
		step := d.steps[rung]
		switch {
		case step == "" || d.provider != provider:
		case d.name == source:
			return step
		case from == "" || d.name < from:
			text, from = step, d.name
		}
	}
	return text
}

// Sources describes every source in use, by name.
func (s *Set) Sources() []Info {
	infos := make([]Info, 0, len(s.definitions))
	for _, d := range s.definitions {
		if slices.ContainsFunc(infos, func(i Info) bool { return i.Name == d.name }) {
			continue // another form of it
		}
		info := Info{
			Name: d.name, Provider: d.provider, Title: d.title, Page: d.page,
			Receivers: slices.Clone(d.receivers), Unverified: slices.Clone(d.unverified),
		}
		var grades []event.Grade
		for _, rule := range d.subjects {
			grades = append(grades, rule.grade)
		}
		slices.Sort(grades)
		for _, g := range slices.Compact(grades) {
			info.Grades = append(info.Grades, g.String())
		}
		var kinds []event.FactKind
		for _, rule := range d.facts {
			kinds = append(kinds, rule.kind)
		}
		slices.Sort(kinds)
		for _, k := range slices.Compact(kinds) {
			info.Facts = append(info.Facts, k.String())
		}
		infos = append(infos, info)
	}
	slices.SortFunc(infos, func(a, b Info) int { return cmp.Compare(a.Name, b.Name) })
	return infos
}
