package incident

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// meanwhile is a lock that others take each time it is free.
type meanwhile func()

func (m meanwhile) Lock() { m() }
func (meanwhile) Unlock() {}

// TestAMomentIsWrittenAsItWas although incidents open, grow and close while it
// is written.
func TestAMomentIsWrittenAsItWas(t *testing.T) {
	t.Parallel()
	random, b := rand.New(rand.NewPCG(1, 2)), NewBook(1000)
	opened, last := 0, (*Open)(nil)
	live := func(times int) {
		for range times {
			if last != nil && b.Of(last.Key) == last && random.IntN(2) == 0 {
				b.Touch(last)
				last.Add(&event.Event{ID: fmt.Sprint("r", opened), Rows: 5}, int64(opened), []uint32{uint32(opened)})
				continue
			}
			k := store.Key{Hash: random.Uint64N(700), Check: 7}
			if o := b.Of(k); o != nil && random.IntN(3) == 0 {
				b.Remove(o)
			} else if last = o; o == nil {
				opened++
				b.Put(&Open{Verdict: exampleVerdict(opened), Key: k, Source: uint32(opened % 3), LastEvidence: int64(opened)})
			}
		}
	}
	live(3000)
	for range 3 {
		want := b.AppendBinary(nil)
		write := b.Freeze()
		live(20)
		got := write(nil, meanwhile(func() { live(20) }))
		assert.True(t, bytes.Equal(want, got), "%d bytes, then %d", len(want), len(got))
		assert.NotEqual(t, want, b.AppendBinary(nil), "it has gone on")
		assert.Nil(t, b.before)
	}
}
