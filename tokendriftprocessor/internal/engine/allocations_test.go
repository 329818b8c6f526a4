package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// TestAllocationsPerRecord: a known token's unflagged use leaves no garbage.
func TestAllocationsPerRecord(t *testing.T) {
	set, err := source.Load(source.Options{})
	require.NoError(t, err)
	for _, v := range []vendor{github, okta, salesforce, google, entra, aws} {
		t.Run(v.name, func(t *testing.T) {
			o := defaults(t)
			o.DuplicateWindow = 100 // its maps have their size soon
			w := newWorld(t, newEngine(t, o))
			at := w.play(v, 8)
			reader := set.NewReader()
			var events []event.Event
			var records []source.Record
			for i := range 256 { // more than the window, so that none is a duplicate
				var why source.Unread
				f := v.record(at, 1_000_000+i)
				records = append(records, rawRecord(marshal(t, f)))
				events, why = reader.Read(records[i])
				require.Equal(t, source.None, why)
			}
			ev, n := events[0], 0
			// Once an hour at its usual hours, or the token would not be unflagged.
			moment := func(n int) int64 { return at.Add(time.Duration(n/7)*day + time.Duration(9+n%7)*time.Hour).UnixNano() }
			bare := testing.AllocsPerRun(1000, func() {
				n++
				ev.Time = moment(n)
				ev.ID = ids[n%len(ids)]
				if w.Judge(&ev, Arrival{Observed: ev.Time}).Verdict != nil {
					t.Fatal(n)
				}
			})
			assert.Zero(t, bare, "allocations of Judge")
			reads := testing.AllocsPerRun(1000, func() {
				n++
				read, _ := reader.Read(records[n%len(records)])
				for i := range read {
					read[i].Time = moment(n)
					w.Judge(&read[i], Arrival{Observed: read[i].Time})
				}
			})
			assert.Zero(t, reads, "allocations of Read and Judge")
			assert.Zero(t, w.Stats().Duplicates)
		})
	}
}

var ids = func() (list []string) {
	for i := range 4096 {
		list = append(list, fmt.Sprint("alloc-", i))
	}
	return list
}()
