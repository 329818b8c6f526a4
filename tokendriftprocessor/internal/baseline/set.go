package baseline

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Limits of a Set.
type Limits struct {
	Tokens         int
	HalfLife       time.Duration // a value's weight halves in this time
	LearningPeriod time.Duration
	LearningUses   int
	Lateness       time.Duration // records so late are judged by what is held
}

// Set is the baselines of all tokens. Not safe for concurrent use.
type Set struct {
	heads  *store.Slab[Head]
	pages  *store.Slab[page]
	visits *store.Slab[Visit]
	words  words
	Texts  *store.Texts
	index  *store.Index
	shares shares

	halfLife       float64 // seconds
	learningPeriod uint32
	learningUses   uint32
	visitHeld      uint32 // how long, seconds
	hand           uint32 // where the search for the least worthy begins
}

// pagesPerToken bounds the values of all tokens together: twice the average of
// the byte table, so that some may hold many.
const pagesPerToken = 10

// The printable forms are bounded by two for each token, since tokens share
// most of theirs, and by so many for a small deployment, which shares less.
// The sum is a little below a power of two where there are 100,000 or 1,000,000
// tokens: the table of texts is of that size.
const textsPerToken, fewestTexts = 2, 1 << 15

// NewSet makes room for at most l.Tokens tokens.
func NewSet(l Limits) *Set {
	s := &Set{
		heads:          store.NewSlab[Head](l.Tokens),
		pages:          store.NewSlab[page](l.Tokens*pagesPerToken + 64),
		visits:         store.NewSlab[Visit](l.Tokens),
		visitHeld:      VisitLasts + uint32(l.Lateness/time.Second),
		Texts:          store.NewTexts(l.Tokens*textsPerToken + fewestTexts),
		halfLife:       l.HalfLife.Seconds(),
		learningPeriod: uint32(l.LearningPeriod / time.Second),
		learningUses:   uint32(l.LearningUses),
	}
	texts := l.Tokens*textsPerToken + fewestTexts
	s.words = newWords(s.Texts, 2*texts, l.Tokens/2) // a prefix is often a network too
	s.index = store.NewIndex(l.Tokens, func(i uint32) store.Key { return s.heads.At(i).Key })
	return s
}

// Find is the place of the token with this key, or 0.
func (s *Set) Find(k store.Key) uint32 { return s.index.Find(k) }

// At is the head in a place.
func (s *Set) At(place uint32) *Head { return s.heads.At(place) }

// Held is how many tokens there are.
func (s *Set) Held() int { return s.heads.Held() }

// Limit is how many tokens there can be.
func (s *Set) Limit() int { return s.heads.Limit() }

// Admit makes a new token, which the caller knows is not held, or returns 0
// when there is no room.
func (s *Set) Admit(k store.Key, at uint32) uint32 {
	place := s.heads.Take()
	if place == 0 {
		return 0
	}
	h := s.heads.At(place)
	h.Key, h.FirstSeen, h.LastSeen = k, at, at
	h.today = day(at)
	h.Days = 1
	s.index.Put(k, place)
	s.shares.join(h.Source)
	return place
}

// Forget gives a token's memory back.
func (s *Set) Forget(place uint32) {
	h := s.heads.At(place)
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			s.words.drop(&pg.values[i])
		}
		next := pg.next
		s.pages.Give(p)
		p = next
	}
	if h.visit != 0 {
		s.visits.Give(h.visit)
	}
	for _, t := range [...]uint32{h.AppText, h.ActorText} {
		s.Texts.Drop(t)
	}
	s.index.Delete(h.Key)
	s.shares.leave(h.Source)
	s.heads.Give(place)
}

// Each visits the tokens in order of their places.
func (s *Set) Each(visit func(place uint32, h *Head)) {
	for i := uint32(1); i < s.heads.End(); i++ {
		if s.heads.Taken(i) {
			visit(i, s.heads.At(i))
		}
	}
}

// Mature is whether a token's silence counts as normal.
func (s *Set) Mature(h *Head, at uint32) bool {
	return h.Uses >= s.learningUses && at-h.FirstSeen >= s.learningPeriod && at >= h.FirstSeen
}

func day(at uint32) uint16 { return uint16(at / 86400) }
