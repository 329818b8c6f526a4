package baseline

import "math"

// rateHalfLife is the half-life of the history that rates rest on, seconds: 26
// weeks, longer than a value's, since a rate needs more history than a habit.
const rateHalfLife = 26 * 7 * 86400

// Use counts a use: times, days, and the fading that a new day brings.
func (s *Set) Use(h *Head, at uint32) {
	h.Uses++
	if at > h.LastSeen {
		h.LastQuiet = max(h.LastQuiet, at-h.LastSeen)
		h.LastSeen = at
	}
	if d := day(at); d > h.today {
		f := float32(math.Exp2(-float64(d-h.today) * 86400 / rateHalfLife))
		for i := range h.singles {
			h.singles[i] *= f
		}
		h.weeks = h.weeks*f + float32(d-h.today)/7
		h.today = d
		h.Days++
	}
}

// Learn takes the values of an unflagged use into the baseline.
func (s *Set) Learn(h *Head, q *Query, a *Answer, at uint32) {
	for d := Prefix; d < NDims; d++ {
		if q.FP[d] == 0 || d == Said {
			continue
		}
		if v := a.Value[d]; v != nil {
			s.repeat(h, v, at)
			continue
		}
		s.Insert(h, d, q.FP[d], q.Text[d], at, 0)
	}
}

// repeat counts a value that was shown before.
func (s *Set) repeat(h *Head, v *Value, at uint32) {
	if v.Marks&Waiting != 0 {
		return // probation is left by promotion only
	}
	v.weight = s.faded(v.weight, v.Last, at) + 1
	if at <= v.Last {
		return
	}
	if day(at) != day(v.Last) {
		if v.Days == 1 {
			h.singles[v.Dim] = max(0, h.singles[v.Dim]-1)
		}
		if v.Days < 255 {
			v.Days++
		}
	}
	v.Last = at
}

// Wait puts a flagged value on probation, so that its repeats are recognised
// and it can earn its place later.
func (s *Set) Wait(h *Head, d Dim, fp uint32, text string, at uint32) {
	if v := s.FindValue(h, d, fp); v != nil {
		if v.Marks&Waiting != 0 {
			v.weight++
			if day(at) != day(v.Last) && v.Days < 255 {
				v.Days++
			}
			v.Last = max(v.Last, at)
		}
		return
	}
	s.Insert(h, d, fp, text, at, Waiting)
}

// Insert takes a value in. When its dimension is full the value with the least
// faded weight goes; when all pages are taken the value is not held.
func (s *Set) Insert(h *Head, d Dim, fp uint32, text string, at uint32, marks Marks) {
	slot := s.slot(h, d, at)
	if slot == nil {
		return
	}
	s.Texts.Drop(slot.Text)
	*slot = Value{FP: fp, Text: s.Texts.Keep(text), Last: at, weight: 1, Dim: d, Days: 1, Marks: marks}
	if marks&Waiting == 0 && d != Said {
		h.singles[d]++
	}
}

// slot finds a place for one more value of d.
func (s *Set) slot(h *Head, d Dim, at uint32) *Value {
	var free, least *Value
	lightest, held := float32(0), uint8(0)
	last := &h.pages
	for *last != 0 {
		pg := s.pages.At(*last)
		for i := range pg.values {
			v := &pg.values[i]
			switch v.Dim {
			case DimNone:
				if free == nil {
					free = v
				}
			case d:
				held++
				if w := s.faded(v.weight, v.Last, at); least == nil || w < lightest {
					least, lightest = v, w
				}
			}
		}
		last = &pg.next
	}
	switch {
	case held >= room[d]:
		return least
	case free != nil:
		return free
	}
	p := s.pages.Take()
	if p == 0 {
		return least
	}
	*last = p
	return &s.pages.At(p).values[0]
}
