package engine

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLastUsesOfVersion1 reads what a program wrote that knew no leaks: the
// same without two hashes of eight bytes behind the other fifteen.
func TestLastUsesOfVersion1(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	judgeNow(e, plainUse("k1", "1", origin0))
	now := e.appendLate(nil)
	require.Equal(t, byte(lateVersion), now[0])
	const head, before = 1 + 2, 4*8 + 3 + keysOfFirst*8 // small numbers take a byte
	then := slices.Delete(slices.Clone(now), head+before, head+before+16)
	then[0] = 1

	old := newEngine(t, defaults(t))
	require.NoError(t, old.loadFeeds(e.appendFeeds(nil)))
	require.NoError(t, old.loadLate(then))
	want, got := *e.late.at(0), *old.late.at(0)
	want.things.Leaks = [2]uint64{}
	assert.Equal(t, want, got)
	then[0] = 3
	assert.ErrorContains(t, old.loadLate(then), "last uses: version 3, this program reads versions 1 to 2")
}
