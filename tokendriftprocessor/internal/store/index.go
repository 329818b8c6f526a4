package store

import (
	"cmp"
	"math/bits"
)

// Key is a keyed 128-bit hash of an identity: half of it finds the place, the
// other half makes sure. The key of the hash is secret, so nobody can choose
// identities that collide.
type Key struct{ Hash, Check uint64 }

// Compare orders keys, for whatever is written in an order.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(k.Hash, o.Hash), cmp.Compare(k.Check, o.Check))
}

// Index finds places by key: open addressing with linear probing over place
// numbers alone, 8 bytes a token at the usual load. It is sized for its limit
// at once, since growing it would stall a batch. Not safe for concurrent use.
type Index struct {
	table []uint32
	mask  uint64
	keyOf func(place uint32) Key
}

// NewIndex makes an index for at most limit places; keyOf reads a place's key.
func NewIndex(limit int, keyOf func(uint32) Key) *Index {
	size := uint64(1) << bits.Len64(uint64(max(limit, 8))*4/3)
	return &Index{table: make([]uint32, size), mask: size - 1, keyOf: keyOf}
}

// Bytes is the memory it takes.
func (x *Index) Bytes() int64 { return int64(len(x.table)) * 4 }

// Find is the place of k, or 0.
func (x *Index) Find(k Key) uint32 {
	for i := k.Hash & x.mask; ; i = (i + 1) & x.mask {
		place := x.table[i]
		if place == 0 || x.keyOf(place) == k {
			return place
		}
	}
}

// Put enters a place whose key is not in the index yet.
func (x *Index) Put(k Key, place uint32) {
	i := k.Hash & x.mask
	for x.table[i] != 0 {
		i = (i + 1) & x.mask
	}
	x.table[i] = place
}

// Delete removes k. Later entries of the same run move up, so that no
// tombstones pile up under a flood of short-lived tokens.
func (x *Index) Delete(k Key) {
	i := k.Hash & x.mask
	for x.table[i] == 0 || x.keyOf(x.table[i]) != k {
		if x.table[i] == 0 {
			return
		}
		i = (i + 1) & x.mask
	}
	for j := (i + 1) & x.mask; x.table[j] != 0; j = (j + 1) & x.mask {
		home := x.keyOf(x.table[j]).Hash & x.mask
		if (j-home)&x.mask >= (j-i)&x.mask {
			x.table[i] = x.table[j]
			i = j
		}
	}
	x.table[i] = 0
}
