package baseline

import "github.com/cespare/xxhash/v2"

// Query is what one use shows, per dimension. A dimension the use says nothing
// of has hash 0.
type Query struct {
	FP   [NDims]uint32
	Text [NDims]string // printable; may be "" for values that are known
}

// Set sets one value; "" is nothing.
func (q *Query) Set(d Dim, v string) {
	if v == "" {
		q.FP[d], q.Text[d] = 0, ""
		return
	}
	q.FP[d], q.Text[d] = Hash(v), v
}

// Hash is a value's hash; never 0.
func Hash(v string) uint32 {
	if prefix, ok := prefixOf(v); ok {
		return spelled(prefix)
	}
	return folded(xxhash.Sum64String(v))
}

func folded(h uint64) uint32 { return uint32(h>>32) ^ uint32(h) | 1 }

// Answer is what a token knows of a query. The pointers are good until the
// token learns.
type Answer struct {
	Value [NDims]*Value // the value itself, known or waiting; nil when never shown
	Held  [NDims]uint8  // how many values of the dimension are known
}

// Known is whether the token has shown the value unflagged.
func (a *Answer) Known(d Dim) bool { return a.Value[d] != nil && !a.Value[d].Waiting() }

// Look answers a query in one walk over the token's values: a value says which
// dimension it is of, so no dimension is searched by itself.
func (s *Set) Look(h *Head, q *Query, a *Answer) {
	*a = Answer{}
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			v := &pg.values[i]
			d := v.Dim()
			if d == DimNone {
				continue
			}
			if !v.Waiting() {
				a.Held[d]++
			}
			if q.FP[d] == v.FP {
				a.Value[d] = v
			}
		}
		p = pg.next
	}
}

// FindValue looks one value up.
func (s *Set) FindValue(h *Head, d Dim, fp uint32) *Value {
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			if v := &pg.values[i]; v.Dim() == d && v.FP == fp {
				return v
			}
		}
		p = pg.next
	}
	return nil
}

// Rate is how often per week this token is expected to show a new value in d.
func (s *Set) Rate(h *Head, d Dim) float64 {
	p := Prior(d, h.Person())
	k := min(priorWeeks, mostPriorEvents/p)
	return (float64(h.singles.of(d)) + k*p) / (float64(h.weeks) + k)
}

// Weeks is the faded history that rates rest on.
func (h *Head) Weeks() float64 { return float64(h.weeks) }
