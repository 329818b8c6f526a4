package app

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Seat is one token of the app.
type Seat struct {
	Token store.Key
	Place uint32 // hash of the place new to it
	Dim   baseline.Dim
	Other Clauses
	away  uint64 // hours since the beginning with a use in a young place
	home  uint64 // and with one in an old place
}

// Clauses are those of a vendor's migration that a token breaks.
type Clauses uint8

// The clauses.
const (
	OtherClient Clauses = 1 << iota
	OtherOperations
	MoreVolume
	OldInUse
	SomeOnly
)

// Sighting is one use, as far as moves care.
type Sighting struct {
	Token store.Key
	At    uint32       // event time, seconds
	Dim   baseline.Dim // how far off a young place is; DimNone: an old place
	Place uint32
	Other Clauses
}

// Sight takes a use of a token of the app in, and tells whether the token is in
// a new place for the first time. What is older than the beginning or later
// than a move is followed says nothing.
func (m *Moves) Sight(mv *Move, s *Sighting) (arrives bool) {
	h := s.At/hour - mv.Began
	if s.At/hour < mv.Began || h >= followed {
		return false
	}
	i, held := slices.BinarySearchFunc(mv.seats, s.Token, func(x Seat, k store.Key) int { return x.Token.Compare(k) })
	if !held {
		if len(mv.seats) >= mostSeats {
			m.refused++
			return false
		}
		mv.seats = slices.Insert(mv.seats, i, Seat{Token: s.Token})
	}
	seat := &mv.seats[i]
	if s.Dim == baseline.DimNone {
		seat.home |= 1 << h
		return false
	}
	if arrives = seat.away == 0; arrives {
		seat.Place, seat.Dim = s.Place, s.Dim
	}
	seat.away |= 1 << h
	seat.Other |= s.Other
	return arrives
}

// Since is when it began, seconds.
func (mv *Move) Since() uint32 { return mv.Began * hour }

// Meets is whether a place is one that the app moved to or is stolen from, as of
// the last full hour. Another place may be another thief's.
func (mv *Move) Meets(place, at uint32) bool {
	full := before(int(at/hour) - int(mv.Began))
	return slices.ContainsFunc(mv.seats, func(s Seat) bool { return s.away&full != 0 && s.Place == place && mv.of(&s) })
}

// of is whether a seat is part of what was decided.
func (mv *Move) of(s *Seat) bool {
	return s.away != 0 && (mv.Became == Undecided || s.group() == mv.Shared)
}

// Tokens gives the tokens that moved together, the earliest first.
func (mv *Move) Tokens() (tokens []store.Key) {
	var list []Seat
	for i := range mv.seats {
		if s := mv.seats[i]; mv.of(&s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b Seat) int { return cmp.Or(cmp.Compare(a.left(), b.left()), a.Token.Compare(b.Token)) })
	for _, s := range list {
		tokens = append(tokens, s.Token)
	}
	return tokens
}

// Call gives a young place its name; the first of several prefixes of the same
// network stands for all.
func (mv *Move) Call(d baseline.Dim, place uint32, value, name string) {
	if d == baseline.Prefix {
		place = sameNetwork
	}
	if len(mv.places) < mostNamed && !slices.ContainsFunc(mv.places, func(n named) bool { return n.place == place }) {
		mv.places = append(mv.places, named{place, value, name})
	}
}

// Decide notes what was decided, and of which place.
func (mv *Move) Decide(b Became, t *Test) {
	mv.Became, mv.Shared = b, t.Shared
	mv.Moved, mv.Active = int64(t.Moved), int64(t.Active)
	mv.Place, mv.Name = "another place", "another place"
	for _, n := range mv.places {
		if n.place == t.Shared {
			mv.Place, mv.Name = n.value, n.name
		}
	}
}

// before are the hours before h.
func before(h int) uint64 {
	switch {
	case h <= 0:
		return 0
	case h >= followed:
		return ^uint64(0)
	}
	return 1<<h - 1
}

// left is the hour in which the token was first seen in the new place.
func (s *Seat) left() int { return bits.TrailingZeros64(s.away) }

// Note adds a use in the new place to what a report shows.
func (mv *Move) Note(at, volume int64, record, system, object string) {
	mv.Count++
	mv.Volume += volume
	mv.Last = max(mv.Last, at)
	if mv.First == 0 || at < mv.First {
		mv.First = at
	}
	for _, l := range [...]struct {
		list *[]string
		s    string
	}{{&mv.Records, record}, {&mv.Systems, system}, {&mv.Objects, object}} {
		if l.s != "" && len(*l.list) < mostShown && !slices.Contains(*l.list, l.s) {
			*l.list = append(*l.list, strings.Clone(l.s))
		}
	}
}
