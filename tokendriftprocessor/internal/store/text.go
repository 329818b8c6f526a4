package store

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// textLen is how many bytes of a text are kept: what an analyst needs to
// recognise a value in a list of normal ones.
const textLen = 47

// A cell is as long as its text needs: four sizes, for texts of at most 15, 23,
// 39 and 47 bytes. It begins with the references to it, the next text of its
// bucket and its length.
const (
	cellNext, cellLen, cellText = 4, 8, 9
	sizeShift                   = 30 // a text's number is a place, behind its size
)

// Texts keeps the printable form of values, each once, counted by reference.
// Texts are for people only; values are compared by their hashes.
type Texts struct {
	c24     *Slab[[24]byte]
	c32     *Slab[[32]byte]
	c48     *Slab[[48]byte]
	c56     *Slab[[56]byte]
	buckets []uint32
	held    int
	limit   int
}

// NewTexts makes room for at most limit different texts.
func NewTexts(limit int) *Texts {
	size := 64
	for size < limit/2 {
		size *= 2
	}
	limit = min(limit, 1<<sizeShift-2)
	return &Texts{
		c24: NewSlab[[24]byte](limit), c32: NewSlab[[32]byte](limit), c48: NewSlab[[48]byte](limit), c56: NewSlab[[56]byte](limit),
		buckets: make([]uint32, size), limit: limit,
	}
}

func (t *Texts) cell(i uint32) []byte {
	place := i & (1<<sizeShift - 1)
	switch i >> sizeShift {
	case 0:
		return t.c24.At(place)[:]
	case 1:
		return t.c32.At(place)[:]
	case 2:
		return t.c48.At(place)[:]
	}
	return t.c56.At(place)[:]
}

func (t *Texts) take(n int) uint32 {
	switch {
	case t.held >= t.limit:
		return 0
	case n <= 24-cellText:
		return t.c24.Take()
	case n <= 32-cellText:
		return t.c32.Take() | 1<<sizeShift
	case n <= 48-cellText:
		return t.c48.Take() | 2<<sizeShift
	}
	return t.c56.Take() | 3<<sizeShift
}

func (t *Texts) give(i uint32) {
	place := i & (1<<sizeShift - 1)
	switch i >> sizeShift {
	case 0:
		t.c24.Give(place)
	case 1:
		t.c32.Give(place)
	case 2:
		t.c48.Give(place)
	default:
		t.c56.Give(place)
	}
}

func refs(c []byte) uint32       { return binary.LittleEndian.Uint32(c) }
func setRefs(c []byte, n uint32) { binary.LittleEndian.PutUint32(c, n) }
func next(c []byte) uint32       { return binary.LittleEndian.Uint32(c[cellNext:]) }
func setNext(c []byte, i uint32) { binary.LittleEndian.PutUint32(c[cellNext:], i) }
func textOf(c []byte) []byte     { return c[cellText : cellText+int(c[cellLen])] }

func (t *Texts) bucket(hash uint64) *uint32 { return &t.buckets[hash&uint64(len(t.buckets)-1)] }

// Keep holds on to s and returns its number, or 0 when there is no room (the
// value is then explained without its text). Texts over 47 bytes are cut.
func (t *Texts) Keep(s string) uint32 {
	if s == "" {
		return 0
	}
	if len(s) > textLen {
		s = s[:textLen-3] + "..."
	}
	b := t.bucket(xxhash.Sum64String(s))
	for i := *b; i != 0; {
		c := t.cell(i)
		if string(textOf(c)) == s {
			setRefs(c, refs(c)+1)
			return i
		}
		i = next(c)
	}
	i := t.take(len(s))
	if i == 0 {
		return 0
	}
	t.held++
	c := t.cell(i)
	setRefs(c, 1)
	setNext(c, *b)
	c[cellLen] = uint8(copy(c[cellText:], s))
	*b = i
	return i
}

// Drop lets go of one reference.
func (t *Texts) Drop(i uint32) {
	if i == 0 {
		return
	}
	c := t.cell(i)
	setRefs(c, refs(c)-1)
	if refs(c) > 0 {
		return
	}
	b := t.bucket(xxhash.Sum64(textOf(c)))
	if *b == i {
		*b = next(c)
	} else {
		before := t.cell(*b)
		for next(before) != i {
			before = t.cell(next(before))
		}
		setNext(before, next(c))
	}
	t.give(i)
	t.held--
}

// String is the text, or "" for 0. It allocates: for explanations only.
func (t *Texts) String(i uint32) string {
	if i == 0 {
		return ""
	}
	return string(textOf(t.cell(i)))
}

// Held is how many texts are kept.
func (t *Texts) Held() int { return t.held }

// Bytes is the memory they take.
func (t *Texts) Bytes() int64 {
	return t.c24.Bytes() + t.c32.Bytes() + t.c48.Bytes() + t.c56.Bytes() + int64(len(t.buckets))*4
}
