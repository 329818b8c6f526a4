package source

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// index files every definition under one key that a record must have to be
// its: the one that fewest other definitions ask for.
func (s *Set) index() {
	s.words = (len(s.definitions) + 63) / 64
	s.wanted = make([][]uint64, len(s.keys.keys))
	s.always = make([]uint64, s.words)
	asked := make([]int, len(s.keys.keys))
	for _, d := range s.definitions {
		d.needs = d.required()
		for _, slot := range d.needs {
			asked[slot]++
		}
	}
	for i, d := range s.definitions {
		slots := d.needs
		if len(slots) > 0 {
			slots = []int{slices.MinFunc(slots, func(a, b int) int { return cmp.Compare(asked[a], asked[b]) })}
		} else if slots = slotsOf(d.any); len(slots) < len(d.any) {
			slots = nil
		}
		if len(slots) == 0 {
			s.always[i/64] |= 1 << (i % 64)
		}
		for _, slot := range slots {
			if s.wanted[slot] == nil {
				s.wanted[slot] = make([]uint64, s.words)
			}
			s.wanted[slot][i/64] |= 1 << (i % 64)
		}
	}
}

// required are the top-level keys without which a record cannot be of d.
func (d *definition) required() []int {
	paths := slices.Clone(d.has)
	for _, c := range d.when {
		if c.test != testAbsent && c.test != testNotIn && len(c.value.choices) == 1 && c.value.choices[0].path != nil {
			paths = append(paths, c.value.choices[0].path)
		}
	}
	slots := slotsOf(paths)
	slices.Sort(slots)
	return slices.Compact(slots)
}

func slotsOf(paths []*path) []int {
	var slots []int
	for _, p := range paths {
		if p.root == rootRecord {
			slots = append(slots, p.slot)
		}
	}
	return slots
}

// slot holds one top-level value of the record at hand.
type slot struct {
	node uint32 // of a JSON body; 0 is the record itself and so means absent
	pd   pcommon.Value
}

// top is a top-level value of the record.
func (r *Reader) top(number int) value {
	s := &r.slots[number]
	switch {
	case s.node != 0:
		return value{form: formJSON, tree: r.root.tree, node: s.node}
	case s.pd != (pcommon.Value{}):
		return pdataValue(s.pd)
	}
	return value{}
}

// fill notes the top-level values of a record and which sources they allow.
// Of a key that occurs twice the first counts.
func (r *Reader) fill(v value) {
	for _, number := range r.filled {
		r.slots[number] = slot{}
	}
	r.filled = r.filled[:0]
	copy(r.candidates, r.set.always)
	switch v.form {
	case formJSON:
		nodes := v.tree.nodes
		for i, end := v.node+1, nodes[v.node].next; i < end; i = nodes[i].next {
			if number := r.set.keys.find(r.keyOf(v.tree, i)); number >= 0 && r.slots[number].node == 0 {
				r.slots[number].node = i
				r.allow(number)
			}
		}
	case formPdata:
		r.fillMap(v.pd.Map())
	case formAttributes:
		r.fillMap(r.record.Attributes)
	}
}

func (r *Reader) keyOf(t *jsonTree, node uint32) string {
	place := &t.nodes[node].key
	key := t.text[place.start:place.end]
	if place.escaped {
		key = r.unescape(key)
	}
	return key
}

func (r *Reader) fillMap(m pcommon.Map) {
	if m == (pcommon.Map{}) {
		return
	}
	m.Range(func(key string, v pcommon.Value) bool {
		if number := r.set.keys.find(key); number >= 0 && r.slots[number].pd == (pcommon.Value{}) {
			r.slots[number].pd = v
			r.allow(number)
		}
		return true
	})
}

func (r *Reader) allow(number int) {
	r.filled = append(r.filled, number)
	for i, word := range r.set.wanted[number] {
		r.candidates[i] |= word
	}
}
