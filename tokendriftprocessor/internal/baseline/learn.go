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
		h.singles.fade(f)
		h.weeks = h.weeks*f + float32(d-h.today)/7
		h.today = d
		h.Days++
	}
}

// NewDay is whether a use is the token's first of a UTC day; before Use.
func (h *Head) NewDay(at uint32) bool { return day(at) > h.today }

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
		s.Insert(h, d, q.FP[d], q.Text[d], at, false)
	}
}

// repeat counts a value that was shown before.
func (s *Set) repeat(h *Head, v *Value, at uint32) {
	if v.Waiting() {
		return // probation is left by promotion only
	}
	s.weigh(h, v, at)
	was := v.Last()
	if !v.shown(at) {
		return
	}
	if day(at) != day(was) {
		if v.Days() == 1 {
			h.singles.take(v.Dim())
		}
		v.setDays(v.Days() + 1)
	}
}

// weigh counts one more use that showed the value.
func (s *Set) weigh(h *Head, v *Value, at uint32) {
	v.weight = countNear(s.weight(v, at)+1, h.Uses^v.FP)
}

// weight is what a value weighs at a time.
func (s *Set) weight(v *Value, at uint32) float32 {
	w, from, to := v.weight.float(), v.span(), spanOf(at)
	if to <= from || w == 0 {
		return w
	}
	return w * float32(math.Exp2(-float64(to-from)*span/s.halfLife))
}

// Wait puts a flagged value on probation, so that its repeats are recognised
// and it can earn its place. A day counts towards that when nothing else spoke
// against the use. beside is whether the token may have it beside the old ones,
// as one that several consumers are declared of does.
func (s *Set) Wait(h *Head, d Dim, fp uint32, text string, at uint32, alone, beside bool) {
	v := s.FindValue(h, d, fp)
	if v == nil {
		if v = s.Insert(h, d, fp, text, at, true); v != nil && !alone {
			v.setDays(0)
		}
		return
	}
	if !v.Waiting() {
		return
	}
	v.back(h)
	s.weigh(h, v, at)
	if was := v.Last(); v.shown(at) && alone && (day(at) != day(was) || v.Days() == 0) {
		v.setDays(v.Days() + 1)
	}
	if s.earned(h, v, at, beside) {
		s.Promote(h, v, at)
	}
}

// Insert takes a value in, to wait or to be known. When its dimension is full
// the value with the least faded weight goes; when all pages are taken the
// value is not held.
func (s *Set) Insert(h *Head, d Dim, fp uint32, text string, at uint32, waits bool) *Value {
	slot := s.slot(h, d, at)
	if slot == nil {
		return nil
	}
	s.words.drop(slot)
	*slot = newValue(d, fp, at, waits)
	slot.born = h.age(at)
	slot.setText(s.words.keep(d, fp, text))
	if !waits {
		h.singles.add(d)
	}
	return slot
}

// slot finds a place for one more value of d.
func (s *Set) slot(h *Head, d Dim, at uint32) *Value {
	var free, least *Value
	lightest, held, kept := float32(0), uint8(0), uint8(0)
	last := &h.pages
	for *last != 0 {
		pg := s.pages.At(*last)
		for i := range pg.values {
			v := &pg.values[i]
			switch v.Dim() {
			case DimNone:
				if free == nil {
					free = v
				}
			case d:
				held++
				if v.state() == barred {
					if kept++; kept <= mostBarred(d) {
						continue
					}
				}
				if w := s.weight(v, at); least == nil || w < lightest {
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
