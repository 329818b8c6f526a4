package store

import (
	"math/bits"
	"unsafe"
)

// chunkLen is how many values a slab grows by: small enough that a deployment
// of a few hundred tokens stays small, large enough that the chunk table is a
// rounding error at a million.
const chunkLen = 1024

// Slab hands out numbered places for values of one pointer-free type. Place 0
// is never handed out, so that 0 can mean "none". The lowest free place is
// taken first, and an empty chunk given up while there is another, so that what
// was held for a while does not cost for ever. Not safe for concurrent use.
type Slab[T any] struct {
	chunks []*[chunkLen]T // nil: given up
	taken  []takenPlaces
	held   int
	empty  int    // chunks that hold nothing and are not given up
	lowest int    // no chunk before it has a free place
	end    uint32 // one more than the highest place ever handed out
	limit  uint32
}

// takenPlaces are those of a chunk that are handed out.
type takenPlaces struct {
	bits [chunkLen / 64]uint64
	n    int
}

// NewSlab makes a slab of at most limit values.
func NewSlab[T any](limit int) *Slab[T] {
	return &Slab[T]{end: 1, limit: uint32(min(max(limit, 0), 1<<31-2))}
}

// At is the value in place i. The pointer is good until the place is freed:
// chunks never move.
func (s *Slab[T]) At(i uint32) *T { return &s.chunks[i/chunkLen][i%chunkLen] }

// Take hands out a zeroed place, or 0 when the slab is full.
func (s *Slab[T]) Take() uint32 {
	if s.held >= int(s.limit) {
		return 0
	}
	for s.lowest < len(s.chunks) && s.taken[s.lowest].n == chunkLen {
		s.lowest++
	}
	n := s.lowest
	s.grow(n)
	t := &s.taken[n]
	if t.n == 0 {
		s.empty--
	}
	t.n++
	s.held++
	w := 0
	for t.bits[w] == ^uint64(0) {
		w++
	}
	bit := bits.TrailingZeros64(^t.bits[w])
	t.bits[w] |= 1 << bit
	i := uint32(n*chunkLen + w*64 + bit)
	s.end = max(s.end, i+1)
	return i
}

// grow makes sure that there is a chunk n.
func (s *Slab[T]) grow(n int) {
	if n == len(s.chunks) {
		s.chunks, s.taken = append(s.chunks, nil), append(s.taken, takenPlaces{})
	}
	if s.chunks[n] != nil {
		return
	}
	s.chunks[n] = new([chunkLen]T)
	if n == 0 { // it is never given up, since place 0 is nobody's
		s.taken[0].bits[0], s.taken[0].n = 1, 1
		return
	}
	s.empty++
}

// Give takes a place back and zeroes it.
func (s *Slab[T]) Give(i uint32) {
	var zero T
	*s.At(i) = zero
	n := int(i / chunkLen)
	t := &s.taken[n]
	t.bits[i%chunkLen/64] &^= 1 << (i % 64)
	s.lowest = min(s.lowest, n)
	s.held--
	if t.n--; t.n > 0 {
		return
	}
	if s.empty > 0 {
		s.chunks[n] = nil
		return
	}
	s.empty++ // one is kept: whoever gives and takes in turn allocates nothing
}

// Taken is whether place i is handed out.
func (s *Slab[T]) Taken(i uint32) bool {
	n := int(i / chunkLen)
	return i > 0 && n < len(s.taken) && s.taken[n].bits[i%chunkLen/64]&(1<<(i%64)) != 0
}

// Held is how many places are handed out.
func (s *Slab[T]) Held() int { return s.held }

// Limit is how many places there can be.
func (s *Slab[T]) Limit() int { return int(s.limit) }

// End is one more than the highest place ever handed out: a bound for walks,
// which must ask Taken before At.
func (s *Slab[T]) End() uint32 { return s.end }

// Bytes is the memory it takes, free places with it.
func (s *Slab[T]) Bytes() int64 {
	n := int64(cap(s.chunks))*8 + int64(cap(s.taken))*int64(unsafe.Sizeof(takenPlaces{}))
	for _, c := range s.chunks {
		if c != nil {
			n += int64(unsafe.Sizeof(*c))
		}
	}
	return n
}
