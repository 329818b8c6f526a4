package baseline

import (
	"encoding/binary"
	"math"
)

// valuesEnd ends the list of values; a hole in a page is 0.
const valuesEnd = 255

// appendValues writes the values in the order of the pages, with the holes
// between them: a value that comes later takes the first hole, and of two
// equally light ones the first makes room.
func (s *Set) appendValues(h *Head, b []byte) []byte {
	end := len(b)
	for p := h.pages; p != 0; {
		pg := s.pages.at(p)
		for i := range pg {
			v := &pg[i]
			b = append(b, wireDims[v.Dim])
			if v.Dim == DimNone {
				continue
			}
			b = binary.LittleEndian.AppendUint32(b, v.FP)
			b = binary.AppendVarint(b, int64(h.LastSeen)-int64(v.Last))
			b = appendFloat(b, v.weight)
			b = append(b, v.Days, byte(v.Marks&^textMask), v.born)
			b = appendText(b, s.words.of(v))
			end = len(b)
		}
		p = *s.pages.next(p)
	}
	return append(b[:end], valuesEnd)
}

func (s *Set) loadValues(h *Head, r *tokenReader) {
	slots := s.slots(h)
	for {
		wire := r.byte()
		if wire == valuesEnd || r.bad {
			return
		}
		slot := slots()
		if wire == 0 {
			continue
		}
		v := Value{Dim: dimsOnWire[wire], FP: r.fixed()}
		v.Last = uint32(int64(h.LastSeen) - r.signed())
		v.weight, v.Days, v.Marks, v.born = r.float(), r.byte(), Marks(r.byte())&^textMask, r.byte()
		text := r.text()
		if slot == nil || v.Dim == DimNone || r.bad {
			continue
		}
		v.Marks |= s.words.keep(v.Dim, v.FP, text)
		*slot = v
	}
}

// slots gives the slots of a new token's pages one after the other, taking
// pages as it goes; nil when there are none left.
func (s *Set) slots(h *Head) func() *Value {
	last, i := &h.pages, perPage
	var pg *page
	return func() *Value {
		if i == perPage {
			p := s.pages.take()
			if p == 0 {
				return nil
			}
			*last, pg, i = p, s.pages.at(p), 0
			last = s.pages.next(p)
		}
		i++
		return &pg[i-1]
	}
}

func appendFloat(b []byte, f float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
}

func appendText(b []byte, s string) []byte { return append(append(b, byte(len(s))), s...) }
