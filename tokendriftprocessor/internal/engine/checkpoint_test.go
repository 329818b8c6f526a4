package engine

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// meanwhile is a lock that others take each time it is free.
type meanwhile func()

func (m meanwhile) Lock() { m() }
func (meanwhile) Unlock() {}

func keeping(tb testing.TB, o Options) *Engine {
	tb.Helper()
	e := newEngine(tb, o)
	e.KeepIn(func(store.Key) bool { return false }, func(err error) { tb.Error(err) })
	return e
}

// TestLastUsesAreWrittenAsTheyWere although tokens are used and forgotten while
// they are written.
func TestLastUsesAreWrittenAsTheyWere(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens = 600 // 2,400 guises
	e := newEngine(t, o)
	n := 0
	live := func(times int) {
		for range times {
			n++
			ev := plainUse(fmt.Sprint("token-", n%3001), fmt.Sprint("e-", n), origin0.Add(time.Duration(n)*time.Minute))
			if n%7 == 0 {
				ev.ID += " an event id that is too long for its place"
			}
			judgeNow(e, ev)
		}
	}
	live(8000)
	for range 3 {
		want := e.appendLate(nil)
		write := e.late.freeze()
		live(100)
		got := write(nil, meanwhile(func() { live(60) }))
		assert.True(t, bytes.Equal(want, got), "%d bytes, then %d", len(want), len(got))
		assert.NotEqual(t, want, e.appendLate(nil), "they have gone on")
		assert.Nil(t, e.late.before)
	}
}

// TestFactsAreWrittenOnceAsLongAsNoneComes and the checkpoint before is whole.
func TestFactsAreWrittenOnceAsLongAsNoneComes(t *testing.T) {
	t.Parallel()
	e := keeping(t, defaults(t))
	for _, step := range []struct {
		generation, committed uint32
		fact, same            bool
	}{
		{generation: 1, fact: true},
		{generation: 2, committed: 1, same: true},
		{generation: 3, committed: 2, same: true},
		{generation: 4, committed: 3, fact: true},
		{generation: 5, committed: 3}, // the fourth could not be written
		{generation: 6, committed: 5, same: true},
	} {
		if step.fact {
			ev := plainUse("1", "t", origin0)
			ev.Kind, ev.Facts = event.KindLifecycle, []event.Fact{{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{fmt.Sprint(step.generation)}}}
			ev.ID = fmt.Sprint("fact-", step.generation)
			judgeNow(e, ev)
		}
		f := e.Freeze(step.generation, step.committed)
		i := slices.IndexFunc(f.Sections, func(s store.Section) bool { return s.Name == "lifecycle" })
		require.GreaterOrEqual(t, i, 0)
		assert.Equal(t, step.same, f.Sections[i].Same, "generation %d", step.generation)
		if !step.same {
			assert.Equal(t, e.life.AppendBinary(nil), f.Sections[i].Rest())
		}
	}
}
