package store

// chunkLen is how many values a slab grows by: small enough that a deployment
// of a few hundred tokens stays small, large enough that the chunk table is a
// rounding error at a million.
const chunkLen = 1024

// Slab hands out numbered places for values of one pointer-free type. Place 0
// is never handed out, so that 0 can mean "none". Not safe for concurrent use.
type Slab[T any] struct {
	chunks []*[chunkLen]T
	free   []uint32
	next   uint32 // the first place never handed out
	limit  uint32
}

// NewSlab makes a slab of at most limit values.
func NewSlab[T any](limit int) *Slab[T] {
	return &Slab[T]{next: 1, limit: uint32(min(max(limit, 0), 1<<31-2))}
}

// At is the value in place i. The pointer is good until the place is freed:
// chunks never move.
func (s *Slab[T]) At(i uint32) *T { return &s.chunks[i/chunkLen][i%chunkLen] }

// Take hands out a zeroed place, or 0 when the slab is full.
func (s *Slab[T]) Take() uint32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	if s.next > s.limit {
		return 0
	}
	i := s.next
	s.next++
	if int(i/chunkLen) >= len(s.chunks) {
		s.chunks = append(s.chunks, new([chunkLen]T))
	}
	return i
}

// Give takes a place back and zeroes it.
func (s *Slab[T]) Give(i uint32) {
	var zero T
	*s.At(i) = zero
	s.free = append(s.free, i)
}

// Held is how many places are handed out.
func (s *Slab[T]) Held() int { return int(s.next) - 1 - len(s.free) }

// Limit is how many places there can be.
func (s *Slab[T]) Limit() int { return int(s.limit) }

// End is one more than the highest place ever handed out: a bound for walks.
func (s *Slab[T]) End() uint32 { return s.next }
