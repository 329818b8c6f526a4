package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// TestProbation: a network that was flagged becomes the token's own once it has
// carried a fifth of the uses on five days with no other evidence, and the old
// one is quiet.
func TestProbation(t *testing.T) {
	t.Parallel()
	moved := func(ev *event.Event, _ int) { ev.Origin.Address = away }
	for name, row := range map[string]struct {
		use   func(ev *event.Event, i int) // the i-th use of the day
		days  int                          // for which it goes on
		waits bool
	}{
		"it has moved":                     {moved, 31, false},
		"it goes on in its old place":      {func(ev *event.Event, i int) { moved(ev, i); old(ev, i%2 == 1) }, 31, true},
		"the old place is seen once a day": {func(ev *event.Event, i int) { moved(ev, i); old(ev, i == 3) }, 31, true},
		"it has moved for five days":       {moved, 6, false},
		"it was there for four days":       {moved, 4, true},
		"something else speaks every day":  {func(ev *event.Event, i int) { moved(ev, i); ev.Action = fmt.Sprint("files.do-", ev.ID) }, 31, true},
		"what is done there fails":         {func(ev *event.Event, i int) { moved(ev, i); ev.Outcome = event.OutcomeFailure }, 31, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, at := matureEngine(t, func(o *Options) { o.Budget = 0.05 })
			first := plainUse("a", "first", at)
			moved(&first, 0)
			require.Equal(t, "review", levelOf(judgeNow(e, first).Verdict))
			for d := range 31 {
				for i := range 4 {
					ev := plainUse("a", fmt.Sprint("p", d, "-", i), at.Add(time.Duration(d)*day+time.Duration(i+1)*time.Hour))
					if d < row.days {
						row.use(&ev, i)
					}
					judgeNow(e, ev)
				}
			}
			v := e.tokens.FindValue(e.tokens.At(1), baseline.Network, baseline.Hash("198.51.100.0/24"))
			require.NotNil(t, v)
			assert.Equal(t, row.waits, v.Waiting(), "%d days", v.Days)
		})
	}
}

// old takes a use back to the token's old place.
func old(ev *event.Event, is bool) {
	if is {
		ev.Origin.Address = home
	}
}
