package signal

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAWalkOfFirstsSaysHowMany: their share of the uses would say nothing.
func TestAWalkOfFirstsSaysHowMany(t *testing.T) {
	t.Parallel()
	e, ok := baselineWalk(&Context{Mature: true, Walk: 12, Firsts: 3.8, FirstsUsual: 0.14})
	require.True(t, ok)
	assert.Equal(t, "4 operations or objects it never showed, in these days", e.Seen)
	assert.Equal(t, "0.1 in a week", e.Normal)
	assert.InDelta(t, 1.0/64, e.Rate, 1e-9)
	_, ok = baselineWalk(&Context{Mature: true, Walk: 3.9, Firsts: 3})
	assert.False(t, ok)
}
