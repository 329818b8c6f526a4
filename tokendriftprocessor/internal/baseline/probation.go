package baseline

// What a waiting value must show to be learned (DESIGN section 5, Probation).
const (
	earnDays  = 5   // on which nothing else spoke against it
	earnShare = 0.2 // of the token's uses
	quietOld  = 86400
)

// replaces are the dimensions in which a token normally lives in one place at
// a time: there a new value must have taken the old one's place, for a value
// beside the old one is how a second user of the token looks.
var replaces = [NDims]bool{
	Prefix: true, Network: true, Region: true, Country: true, ClientFamily: true, Client: true, ClientKind: true, Issuer: true,
}

// earned is whether a waiting value has become part of the token's life.
func (s *Set) earned(h *Head, v *Value, at uint32) bool {
	if v.Days < earnDays {
		return false
	}
	all, last := float32(0), uint32(0)
	for p := h.pages; p != 0; {
		pg := s.pages.at(p)
		for i := range pg {
			o := &pg[i]
			if o.Dim != v.Dim {
				continue
			}
			all += s.faded(o.weight, o.Last, at)
			if o.Marks&Waiting == 0 {
				last = max(last, o.Last)
			}
		}
		p = *s.pages.next(p)
	}
	if replaces[v.Dim] && last+quietOld > at {
		return false
	}
	return v.weight >= earnShare*all
}

// Promote makes a waiting value a known one.
func (s *Set) Promote(h *Head, v *Value, at uint32) {
	if v.Marks&Waiting == 0 || v.Marks&Barred != 0 {
		return
	}
	v.Marks &^= Waiting
	v.Days = max(v.Days, 1)
	if v.Days == 1 {
		h.singles.add(v.Dim)
	}
	v.Last = max(v.Last, at)
}

// Settled is how much less telling a waiting value has become by being shown
// on further days with nothing else against it: the same evidence again is no
// new evidence. 1 for one never shown.
func (v *Value) Settled() float64 {
	if v == nil || v.Marks&Waiting == 0 || v.Marks&Barred != 0 {
		return 1
	}
	days := float64(max(v.Days, 1))
	return days * days
}
