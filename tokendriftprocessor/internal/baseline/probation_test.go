package baseline

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestForgetGivesEverythingBack(t *testing.T) {
	t.Parallel()
	s := newSet(100)
	for round := range 5 {
		var places []uint32
		for i := range 100 {
			p := s.Admit(keyOf(round*100+i), monday)
			require.NotZero(t, p)
			places = append(places, p)
			h := s.At(p)
			h.AppText = s.Texts.Keep(fmt.Sprint("app ", i%7))
			for n := range uint32(40) {
				s.shown(h, Action, fmt.Sprint("action ", n), monday+n*60)
				s.shown(h, Network, fmt.Sprint("AS", int(n)+i), monday+n*60)
			}
		}
		require.Zero(t, s.Admit(keyOf(99999), monday), "full")
		for _, p := range places {
			s.Forget(p)
		}
		assert.Zero(t, s.Held())
		assert.Zero(t, s.pages.Held(), "no page leaks")
		assert.Zero(t, s.Texts.Held(), "no text leaks")
		assert.Zero(t, s.Find(keyOf(round*100)))
	}
}

func TestProbationScoresAsNewAndIsNoHistory(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	s.shown(h, Client, "sync/1", monday)
	before := s.Rate(h, Client)
	for i := range uint32(10) {
		s.Wait(h, Client, Hash("curl/8"), "curl/8", monday+i*aDay, false, false)
	}
	var q Query
	var a Answer
	q.Set(Client, "curl/8")
	s.Look(h, &q, &a)
	require.NotNil(t, a.Value[Client])
	assert.False(t, a.Known(Client))
	assert.EqualValues(t, 1, a.Held[Client])
	assert.InDelta(t, before, s.Rate(h, Client), 1e-9, "flagged values do not vouch for the next")
	texts, others := s.Normal(h, Client, monday, 16)
	assert.Equal(t, []string{"sync/1"}, texts)
	assert.Zero(t, others)
}

func TestNormalListsAtMostSixteen(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	for i := range uint32(20) {
		s.shown(h, Action, fmt.Sprintf("op-%02d", i), monday+i)
	}
	texts, others := s.Normal(h, Action, monday+20, 16)
	assert.Len(t, texts, 16)
	assert.Equal(t, 4, others)
}

func TestMaturityNeedsTimeAndUses(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	for range 49 {
		s.Use(h, monday)
	}
	assert.False(t, s.Mature(h, monday+8*aDay), "49 uses")
	s.Use(h, monday)
	assert.False(t, s.Mature(h, monday+7*aDay-1), "a second short of a week")
	assert.True(t, s.Mature(h, monday+7*aDay))
	assert.False(t, s.Mature(h, monday-1), "before it was first seen")
}

func TestAWaitingValueEarnsItsPlace(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		d     Dim
		days  uint32
		alone bool
		old   int // uses of the old value on each day
		want  bool
	}{
		"four days":                        {Country, 4, true, 0, false},
		"five days, the old one is gone":   {Country, 5, true, 0, true},
		"with other evidence":              {Country, 9, false, 0, false},
		"beside the old place":             {Country, 30, true, 1, false},
		"an operation beside others":       {Action, 5, true, 2, true},
		"an operation among many":          {Action, 30, true, 9, false},
		"an operation with other evidence": {Action, 30, false, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSet(10)
			h := s.At(s.Admit(keyOf(1), monday))
			s.shown(h, row.d, "old", monday)
			for i := range row.days {
				at := monday + (2+i)*aDay
				for range row.old {
					s.shown(h, row.d, "old", at)
				}
				s.Wait(h, row.d, Hash("new"), "new", at+60, row.alone, false)
			}
			v := s.FindValue(h, row.d, Hash("new"))
			require.NotNil(t, v)
			assert.Equal(t, !row.want, v.Waiting())
		})
	}
}

func TestAPromotedValueCountsAsSeenOnce(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	s.Wait(h, Client, Hash("curl/8"), "curl/8", monday, false, false)
	assert.Zero(t, h.singles.of(Client))
	v := s.FindValue(h, Client, Hash("curl/8"))
	s.Promote(h, v, monday+120)
	assert.False(t, v.Waiting())
	assert.Equal(t, 1, v.Days())
	assert.Equal(t, monday+120, v.Last())
	assert.InDelta(t, 1, h.singles.of(Client), 0)
	s.Promote(h, v, monday+150)
	assert.InDelta(t, 1, h.singles.of(Client), 0, "once")
	assert.Equal(t, []string{"curl/8"}, func() []string { texts, _ := s.Normal(h, Client, monday, 16); return texts }())
}

func TestAWaitingValueSettlesWithItsDays(t *testing.T) {
	t.Parallel()
	for days, want := range map[uint32]float64{0: 1, 1: 1, 3: 9, 4: 16} {
		assert.InDelta(t, want, (&Value{seen: uint32(waiting)<<stateShift | days}).Settled(), 0, days)
	}
	assert.InDelta(t, 1, (*Value)(nil).Settled(), 0)
	assert.InDelta(t, 1, (&Value{seen: 9}).Settled(), 0, "a known one is told by its rate")
}
