package baseline

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// monday is 2026-01-05 00:00 UTC in seconds.
var monday = uint32(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).Unix())

const aDay, aWeek = 86400, 7 * 86400

func newSet(tokens int) *Set {
	return NewSet(Limits{
		Tokens: tokens, HalfLife: 336 * time.Hour, LearningPeriod: 168 * time.Hour, LearningUses: 50, Lateness: 40 * 24 * time.Hour,
	})
}

func keyOf(i int) store.Key {
	return store.Key{Hash: uint64(i) * 0x9E3779B97F4A7C15, Check: uint64(i) | 1}
}

// shown is one use that shows a single value.
func (s *Set) shown(h *Head, d Dim, value string, at uint32) {
	var q Query
	var a Answer
	q.Set(d, value)
	s.Look(h, &q, &a)
	s.Use(h, at)
	s.Learn(h, &q, &a, at)
}

func TestASteadyTokensRateFallsWithWeeks(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	last := s.Rate(h, Network)
	assert.InDelta(t, 0.02, last, 1e-6, "the shipped prior")
	for week := range uint32(12) {
		for d := range uint32(7) {
			s.shown(h, Network, "AS64500", monday+week*aWeek+d*aDay)
		}
		if week == 0 {
			last = s.Rate(h, Network)
			continue
		}
		now := s.Rate(h, Network)
		assert.Less(t, now, last, "week %d", week)
		last = now
	}
	// 12 weeks of silence against a prior worth 8 weeks: 8 x 0.02 / (about 10 + 8).
	assert.InDelta(t, 0.009, last, 0.001)
}

func TestARotatingTokensRateIsHigh(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	for d := range uint32(56) {
		s.shown(h, Network, fmt.Sprint("AS", d), monday+d*aDay)
	}
	assert.Greater(t, s.Rate(h, Network), 2.0, "a new network a day: the next one tells nothing")
	assert.LessOrEqual(t, s.Rate(h, Network), 7.0)
	assert.Less(t, s.Rate(h, Country), 0.005, "and its countries are judged by themselves")
}

func TestAPersonsPriorIsHigher(t *testing.T) {
	t.Parallel()
	for d := Prefix; d < Said; d++ {
		assert.Greater(t, Prior(d, true), Prior(d, false), d)
	}
}

func TestEvictionKeepsTheMajorityValue(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range uint32(5000) {
		at := monday + i*600
		if random.IntN(100) < 55 {
			s.shown(h, Network, "AS64500", at)
		} else {
			s.shown(h, Network, fmt.Sprint("AS", i), at)
		}
	}
	v := s.FindValue(h, Network, Hash("AS64500"))
	require.NotNil(t, v, "twenty-two hundred one-time values did not push it out")
	var q Query
	var a Answer
	s.Look(h, &q, &a)
	assert.Equal(t, room[Network], a.Held[Network])
	texts, _ := s.Normal(h, Network, monday+5000*600, 16)
	assert.Equal(t, "AS64500", texts[0])
}

func TestEveryDimensionKeepsToItsRoom(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	for i := range uint32(2000) {
		for d := Prefix; d < NDims; d++ {
			if room[d] > 0 && d != Said {
				s.shown(h, d, fmt.Sprint(d, "-", i), monday+i*3600)
			}
		}
	}
	var q Query
	var a Answer
	s.Look(h, &q, &a)
	total := 0
	for d := Prefix; d < NDims; d++ {
		assert.LessOrEqual(t, a.Held[d], room[d], d)
		total += int(a.Held[d])
	}
	assert.LessOrEqual(t, s.pages.Held(), (total+perPage-1)/perPage+1)
	assert.LessOrEqual(t, s.Texts.Held(), 10*textsPerToken+fewestTexts)
}
