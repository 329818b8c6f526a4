package baseline

import "math"

// rateHalfLife is the half-life of the history that rates rest on, seconds: 26
// weeks, longer than a value's, since a rate needs more history than a habit.
const rateHalfLife = 26 * 7 * 86400

// Use counts a use: times, days, and the fading that a new day brings.
func (s *Set) Use(h *Head, at uint32) {
	h.Uses++
	if at > h.LastSeen {
		h.wake(at)
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
			h.singles.take(v.Dim)
		}
		if v.Days < 255 {
			v.Days++
		}
	}
	v.Last = at
}

// Wait puts a flagged value on probation, so that its repeats are recognised
// and it can earn its place. A day counts towards that when nothing else spoke
// against the use.
func (s *Set) Wait(h *Head, d Dim, fp uint32, text string, at uint32, alone bool) {
	v := s.FindValue(h, d, fp)
	if v == nil {
		if v = s.Insert(h, d, fp, text, at, Waiting); v != nil && !alone {
			v.Days = 0
		}
		return
	}
	if v.Marks&Waiting == 0 {
		return
	}
	v.weight = s.faded(v.weight, v.Last, at) + 1
	if alone && at > v.Last && (day(at) != day(v.Last) || v.Days == 0) && v.Days < 255 {
		v.Days++
	}
	v.Last = max(v.Last, at)
	if s.earned(h, v, at) {
		s.Promote(h, v, at)
	}
}

// Insert takes a value in. When its dimension is full the value with the least
// faded weight goes; when all pages are taken the value is not held.
func (s *Set) Insert(h *Head, d Dim, fp uint32, text string, at uint32, marks Marks) *Value {
	slot := s.slot(h, d, at)
	if slot == nil {
		return nil
	}
	s.words.drop(slot)
	*slot = Value{FP: fp, Last: at, weight: 1, Dim: d, Days: 1, Marks: marks | s.words.keep(d, fp, text), born: h.age(at)}
	if marks&Waiting == 0 {
		h.singles.add(d)
	}
	return slot
}

// slot finds a place for one more value of d.
func (s *Set) slot(h *Head, d Dim, at uint32) *Value {
	var free, least *Value
	lightest, held, barred := float32(0), uint8(0), uint8(0)
	last := &h.pages
	for *last != 0 {
		pg := s.pages.at(*last)
		for i := range pg {
			v := &pg[i]
			switch v.Dim {
			case DimNone:
				if free == nil {
					free = v
				}
			case d:
				held++
				if v.Marks&Barred != 0 {
					if barred++; barred <= mostBarred(d) {
						continue
					}
				}
				if w := s.faded(v.weight, v.Last, at); least == nil || w < lightest {
					least, lightest = v, w
				}
			}
		}
		last = s.pages.next(*last)
	}
	switch {
	case held >= room[d]:
		return least
	case free != nil:
		return free
	}
	p := s.pages.take()
	if p == 0 {
		return least
	}
	*last = p
	return &s.pages.at(p)[0]
}
