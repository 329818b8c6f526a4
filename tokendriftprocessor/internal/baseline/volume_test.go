package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hourly shows so many rows in each hour.
func (h *Head) hourly(from uint32, rows ...int64) (at uint32) {
	for i, n := range rows {
		at = from + uint32(i)*3600
		h.Count(at, n, 0)
	}
	return at + 3600
}

func quietHours(n int) (rows []int64) {
	for range n {
		rows = append(rows, 1000)
	}
	return rows
}

func TestAPeakMovesWithClosedWindowsOnly(t *testing.T) {
	t.Parallel()
	var h Head
	at := h.hourly(monday, quietHours(13)...)
	for i, want := range map[int]int{2500: 1, 5000: 2, 11000: 3} {
		g := h
		b, ok := g.Count(at, int64(i), 0)
		require.True(t, ok, i)
		assert.Equal(t, want, b.Octaves, i)
		assert.Equal(t, "rows", b.What)
		assert.InDelta(t, 1000, b.Peak, 0)
	}
	b, ok := h.Count(at, 9000, 0)
	require.True(t, ok)
	assert.Equal(t, 3, b.Octaves)
	_, ok = h.Count(at+60, 2000, 0)
	assert.False(t, ok, "each octave is told once a window, and it did not raise its own bar")
	b, ok = h.Count(at+120, 9000, 0)
	require.True(t, ok, "the next octave of the same window")
	assert.InDelta(t, 1000, b.Peak, 0)
}

func TestADirtyWindowRaisesNoPeak(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		dirty bool
		fires bool
	}{"clean": {false, false}, "dirty": {true, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var h Head
			at := h.hourly(monday, quietHours(13)...)
			h.Count(at, 50_000, 0)
			if row.dirty {
				h.Soil()
			}
			_, ok := h.Count(at+3600, 50_000, 0)
			assert.Equal(t, row.fires, ok)
		})
	}
}

func TestABurstNeedsTwelveClosedWindowsAndAnAmount(t *testing.T) {
	t.Parallel()
	var h Head
	at := h.hourly(monday, quietHours(12)...) // the twelfth is still open
	_, ok := h.Count(at-1800, 500_000, 0)
	assert.False(t, ok, "eleven closed windows say nothing yet")

	var small Head
	for i := range uint32(20) {
		small.Count(monday+i*3600, 10, 0)
	}
	more := small
	_, ok = small.Count(monday+20*3600, 999, 0)
	assert.False(t, ok, "999 rows are noise")
	_, ok = more.Count(monday+20*3600, 1000, 0)
	assert.True(t, ok)
}

func TestALateUseCountsInNoWindow(t *testing.T) {
	t.Parallel()
	var h Head
	at := h.hourly(monday, quietHours(13)...)
	h.Count(at, 0, 0)
	_, ok := h.Count(at-2*3600, 1_000_000, 0)
	assert.False(t, ok)
}

func TestHours(t *testing.T) {
	t.Parallel()
	office := func(days uint32) *Head {
		var h Head
		for d := range days {
			for hour := range uint32(4) {
				at := monday + d*aDay + (9+hour)*3600
				h.Count(at, 0, 0)
				h.LearnHour(at)
			}
			h.Days++
		}
		return &h
	}
	long := office(28)
	for hour, want := range map[uint32]bool{3: true, 7: true, 8: false, 9: false, 12: false, 13: false, 14: true, 23: true} {
		assert.Equal(t, want, long.UnusualHour(monday+28*aDay+hour*3600), hour)
	}
	assert.False(t, office(9).UnusualHour(monday+9*aDay+3*3600), "nine days settle nothing")
	assert.Equal(t, []int{9, 10, 11, 12}, long.UsualHours(monday+28*aDay))

	var around Head
	for i := range uint32(28 * 24) {
		at := monday + i*3600
		around.Count(at, 0, 0)
		around.LearnHour(at)
		around.Days = uint16(i/24 + 1)
	}
	assert.False(t, around.UnusualHour(monday+29*aDay+3*3600), "a token that works around the clock has no unusual hour")

	assert.Equal(t, 0, HourOf(monday))
	assert.Equal(t, 23, HourOf(monday-aDay*2-1), "Friday night")
	assert.Equal(t, 24, HourOf(monday-aDay*2), "Saturday")
	assert.Equal(t, 47, HourOf(monday-1), "Sunday night")
}
