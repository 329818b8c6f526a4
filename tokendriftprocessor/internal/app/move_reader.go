package app

import (
	"encoding/binary"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// movesReader takes a snapshot off its front; after the first fault it gives
// zeros.
type movesReader struct {
	b   []byte
	bad bool
}

func (r *movesReader) move() *Move {
	mv := &Move{App: r.key(), Source: uint32(r.number()), Began: uint32(r.number()), Shared: uint32(r.number())}
	flags := r.take(2)
	if len(flags) < 2 || flags[0] > byte(Doubt) || flags[1] > 1 {
		r.bad = true
		return mv
	}
	mv.Became, mv.Told = Became(flags[0]), flags[1] == 1
	for _, s := range mv.texts() {
		*s = r.text()
	}
	for _, list := range mv.lists() {
		for range r.count(mostShown) {
			*list = append(*list, r.text())
		}
	}
	for _, n := range mv.figures() {
		*n = int64(r.number())
	}
	for range r.count(mostNamed) {
		mv.places = append(mv.places, named{uint32(r.number()), r.text(), r.text()})
	}
	for range r.count(mostSeats) {
		s := Seat{Token: r.key()}
		if two := r.take(2); two != nil {
			s.Dim, s.Other = baseline.Dim(two[0]), Clauses(two[1])
		}
		s.Place = uint32(r.number())
		if bits := r.take(16); bits != nil {
			s.away, s.home = binary.LittleEndian.Uint64(bits), binary.LittleEndian.Uint64(bits[8:])
		}
		if n := len(mv.seats); s.Dim >= baseline.NDims || n > 0 && mv.seats[n-1].Token.Compare(s.Token) >= 0 {
			r.bad = true
			return mv
		}
		mv.seats = append(mv.seats, s)
	}
	return mv
}

func (r *movesReader) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return nil
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *movesReader) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if r.bad || n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *movesReader) count(most int) int {
	n := r.number()
	if n > uint64(most) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *movesReader) text() string {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.bad = true
		return ""
	}
	return string(r.take(int(n)))
}

func (r *movesReader) key() (k store.Key) {
	if b := r.take(16); b != nil {
		k.Hash, k.Check = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	}
	return k
}
