package baseline

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAFlaggedValueLapses: it counts as a novelty when it was not shown again
// for a week, once, and stays unknown.
func TestAFlaggedValueLapses(t *testing.T) {
	t.Parallel()
	s, n := newSet(10), Lapses{}
	h := s.At(s.Admit(keyOf(1), monday))
	s.shown(h, Network, "AS64500", monday)
	s.Wait(h, Network, Hash("AS64501"), "AS64501", monday+aDay, true, false)
	before := h.singles.of(Network)
	s.Lapse(h, monday+8*aDay, &n)
	assert.Zero(t, n[Network], "a week, to the second")
	for range 2 {
		s.Lapse(h, monday+8*aDay+1, &n)
		assert.EqualValues(t, 1, n[Network])
		assert.InDelta(t, before+1, h.singles.of(Network), 0)
	}
	assert.Zero(t, n[Client])
	v := s.FindValue(h, Network, Hash("AS64501"))
	assert.True(t, v.Waiting(), "it is not known by that")

	again := s.AppendToken(s.Find(keyOf(1)), nil)
	other := newSet(10)
	place, err := other.LoadToken(again)
	require.NoError(t, err)
	other.Lapse(other.At(place), monday+9*aDay, &n)
	assert.EqualValues(t, 1, n[Network])
	assert.InDelta(t, before+1, other.At(place).singles.of(Network), 0, "a restart does not count it twice")

	s.Lapse(h, monday+aDay+rateHalfLife+1, &n)
	assert.Zero(t, n[Network], "half a year later it is no measure any more")
}

// TestWhatComesBackHasNotLapsed: whoever uses a stolen token comes back.
func TestWhatComesBackHasNotLapsed(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(s *Set, h *Head, v *Value, at uint32){
		"flagged":   func(s *Set, h *Head, v *Value, at uint32) { s.Wait(h, Network, v.FP, "", at, false, false) },
		"confirmed": func(s *Set, h *Head, v *Value, at uint32) { s.Promote(h, v, at); h.singles.take(Network) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, n := newSet(10), Lapses{}
			h := s.At(s.Admit(keyOf(1), monday))
			s.Wait(h, Network, Hash("AS64501"), "AS64501", monday, false, false)
			s.Lapse(h, monday+20*aDay, &n)
			require.EqualValues(t, 1, n[Network])
			back(s, h, s.FindValue(h, Network, Hash("AS64501")), monday+20*aDay)
			s.Lapse(h, monday+21*aDay, &n)
			assert.Zero(t, n[Network])
			assert.InDelta(t, 0, h.singles.of(Network), 0)
		})
	}
}

// TestALapseBoundsTheRate: ten in half a year are one in two and a half weeks,
// whatever the prior and a token's peers say.
func TestALapseBoundsTheRate(t *testing.T) {
	t.Parallel()
	s, n := newSet(10), Lapses{}
	h := s.At(s.Admit(keyOf(1), monday))
	h.weeks = 26
	for i := range uint32(10) {
		name := fmt.Sprint("op", i)
		s.Wait(h, Action, Hash(name), name, monday+i*aDay, true, false)
	}
	s.Lapse(h, monday+40*aDay, &n)
	assert.InDelta(t, 10.0/26, h.LapseRate(n[Action]), 1e-6)
	assert.Zero(t, h.LapseRate(n[Object]))
	h.weeks = 2
	assert.InDelta(t, 1, h.LapseRate(n[Action]), 1e-6, "ten in two weeks and the eight of the prior")
}
