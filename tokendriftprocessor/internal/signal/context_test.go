package signal

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// TestWhatLapsedBoundsTheRateFromBelow: that one of eight tokens is the first to
// show what the vendor changes says nothing of what one of them does alone.
func TestWhatLapsedBoundsTheRateFromBelow(t *testing.T) {
	t.Parallel()
	set := baseline.NewSet(baseline.Limits{Tokens: 10, HalfLife: 14 * 24 * time.Hour, LearningPeriod: time.Hour, LearningUses: 1})
	head := set.At(set.Admit(store.Key{Hash: 1, Check: 1}, 1_000_000))
	prior := baseline.Prior(baseline.Action, false)
	for name, row := range map[string]struct {
		peers  int
		lapsed uint8
		want   float64
	}{
		"alone":                   {0, 0, prior},
		"one of eight":            {7, 0, prior / 8},
		"one of eight, four done": {7, 4, 4.0 / 8},
		"alone, four done":        {0, 4, 4.0 / 8},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := Context{Set: set, Head: head, Query: &baseline.Query{}, Answer: &baseline.Answer{}, Mature: true, Peers: row.peers}
			c.Query.FP[baseline.Action], c.Answer.Held[baseline.Action], c.Lapses[baseline.Action] = 5, 3, row.lapsed
			rate, ok := c.novel(baseline.Action)
			require.True(t, ok)
			assert.InDelta(t, row.want, rate, 1e-6)
		})
	}
}
