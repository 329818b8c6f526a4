package app

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// meanwhile is a lock that others take each time it is free.
type meanwhile func()

func (m meanwhile) Lock() { m() }
func (meanwhile) Unlock() {}

// TestAMomentIsWrittenAsItWas although apps change and are forgotten while it
// is written.
func TestAMomentIsWrittenAsItWas(t *testing.T) {
	t.Parallel()
	random, table, at := rand.New(rand.NewPCG(1, 2)), NewTable(), uint32(1_700_000_000)
	live := func(times int) {
		for range times {
			at += 60
			k := store.Key{Hash: random.Uint64N(6000), Check: 1}
			switch random.IntN(5) {
			case 0:
				table.Join(k, at)
			case 1:
				table.Opened(k, at)
			case 2:
				table.Closed(k)
			default:
				table.Show(k, baseline.Dim(random.IntN(3)), random.Uint32N(400), at)
			}
		}
	}
	live(60_000)
	for range 3 {
		want := table.AppendBinary(nil)
		write := table.Freeze()
		live(20)
		got := write(nil, meanwhile(func() { live(20) }))
		assert.True(t, bytes.Equal(want, got), "%d bytes, then %d", len(want), len(got))
		assert.NotEqual(t, want, table.AppendBinary(nil), "it has gone on")
		assert.Nil(t, table.before)
	}
}
