package store

import "github.com/cespare/xxhash/v2"

// textLen is how many bytes of a text are kept: what an analyst needs to
// recognise a value in a list of normal ones. With the header a cell is 64.
const textLen = 47

type cell struct {
	refs uint32
	next uint32
	hash uint64
	len  uint8
	data [textLen]byte
}

// Texts keeps the printable form of values, each once, counted by reference.
// Texts are for people only; values are compared by their hashes.
type Texts struct {
	cells   *Slab[cell]
	buckets []uint32
}

// NewTexts makes room for at most limit different texts.
func NewTexts(limit int) *Texts {
	size := 64
	for size < limit {
		size *= 2
	}
	return &Texts{cells: NewSlab[cell](limit), buckets: make([]uint32, size)}
}

// Keep holds on to s and returns its number, or 0 when there is no room (the
// value is then explained without its text). Texts over 47 bytes are cut.
func (t *Texts) Keep(s string) uint32 {
	if s == "" {
		return 0
	}
	if len(s) > textLen {
		s = s[:textLen-3] + "..."
	}
	h := xxhash.Sum64String(s)
	b := &t.buckets[h&uint64(len(t.buckets)-1)]
	for i := *b; i != 0; i = t.cells.At(i).next {
		if c := t.cells.At(i); c.hash == h && string(c.data[:c.len]) == s {
			c.refs++
			return i
		}
	}
	i := t.cells.Take()
	if i == 0 {
		return 0
	}
	c := t.cells.At(i)
	c.refs, c.next, c.hash, c.len = 1, *b, h, uint8(copy(c.data[:], s))
	*b = i
	return i
}

// Drop lets go of one reference.
func (t *Texts) Drop(i uint32) {
	if i == 0 {
		return
	}
	c := t.cells.At(i)
	if c.refs--; c.refs > 0 {
		return
	}
	b := &t.buckets[c.hash&uint64(len(t.buckets)-1)]
	for *b != i {
		b = &t.cells.At(*b).next
	}
	*b = c.next
	t.cells.Give(i)
}

// String is the text, or "" for 0. It allocates: for explanations only.
func (t *Texts) String(i uint32) string {
	if i == 0 {
		return ""
	}
	c := t.cells.At(i)
	return string(c.data[:c.len])
}

// Held is how many texts are kept.
func (t *Texts) Held() int { return t.cells.Held() }

// Bytes is the memory they take.
func (t *Texts) Bytes() int64 { return t.cells.Bytes() + int64(len(t.buckets))*4 }
