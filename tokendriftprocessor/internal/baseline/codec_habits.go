package baseline

import "encoding/binary"

// appendHabits writes what the token does beside its values: in two places,
// over days, after a long silence, and the visit that is going on.
func appendHabits(b []byte, h *Head, visit *Episode) []byte {
	e, s, d := &h.elsewhere, &h.share, &h.drain
	flagged := uint32(0)
	if visit.Flagged {
		flagged = 1
	}
	for _, n := range [...]uint32{
		e.place, e.at, e.home, uint32(h.switches), s.at, uint32(h.walkSaid), d.at, uint32(d.blocks), uint32(d.block), uint32(d.said),
		h.Woke.At, uint32(h.Woke.After), uint32(h.Woke.Usual), visit.Strength, visit.At, flagged,
	} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, f := range [...]float32{
		s.young, s.all, s.usual, s.total, d.rows.now, d.rows.open, d.rows.last, d.rows.peak,
		d.bytes.now, d.bytes.open, d.bytes.last, d.bytes.peak,
	} {
		b = appendFloat(b, f)
	}
	return b
}

func (r *tokenReader) habits(h *Head, visit *Episode) {
	e, s, d := &h.elsewhere, &h.share, &h.drain
	e.place, e.at, e.home, h.switches = r.number(), r.number(), r.number(), uint8(r.number())
	s.at, h.walkSaid = r.number(), uint8(r.number())
	d.at, d.blocks, d.block, d.said = r.number(), uint8(min(r.number(), 255)), uint16(r.number()), uint8(r.number())
	h.Woke = Woke{r.number(), uint16(r.number()), uint16(r.number())}
	*visit = Episode{r.number(), r.number(), r.number() != 0}
	for _, f := range [...]*float32{
		&s.young, &s.all, &s.usual, &s.total, &d.rows.now, &d.rows.open, &d.rows.last, &d.rows.peak,
		&d.bytes.now, &d.bytes.open, &d.bytes.last, &d.bytes.peak,
	} {
		*f = r.float()
	}
}
