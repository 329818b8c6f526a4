package source

import (
	"encoding/binary"
	"math/bits"
)

// keyTable numbers the top-level keys that any source asks for. Looking a key
// up costs a few bytes of it and one comparison, so that the price of a
// record does not grow with the number of sources.
type keyTable struct {
	names []string
	cells []uint16 // 1 + number of a name; open addressing, a quarter full
}

func newKeyTable(names []string) keyTable {
	size := 16
	for size < 4*len(names) {
		size *= 2
	}
	t := keyTable{names: names, cells: make([]uint16, size)}
	for i, name := range names {
		at := t.home(name)
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
func (t *keyTable) find(key string) int {
	for at := t.home(key); ; at = (at + 1) & (len(t.cells) - 1) {
		cell := t.cells[at]
		if cell == 0 {
			return -1
		}
		if t.names[cell-1] == key {
			return int(cell - 1)
		}
	}
}
