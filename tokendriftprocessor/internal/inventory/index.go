package inventory

import (
	"slices"
	"strings"
)

// index finds the entries that match a record without trying them all. Every
// entry lies in one bucket: that of its key which fewest entries share.
type index struct {
	entries []keys
	weights [][3]int
	fields  [keyCount]buckets
}

// buckets holds entries by the exact text or by the literal beginning of one
// of their keys. Beginnings are looked up by the few lengths that occur.
type buckets struct {
	exact   map[string][]int32
	starts  map[string][]int32
	lengths []int
}

func newIndex(entries []keys) *index {
	ix := &index{entries: entries}
	type bucket struct {
		field int
		text  string
		wild  bool
	}
	shared := map[bucket]int{}
	for _, k := range entries {
		ix.weights = append(ix.weights, k.weight())
		for f, p := range k {
			if p.given {
				shared[bucket{f, p.text, p.wild}]++
			}
		}
	}
	for f := range ix.fields {
		ix.fields[f] = buckets{exact: map[string][]int32{}, starts: map[string][]int32{}}
	}
	for i, k := range entries {
		best := -1
		for f, p := range k {
			if p.given && (best < 0 || shared[bucket{f, p.text, p.wild}] < shared[bucket{best, k[best].text, k[best].wild}]) {
				best = f
			}
		}
		ix.fields[best].add(k[best], int32(i))
	}
	return ix
}

func (b *buckets) add(p pattern, i int32) {
	if p.wild {
		b.starts[p.text] = append(b.starts[p.text], i)
		if at, held := slices.BinarySearch(b.lengths, len(p.text)); !held {
			b.lengths = slices.Insert(b.lengths, at, len(p.text))
		}
		return
	}
	b.exact[p.text] = append(b.exact[p.text], i)
	if lower := strings.ToLower(p.short); p.short != "" && lower != p.text {
		b.exact[lower] = append(b.exact[lower], i)
	}
}

// names are what a record gives for each identifying key.
type names [keyCount][]value

// candidates appends every entry that may match, some of them twice.
func (ix *index) candidates(found []int32, n *names) []int32 {
	for f := range ix.fields {
		b := &ix.fields[f]
		for _, v := range n[f] {
			if v.text == "" {
				continue
			}
			found = append(found, b.exact[v.text]...)
			if v.lower != v.text {
				found = append(found, b.exact[v.lower]...)
			}
			for _, length := range b.lengths {
				if length > len(v.text) {
					break
				}
				found = append(found, b.starts[v.text[:length]]...)
			}
		}
	}
	return found
}

// matches also counts the keys that agree in case where case tells ids apart.
func (ix *index) matches(i int32, n *names) (ok bool, sameCase int) {
	for f, p := range ix.entries[i] {
		if !p.given {
			continue
		}
		hits := false
		same := 0
		for _, v := range n[f] {
			hit, exact := p.matches(v)
			hits = hits || hit
			if exact {
				same = 1
			}
		}
		if !hits {
			return false, 0
		}
		sameCase += same
	}
	return true, sameCase
}

// best is the entry that wins among those that match, or -1.
func (ix *index) best(n *names) int32 {
	var room [64]int32
	best, bestCase := int32(-1), 0
	for _, i := range ix.candidates(room[:0], n) {
		ok, sameCase := ix.matches(i, n)
		if ok && (best < 0 || ix.beats(i, sameCase, best, bestCase)) {
			best, bestCase = i, sameCase
		}
	}
	return best
}

func (ix *index) beats(i int32, iCase int, j int32, jCase int) bool {
	if c := slices.Compare(ix.weights[i][:], ix.weights[j][:]); c != 0 {
		return c > 0
	}
	if iCase != jCase {
		return iCase > jCase
	}
	return i < j
}

// all are the entries that match, in the order of the files.
func (ix *index) all(n *names) []int32 {
	var room [64]int32
	found := ix.candidates(room[:0], n)
	slices.Sort(found)
	var hits []int32
	for _, i := range slices.Compact(found) {
		if ok, _ := ix.matches(i, n); ok {
			hits = append(hits, i)
		}
	}
	return hits
}
