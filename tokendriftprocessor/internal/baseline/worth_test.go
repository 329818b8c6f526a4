package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAFloodLosesNoMatureToken: 100,000 one-use tokens come into 1,000 places
// of which 500 are mature.
func TestAFloodLosesNoMatureToken(t *testing.T) {
	t.Parallel()
	s := newSet(1000)
	for i := range 500 {
		h := s.At(s.Admit(keyOf(i+1), monday))
		for d := range uint32(56) {
			s.shown(h, Network, "AS64500", monday+d*aDay)
		}
		h.Flags |= WasMature
	}
	now := monday + 56*aDay
	refused := 0
	for i := range 100_000 {
		k, at := keyOf(1_000_000+i), now+uint32(i)
		if s.Admit(k, at) != 0 {
			continue
		}
		least := s.LeastWorthy(at, 0, false)
		if least == 0 {
			refused++
			continue
		}
		s.Forget(least)
		require.NotZero(t, s.Admit(k, at))
	}
	for i := range 500 {
		p := s.Find(keyOf(i + 1))
		require.NotZero(t, p)
		assert.NotNil(t, s.FindValue(s.At(p), Network, Hash("AS64500")))
	}
	assert.Equal(t, 1000, s.Held())
	assert.Less(t, refused, 1000, "newcomers find a place at the cost of other newcomers")
}

func TestWorthIsInOrderOfWhatALossCosts(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	now := monday + 10*aDay
	var last float64
	for i, h := range []*Head{
		{Days: 1, LastSeen: monday},
		{Days: 1, LastSeen: now},
		{Days: 9, LastSeen: now},
		{Days: 9, LastSeen: now, Flags: WasMature},
		{Days: 2, LastSeen: now, Flags: Declared},
		{Days: 9, LastSeen: now, Flags: Declared | WasMature},
		{Days: 1, LastSeen: now, Flags: InIncident},
	} {
		w := s.worth(h, now)
		if i > 0 {
			assert.Greater(t, w, last, i)
		}
		last = w
	}
}

func TestEdges(t *testing.T) {
	t.Parallel()
	var h Head
	a, b := Hash("a"), Hash("b")
	assert.Zero(t, h.EdgeOf(a, monday), "no operation before")
	h.Step(a, monday)
	assert.Zero(t, h.EdgeOf(a, monday+1), "the same again is no transition")
	assert.NotZero(t, h.EdgeOf(b, monday+3600))
	assert.Zero(t, h.EdgeOf(b, monday+3601), "after an hour the next begins anew")
	assert.Zero(t, h.EdgeOf(b, monday-1), "a late record follows nothing")
	forth := h.EdgeOf(b, monday)
	h.Step(b, monday)
	assert.NotEqual(t, forth, h.EdgeOf(a, monday))
	h.Step(a, monday-5)
	assert.Equal(t, b, h.prevAction, "a late operation is not the last one")
}

func TestTheSearchForTheLeastWorthyVisitsAll(t *testing.T) {
	t.Parallel()
	for _, n := range []uint64{1, 2, 3, 10, 17, 618, 1000, 1001, 65536, 100_001} {
		seen, hand := map[uint64]bool{}, uint64(0)
		for range n {
			hand = (hand + stride(n)) % n
			seen[hand] = true
		}
		assert.Len(t, seen, int(n))
	}
}
