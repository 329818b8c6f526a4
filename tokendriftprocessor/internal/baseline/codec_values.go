package baseline

import (
	"encoding/binary"
	"math"
)

// valuesEnd ends the list of values; a hole in a page is 0.
const valuesEnd = 255

// wireStates are the states in storage, as the bits they are made of: waits,
// has lapsed, is barred.
var wireStates = [...]byte{known: 0, waiting: 1, lapsed: 1 | 4, barred: 1 | 8}

func stateOnWire(b byte) state {
	switch {
	case b&1 == 0:
		return known
	case b&8 != 0:
		return barred
	case b&4 != 0:
		return lapsed
	}
	return waiting
}

// appendValues writes the values in the order of the pages, with the holes
// between them: a value that comes later takes the first hole, and of two
// equally light ones the first makes room.
func (s *Set) appendValues(h *Head, b []byte) []byte {
	end := len(b)
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			v := &pg.values[i]
			b = append(b, wireDims[v.Dim()])
			if v.Dim() == DimNone {
				continue
			}
			b = binary.LittleEndian.AppendUint32(b, v.FP)
			b = binary.AppendVarint(b, int64(h.LastSeen)-int64(v.Last()))
			b = appendFloat(b, v.weight.float())
			b = append(b, byte(v.Days()), wireStates[v.state()], v.born)
			b = appendText(b, s.words.of(v))
			end = len(b)
		}
		p = pg.next
	}
	return append(b[:end], valuesEnd)
}

func (s *Set) loadValues(h *Head, r *tokenReader, version byte) {
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
		d, fp, last, weight := dimsOnWire[wire], r.fixed(), uint32(int64(h.LastSeen)-r.signed()), r.float()
		days, is, born, text := r.byte(), stateOnWire(r.byte()), r.byte(), r.text()
		if slot == nil || d == DimNone || r.bad {
			continue
		}
		if version == 1 && (d == Prefix || d == Network) {
			if prefix, ok := prefixOf(text); ok {
				fp = spelled(prefix)
			}
		}
		*slot = newValue(d, fp, last, false)
		slot.setState(is)
		slot.weight, slot.born = countOf(weight), born
		slot.setDays(int(days))
		slot.setText(s.words.keep(d, fp, text))
	}
}

// slots gives the slots of a new token's pages one after the other, taking
// pages as it goes; nil when there are none left.
func (s *Set) slots(h *Head) func() *Value {
	last, i := &h.pages, perPage
	var pg *page
	return func() *Value {
		if i == perPage {
			p := s.pages.Take()
			if p == 0 {
				return nil
			}
			*last, pg, i = p, s.pages.At(p), 0
			last = &pg.next
		}
		i++
		return &pg.values[i-1]
	}
}

func appendFloat(b []byte, f float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
}

func appendText(b []byte, s string) []byte { return append(append(b, byte(len(s))), s...) }
