package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// daily shows so many rows and bytes on each of some days.
func (h *Head) daily(days uint32, rows, size int64) (next uint32) {
	for d := range days {
		h.Flow(monday+d*aDay, rows, size)
	}
	return monday + days*aDay
}

func TestADrainIsASumAboveTheTokensOwn(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		days        uint32
		usual, more [2]int64 // rows, bytes
		what        string   // "" nothing is told
		times       float64
	}{
		// A thing a day whose sum halves in a day is two of it in the end.
		"as always":          {24, [2]int64{10_000, 0}, [2]int64{10_000, 0}, "", 0},
		"twice the sum":      {24, [2]int64{10_000, 0}, [2]int64{30_000, 0}, "rows", 2},
		"in bytes":           {24, [2]int64{10_000, 50 << 20}, [2]int64{10_000, 250 << 20}, "bytes", 3},
		"too young":          {9, [2]int64{10_000, 0}, [2]int64{30_000, 0}, "", 0},
		"hardly any rows":    {24, [2]int64{100, 0}, [2]int64{890, 0}, "", 0},
		"nothing to compare": {24, [2]int64{0, 0}, [2]int64{30_000, 0}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var h Head
			at := h.daily(row.days, row.usual[0], row.usual[1])
			d, ok := h.Flow(at, row.more[0], row.more[1])
			require.Equal(t, row.what != "", ok)
			if !ok {
				return
			}
			assert.Equal(t, row.what, d.What)
			assert.InDelta(t, row.times, d.Times, 0.01)
		})
	}
}

func TestADrainIsToldByThirdsOfAnOctave(t *testing.T) {
	t.Parallel()
	var h Head
	at := h.daily(24, 10_000, 0)
	var told []bool
	for _, rows := range []int64{14_000, 100, 6_000, 100, 20_000} { // 1.2, 1.2, 1.5, 1.5 and 2.5 times
		_, ok := h.Flow(at, rows, 0)
		told = append(told, ok)
	}
	assert.Equal(t, []bool{false, false, true, false, true}, told)
}

func TestBlocksOfADrainAreNoHistory(t *testing.T) {
	t.Parallel()
	var h Head
	at := h.daily(24, 10_000, 0)
	peak := h.drain.rows.peak
	for range 4 { // blocks of 50,000 rows a day
		for range 4 {
			h.Flow(at, 50_000, 0)
			at += aDay
		}
	}
	assert.InDelta(t, peak, h.drain.rows.peak, 100, "it is still measured by what was before")
}
