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
func (s *Set) earned(h *Head, v *Value, at uint32, beside bool) bool {
	if v.Days() < earnDays {
		return false
	}
	all, last := float32(0), uint32(0)
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			o := &pg.values[i]
			if o.Dim() != v.Dim() {
				continue
			}
			all += s.weight(o, at)
			if !o.Waiting() {
				last = max(last, o.Last())
			}
		}
		p = pg.next
	}
	if replaces[v.Dim()] && !beside && last+quietOld > at {
		return false
	}
	return v.weight.float() >= earnShare*all
}

// Promote makes a waiting value a known one.
func (s *Set) Promote(h *Head, v *Value, at uint32) {
	if !v.Waiting() || v.state() == barred {
		return
	}
	v.back(h)
	v.setState(known)
	v.setDays(max(v.Days(), 1))
	if v.Days() == 1 {
		h.singles.add(v.Dim())
	}
	v.shown(at)
}

// Settled is how much less telling a waiting value has become by being shown
// on further days with nothing else against it: the same evidence again is no
// new evidence. 1 for one never shown.
func (v *Value) Settled() float64 {
	if v == nil || !v.Waiting() || v.state() == barred {
		return 1
	}
	days := float64(max(v.Days(), 1))
	return days * days
}

// lapses is after how long a flagged value that was not shown again counts as a
// novelty, seconds: whoever uses a stolen token comes back.
const lapses = 7 * 86400

// Lapses is how many flagged values of each dimension a token has shown and not
// shown again, in the last 26 weeks.
type Lapses [NDims]uint8

// Lapse counts flagged values that were not shown again among the novelties of
// their token. The values stay unknown. But if only unflagged novelties counted,
// what a token often shows would look rarer with every false alarm: a history
// that is cut off where it is told of (censored) has too low a rate.
func (s *Set) Lapse(h *Head, at uint32, n *Lapses) {
	*n = Lapses{}
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			v := &pg.values[i]
			if st := v.state(); v.Dim() == DimNone || st != waiting && st != lapsed || at <= v.Last()+lapses {
				continue
			}
			if v.state() == waiting {
				v.setState(lapsed)
				h.singles.add(v.Dim())
			}
			if at <= v.Last()+rateHalfLife {
				n[v.Dim()]++
			}
		}
		p = pg.next
	}
}

// back takes back that a value has lapsed, when it is shown again.
func (v *Value) back(h *Head) {
	if v.state() == lapsed {
		v.setState(waiting)
		h.singles.take(v.Dim())
	}
}

// LapseRate is the weekly rate of the novelties that lapsed: a bound from below
// for that of all, whoever else of an app may show them.
func (h *Head) LapseRate(n uint8) float64 {
	return float64(n) / min(rateHalfLife/(7*86400), float64(h.weeks)+priorWeeks)
}
