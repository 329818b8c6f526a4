package store

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFilterForgetsNoKey over several layers, of which the later grow slower.
func TestFilterForgetsNoKey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var f Filter
	keys := make([]Key, 500_000)
	for i := range keys {
		keys[i] = Key{Hash: random.Uint64(), Check: random.Uint64()}
		f.Add(keys[i])
	}
	assert.Equal(t, len(keys), f.Held())
	assert.Len(t, f.layers, 4)
	assert.Equal(t, int64(1920<<10), f.Bytes())
	for i, k := range keys {
		if i%2 == 0 {
			f.Remove(k)
		}
	}
	wrong := 0
	for i, k := range keys {
		if i%2 == 1 {
			assert.True(t, f.Has(k), i)
		}
		if f.Has(Key{Hash: random.Uint64(), Check: random.Uint64()}) {
			wrong++
		}
	}
	assert.Less(t, wrong, len(keys)/1000)
}

func TestLayersGrow(t *testing.T) {
	t.Parallel()
	var total, at10M int
	for n := range 9 {
		total += layerLen(n)
	}
	at10M = total * 4 * 9 / 10
	assert.Equal(t, []int{1, 2, 4, 8, 16, 32, 32, 32, 64, 64, 128}, func() (steps []int) {
		for n := range 11 {
			steps = append(steps, layerLen(n)/firstLayer)
		}
		return steps
	}())
	assert.Greater(t, at10M, 10_000_000, "nine layers are enough for ten million keys")
	assert.Less(t, total*8, 26<<20)
}
