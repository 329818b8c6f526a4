package baseline

import (
	"encoding/binary"
	"math"
)

// wireDims are the numbers of the dimensions in storage. They are never used
// for another dimension; one that is no longer known is skipped when read.
var wireDims = [NDims]uint8{
	Prefix: 1, Network: 2, Region: 3, Country: 4, ClientFamily: 5, Client: 6, ClientKind: 7, Runner: 8, Issuer: 9,
	Action: 10, Class: 11, Edge: 12, System: 13, Object: 14, ScopeSet: 15, Scope: 16, Hour: 17, Volume: 18, Said: 19, Cleaned: 20, Job: 21, Device: 22,
}

var dimsOnWire = func() (dims [256]Dim) {
	for d, wire := range wireDims {
		dims[wire] = Dim(d)
	}
	return dims
}()

// appendHead writes the head. What depends on this process alone is left out:
// which inventory and which facts were last asked about the token.
func (s *Set) appendHead(h *Head, b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(h.Source))
	b = appendText(b, s.Texts.String(h.AppText))
	b = appendText(b, s.Texts.String(h.ActorText))
	for _, n := range [...]uint32{
		h.FirstSeen, h.LastSeen, h.LastQuiet, h.Uses, uint32(h.Days), uint32(h.today),
		uint32(h.Grade), uint32(h.Flags), uint32(h.MostHarm), h.prevAction, h.prevAt,
	} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = appendFloat(b, h.weeks)
	b = appendSingles(b, &h.singles)
	b = appendHours(b, &h.hours)
	b = appendVolume(b, h)
	visit := s.Visit(h)
	return appendHabits(appendRecent(b, &visit.Recent), h, &visit.Episode)
}

func (s *Set) loadHead(h *Head, r *tokenReader) {
	h.AppText, h.ActorText = s.Texts.Keep(r.text()), s.Texts.Keep(r.text())
	h.FirstSeen, h.LastSeen, h.LastQuiet, h.Uses = r.number(), r.number(), r.number(), r.number()
	h.Days, h.today = uint16(r.number()), uint16(r.number())
	h.Grade, h.Flags, h.MostHarm = uint8(r.number()), Flags(r.number()), uint8(r.number())
	h.prevAction, h.prevAt = r.number(), r.number()
	h.weeks = r.float()
	r.singles(&h.singles)
	r.hours(&h.hours)
	r.volume(h)
	var visit Visit
	r.recent(&visit.Recent)
	r.habits(h, &visit.Episode)
	s.Keep(h, &visit, h.LastSeen)
}

// appendSingles writes pairs of dimension and count, ended by 0.
func appendSingles(b []byte, singles *Habits) []byte {
	for i, n := range singles {
		if n != 0 {
			b = appendFloat(append(b, wireDims[i+1]), n.float())
		}
	}
	return append(b, 0)
}

func (r *tokenReader) singles(singles *Habits) {
	for wire := r.byte(); wire != 0; wire = r.byte() {
		n := r.float()
		if d := dimsOnWire[wire]; counted(d) {
			singles[d-1] = countOf(n)
		}
	}
}

// appendHours writes a bit per hour that was used, then the days of those.
func appendHours(b []byte, hours *hours) []byte {
	var used uint64
	for bin := range 48 {
		if hours.at(bin) > 0 {
			used |= 1 << bin
		}
	}
	b = binary.AppendUvarint(b, used)
	for bin := range 48 {
		if n := hours.at(bin); n > 0 {
			b = append(b, n)
		}
	}
	return b
}

func (r *tokenReader) hours(hours *hours) {
	used := r.long()
	for bin := range 48 {
		if used&(1<<bin) != 0 {
			hours.set(bin, min(r.byte(), mostDays))
		}
	}
}

func appendVolume(b []byte, h *Head) []byte {
	v := &h.Volume
	b = binary.AppendUvarint(b, uint64(v.window))
	b = binary.AppendUvarint(b, uint64(v.count))
	for _, f := range [...]float32{v.rows, v.bytes, v.peakCount, v.peakRows, v.peakBytes} {
		b = appendFloat(b, f)
	}
	b = binary.AppendUvarint(b, uint64(v.closed))
	dirty := byte(0)
	if h.dirty {
		dirty = 1
	}
	return append(b, v.saidCount, v.saidRows, v.saidBytes, dirty)
}

func (r *tokenReader) volume(h *Head) {
	v := &h.Volume
	v.window, v.count = r.number(), r.number()
	v.rows, v.bytes, v.peakCount, v.peakRows, v.peakBytes = r.float(), r.float(), r.float(), r.float(), r.float()
	v.closed = uint8(min(r.number(), 255))
	v.saidCount, v.saidRows, v.saidBytes, h.dirty = r.byte(), r.byte(), r.byte(), r.byte() != 0
}

// appendRecent writes the families that have shown evidence: number plus one,
// then what they showed; ended by 0.
func appendRecent(b []byte, recent *[Families]Recent) []byte {
	for i, n := range recent {
		if n == (Recent{}) {
			continue
		}
		b = append(b, byte(i+1))
		for _, v := range [...]uint32{n.At, uint32(n.Count), math.Float32bits(n.Rate), uint32(n.Sig)} {
			b = binary.AppendUvarint(b, uint64(v))
		}
	}
	return append(b, 0)
}

func (r *tokenReader) recent(recent *[Families]Recent) {
	for i := int(r.byte()); i != 0; i = int(r.byte()) {
		n := Recent{At: r.number(), Count: uint16(r.number()), Rate: math.Float32frombits(r.number()), Sig: uint16(r.number())}
		if i <= Families {
			recent[i-1] = n
		}
	}
}
