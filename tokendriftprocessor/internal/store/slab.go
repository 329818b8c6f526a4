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
// is never handed out, so that 0 can mean "none". The lowest free chunk is
// filled first, and an empty one given up while there is another, so that what
// was held for a while does not cost for ever. Not safe for concurrent use.
type Slab[T any] struct {
	chunks []*chunk[T] // nil: given up
	held   int
	empty  int    // chunks that hold nothing and are not given up
	lowest int    // no chunk before it has a free place
	end    uint32 // one more than the highest place ever handed out
	limit  uint32
}

type chunk[T any] struct {
	at    *[chunkLen]T
	taken [chunkLen / 64]uint64
	held  int
}

// NewSlab makes a slab of at most limit values.
func NewSlab[T any](limit int) *Slab[T] {
	return &Slab[T]{end: 1, limit: uint32(min(max(limit, 0), 1<<31-2))}
}

// At is the value in place i. The pointer is good until the place is freed:
// chunks never move.
func (s *Slab[T]) At(i uint32) *T { return &s.chunks[i/chunkLen].at[i%chunkLen] }

// Take hands out a zeroed place, or 0 when the slab is full.
func (s *Slab[T]) Take() uint32 {
	if s.held >= int(s.limit) {
		return 0
	}
	for s.lowest < len(s.chunks) && s.chunks[s.lowest] != nil && s.chunks[s.lowest].held == chunkLen {
		s.lowest++
	}
	n := s.lowest
	if n == len(s.chunks) {
		s.chunks = append(s.chunks, nil)
	}
	if s.chunks[n] == nil {
		s.chunks[n] = &chunk[T]{at: new([chunkLen]T)}
		s.empty++
		if n == 0 {
			s.chunks[0].taken[0], s.chunks[0].held = 1, 1 // place 0
			s.empty--
		}
	}
	c := s.chunks[n]
	if c.held == 0 {
		s.empty--
	}
	c.held++
	s.held++
	for w := range c.taken {
		if free := ^c.taken[w]; free != 0 {
			bit := bits.TrailingZeros64(free)
			c.taken[w] |= 1 << bit
			i := uint32(n*chunkLen + w*64 + bit)
			s.end = max(s.end, i+1)
			return i
		}
	}
	panic("a chunk of a slab counts wrong")
}

// Give takes a place back and zeroes it.
func (s *Slab[T]) Give(i uint32) {
	n, c := int(i/chunkLen), s.chunks[i/chunkLen]
	var zero T
	c.at[i%chunkLen] = zero
	c.taken[i%chunkLen/64] &^= 1 << (i % 64)
	s.lowest = min(s.lowest, n)
	s.held--
	if c.held--; c.held > 0 {
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
	return i > 0 && n < len(s.chunks) && s.chunks[n] != nil && s.chunks[n].taken[i%chunkLen/64]&(1<<(i%64)) != 0
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
	n := int64(cap(s.chunks)) * 8
	for _, c := range s.chunks {
		if c != nil {
			n += int64(unsafe.Sizeof(*c)) + int64(unsafe.Sizeof(*c.at))
		}
	}
	return n
}
