package baseline

// Allow makes a value a known one, as old as the token: an analyst found what
// showed it benign.
func (s *Set) Allow(h *Head, d Dim, fp uint32, text string, at uint32) {
	v := s.FindValue(h, d, fp)
	if v == nil {
		v = s.Insert(h, d, fp, text, at, false)
	} else {
		if v.state() == barred {
			v.setState(waiting)
		}
		s.Promote(h, v, at)
	}
	if v != nil {
		v.born = 0
	}
}

// Bar keeps a value out for good: an analyst confirmed what showed it. It
// scores as new for as long as it is held, and its repeats earn it nothing.
func (s *Set) Bar(h *Head, d Dim, fp uint32, text string, at uint32) {
	v := s.FindValue(h, d, fp)
	if v == nil {
		v = s.Insert(h, d, fp, text, at, true)
	}
	if v != nil {
		v.back(h)
		v.setState(barred)
	}
}

// mostBarred is the part of a dimension's places that barred values keep while
// others come: half, so that what is confirmed leaves room for habits.
func mostBarred(d Dim) uint8 { return room[d] / 2 }
