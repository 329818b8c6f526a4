package store

import "math/bits"

// Bits is a set of places.
type Bits []uint64

// Set puts i in; the set grows to hold it.
func (b *Bits) Set(i uint32) {
	for int(i/64) >= len(*b) {
		*b = append(*b, make([]uint64, max(len(*b), 64))...)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

// Clear takes i out.
func (b Bits) Clear(i uint32) {
	if int(i/64) < len(b) {
		b[i/64] &^= 1 << (i % 64)
	}
}

// Has is whether i is in.
func (b Bits) Has(i uint32) bool { return int(i/64) < len(b) && b[i/64]&(1<<(i%64)) != 0 }

// Next is the first place in the set at or after i, or 0 when there is none;
// place 0 is nobody's.
func (b Bits) Next(i uint32) uint32 {
	for w := int(i / 64); w < len(b); w++ {
		word := b[w]
		if w == int(i/64) {
			word &= ^uint64(0) << (i % 64)
		}
		if word != 0 {
			return uint32(w*64 + bits.TrailingZeros64(word))
		}
	}
	return 0
}

// Count is how many places are in the set.
func (b Bits) Count() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// Join puts everything of other in and empties other.
func (b *Bits) Join(other Bits) {
	if len(other) > len(*b) {
		*b = append(*b, make([]uint64, len(other)-len(*b))...)
	}
	for i, word := range other {
		(*b)[i] |= word
		other[i] = 0
	}
}
