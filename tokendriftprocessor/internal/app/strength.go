package app

import (
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// Families is how many families of evidence a strength holds.
const Families = baseline.Families

// levels a family's evidence has: 0 nothing, 15 the strongest.
const (
	levelBits = 4
	topLevel  = 1<<levelBits - 1
	oneBits   = 2.0  // a rate of once in four weeks is no evidence yet
	perLevel  = 1.25 // bits
)

// Strength is how strong the evidence of an episode is in every family at once.
type Strength uint32

// Level is the level of a weekly rate.
func Level(rate float64) int {
	if rate <= 0 {
		return 0
	}
	return int(min(max((-math.Log2(rate)-oneBits)/perLevel, 0), topLevel))
}

// Of is the level of one family.
func (s Strength) Of(family int) int { return int(s>>(levelBits*family)) & topLevel }

// With is s with a family raised to a level, never lowered.
func (s Strength) With(family, level int) Strength {
	if level <= s.Of(family) {
		return s
	}
	shift := levelBits * family
	return s&^(topLevel<<shift) | Strength(level)<<shift
}

// Max is the strongest of two in every family.
func (s Strength) Max(o Strength) Strength {
	for f := range Families {
		s = s.With(f, o.Of(f))
	}
	return s
}

// Reaches is whether s is at least as strong as o in every family.
func (s Strength) Reaches(o Strength) bool {
	for f := range Families {
		if s.Of(f) < o.Of(f) {
			return false
		}
	}
	return true
}

// Fired is how many families speak.
func (s Strength) Fired() (n int) {
	for f := range Families {
		if s.Of(f) > 0 {
			n++
		}
	}
	return n
}
