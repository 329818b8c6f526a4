package source

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
)

// keyTable numbers the top-level keys that any source asks for. Looking a key
// up costs a few bytes of it and one comparison, so that the price of a
// record does not grow with the number of sources.
type keyTable struct {
	keys  []key
	cells []uint16 // 1 + place of a key; open addressing, a quarter full
}

// key is a name and its number, which other names of it share.
type key struct {
	name   string
	number int
}

// newKeyTable numbers names in their order. aliases are further names of
// some of them; a name that is asked for as it is stays a key of its own.
func newKeyTable(names []string, aliases map[string]string) keyTable {
	var t keyTable
	for i, name := range names {
		t.keys = append(t.keys, key{name, i})
	}
	for _, alias := range slices.Sorted(maps.Keys(aliases)) {
		if number := slices.Index(names, aliases[alias]); number >= 0 && !slices.Contains(names, alias) {
			t.keys = append(t.keys, key{alias, number})
		}
	}
	size := 16
	for size < 4*len(t.keys) {
		size *= 2
	}
	t.cells = make([]uint16, size)
	for i := range t.keys {
		at := t.home(t.keys[i].name)
		for t.cells[at] != 0 {
			at = (at + 1) & (size - 1)
		}
		t.cells[at] = uint16(i + 1)
	}
	return t
}

// home is where a key is looked for first. It reads at most sixteen bytes: a
// bad spread costs a few comparisons, not correctness.
func (t *keyTable) home(key string) int {
	var h uint64
	if n := len(key); n >= 8 {
		b := bytesOf(key)
		h = binary.LittleEndian.Uint64(b) ^ bits.RotateLeft64(binary.LittleEndian.Uint64(b[n-8:]), 23)
	} else {
		for i := range n {
			h = h<<8 | uint64(key[i])
		}
	}
	return int((h+uint64(len(key)))*0x9E3779B97F4A7C15>>40) & (len(t.cells) - 1)
}

// find gives the number of a key, or -1.
func (t *keyTable) find(name string) int {
	for at := t.home(name); ; at = (at + 1) & (len(t.cells) - 1) {
		cell := t.cells[at]
		if cell == 0 {
			return -1
		}
		if k := &t.keys[cell-1]; k.name == name {
			return k.number
		}
	}
}
