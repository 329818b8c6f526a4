package app

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func strengthOf(levels ...int) (s Strength) {
	for i := 0; i < len(levels); i += 2 {
		s = s.With(levels[i], levels[i+1])
	}
	return s
}

func TestLevel(t *testing.T) {
	t.Parallel()
	for rate, want := range map[float64]int{
		2: 0, 1: 0, 0.25: 0, // once in four weeks
		0.106: 0, 0.105: 1, // 3.25 bits: about once in ten weeks
		0.0442: 1, 0.0441: 2, 0.0186: 2, 0.0185: 3,
		math.Exp2(-20.74): 14, math.Exp2(-20.76): 15, 1e-300: 15,
		0: 0, -1: 0, math.Inf(1): 0,
	} {
		assert.Equal(t, want, Level(rate), rate)
	}
}

func TestStrength(t *testing.T) {
	t.Parallel()
	s := strengthOf(0, 3, 7, 15)
	assert.Equal(t, [Families]int{0: 3, 7: 15}, levelsOf(s))
	assert.Equal(t, 2, s.Fired())
	assert.Equal(t, s, s.With(0, 2), "never lowered")
	assert.Equal(t, [Families]int{0: 4, 7: 15}, levelsOf(s.With(0, 4)))

	other := strengthOf(0, 5, 3, 1)
	assert.Equal(t, strengthOf(0, 5, 3, 1, 7, 15), s.Max(other))
	assert.Equal(t, s.Max(other), other.Max(s))
	assert.True(t, s.Max(other).Reaches(s))
	assert.True(t, s.Reaches(s))
	assert.True(t, s.Reaches(0))
	assert.False(t, s.Reaches(other))
	assert.False(t, other.Reaches(s))
	assert.Zero(t, Strength(0).Fired())
}

func levelsOf(s Strength) (levels [Families]int) {
	for f := range levels {
		levels[f] = s.Of(f)
	}
	return levels
}

// TestMoveCountsEveryEpisodeOnce plays random lives of many tokens' episodes,
// which grow and are taken out, and counts them anew.
func TestMoveCountsEveryEpisodeOnce(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	p, held := NewPool(), make([]Strength, 50)
	for i := range 20_000 {
		token := random.IntN(len(held))
		was := held[token]
		switch random.IntN(10) {
		case 0: // became an incident
			p.Move(was, 0)
			held[token] = 0
		default:
			is := was.With(random.IntN(Families), random.IntN(4))
			p.Move(was, is)
			held[token] = is
		}
		if i%500 != 0 {
			continue
		}
		p.At(uint32(i+1) * hour)
		ask := strengthOf(random.IntN(Families), random.IntN(3), random.IntN(Families), 1+random.IntN(2))
		want := 0.0
		for _, s := range held {
			if s != 0 && s.Reaches(ask) {
				want++
			}
		}
		require.InDelta(t, want, p.Reaching(ask), 0, "after %d", i)
	}
}

func TestThePoolIsAsOfTheLastFullHour(t *testing.T) {
	t.Parallel()
	p, s := NewPool(), strengthOf(0, 3)
	p.At(noon)
	p.Weeks(2)
	p.Move(0, s)
	p.At(noon + hour - 1)
	assert.Zero(t, p.Reaching(s))
	assert.Zero(t, p.Seen())
	p.At(noon + hour)
	assert.InDelta(t, 1, p.Reaching(s), 0)
	assert.InDelta(t, 2, p.Seen(), 0)
	p.Move(0, s)
	p.At(noon) // a source that is behind
	assert.InDelta(t, 1, p.Reaching(s), 0)
}

func TestThePoolIsBounded(t *testing.T) {
	t.Parallel()
	p, common := NewPool(), strengthOf(7, 15)
	p.Move(0, common)
	for i := range uint32(10_000) {
		p.Move(0, Strength(i+1))
	}
	assert.Len(t, p.episodes, mostStrengths)
	p.Move(0, common)
	p.At(noon)
	assert.InDelta(t, 2, p.Reaching(common), 0, "what is known goes on counting")
	p.Move(Strength(9_999), 0) // was never counted
	assert.Len(t, p.episodes, mostStrengths)
}

// TestTheFloorIsMonotone: a stronger episode is never believed to be more
// frequent, a machine's and a person's alike.
func TestTheFloorIsMonotone(t *testing.T) {
	t.Parallel()
	for _, person := range [...]bool{false, true} {
		rates := NewRates()
		for i := range Families {
			for j := i; j < Families; j++ {
				for a := 1; a <= topLevel; a++ {
					for b := 1; b <= topLevel; b++ {
						if i == j && a != b {
							continue
						}
						s := strengthOf(i, a, j, b)
						floor := rates.Floor(s, person)
						require.Positive(t, floor, "what was never seen is not impossible")
						require.LessOrEqual(t, floor, rates.Floor(strengthOf(i, a), person))
						require.GreaterOrEqual(t, floor, rates.Floor(s.With(i, min(a+1, topLevel)), person), "%d %d, %d %d, person %t", i, a, j, b, person)
						require.GreaterOrEqual(t, floor, rates.Floor(s.With(j, min(b+1, topLevel)), person), "%d %d, %d %d, person %t", i, a, j, b, person)
						require.GreaterOrEqual(t, floor, rates.Floor(s.With(4, 2), person))
					}
				}
			}
		}
	}
}

func TestTheFloorMovesFromThePriorToWhatWasSeen(t *testing.T) {
	t.Parallel()
	rates, s := NewRates(), strengthOf(0, 1)
	once, both := usual*(float64(measured[0][0][0][0][0])+0.5), usual*(float64(measured[0][0][2][3][0])+0.5)
	assert.InDelta(t, once/30_000, rates.Floor(s, false), 1e-12, "what is usual of the measured count and a half")
	assert.InDelta(t, 1, rates.Floor(0, false), 0, "nothing speaks")

	machines := rates.Of(false)
	machines.Weeks(6000)
	for range 60 {
		machines.Move(0, strengthOf(0, 4, 2, 1))
	}
	rates.At(noon)
	assert.InDelta(t, (once/30_000*2000+60)/8000, rates.Floor(s, false), 1e-12)
	assert.Greater(t, rates.Floor(s, true), rates.Floor(s, false), "persons' own pool has seen nothing")

	pair := strengthOf(0, 4, 2, 1)
	assert.InDelta(t, (both/30_000*2000+60)/8000, rates.Floor(pair, false), 1e-12, "the rarer of both and of the pair")
}
