package tokendriftprocessor

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
)

// opened is which incidents were told to have opened.
func opened(records []plog.LogRecord) map[string]bool {
	ids := map[string]bool{}
	for _, lr := range records {
		if lr.EventName() == "token_drift.incident" && said(lr, "incident.state") == "opened" {
			ids[said(lr, "incident.id")] = true
		}
	}
	return ids
}

// gathered is what arrived at a consumer that outlives the processes, until
// the process before it is killed.
type gathered struct {
	records []plog.LogRecord
	killed  atomic.Bool
}

func (*gathered) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (g *gathered) ConsumeLogs(_ context.Context, ld plog.Logs) error {
	if g.killed.Load() {
		return errRefused
	}
	for _, rl := range ld.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, lr := range sl.LogRecords().All() {
				g.records = append(g.records, lr)
			}
		}
	}
	return nil
}

// resent is how many records a receiver that reads files sends once more after
// a kill: those since it last wrote down how far it was. A queue sends only what
// was not acknowledged.
const resent = 100

// TestAKillLosesNothing kills the process at random writes, half-way through a
// batch of them too. What was acknowledged is in a checkpoint. What the receiver
// sends again is judged as if nothing had happened: known records are
// duplicates, the others meet the state they met.
func TestAKillLosesNothing(t *testing.T) {
	t.Parallel()
	stream := estate(9_000)
	sink := &gathered{}
	whole := storing(nil)
	whole.Storage = nil
	p, _ := process(t, nil, whole, sink)
	feed(t, p, stream, 10)
	stopped(t, p)
	want := opened(sink.records)
	require.GreaterOrEqual(t, len(want), 15)

	random := rand.New(rand.NewPCG(5, 6))
	d, got, kills := newDisk(), &gathered{}, 0
	for at := 0; at < len(stream); {
		p, host := process(t, d, storing(nil), got)
		assert.Empty(t, host.lines())
		kill := at + 400 + random.IntN(800)
		for at < len(stream) {
			if at >= kill {
				d.change(func(d *disk) { // in the middle of what is written next, or now
					d.left = max(d.left, 1+random.IntN(40))
					d.dead = d.dead || random.IntN(20) == 0
				})
			}
			n := min(10, len(stream)-at)
			err := p.ConsumeLogs(t.Context(), logsOf(stream[at:at+n]...))
			dead := false
			d.change(func(d *disk) { dead = d.dead })
			if err != nil || dead {
				break // it does not live to take the batch
			}
			at += n
			time.Sleep(5 * time.Millisecond) // two thousand records a second
		}
		left := d.copied()
		if at < len(stream) {
			kills++
			at = max(at-kills%2*resent, 0)
		}
		got.killed.Store(at < len(stream))
		_ = p.Shutdown(t.Context())
		got.killed.Store(false)
		d = left
	}
	assert.GreaterOrEqual(t, kills, 8)
	have := opened(got.records)
	missed, extra := 0, 0
	for id := range want {
		if !have[id] {
			missed++
		}
	}
	for id := range have {
		if !want[id] {
			extra++
		}
	}
	t.Logf("%d kills; %d of %d incidents missed, %d extra", kills, missed, len(want), extra)
	assert.Zero(t, missed)
	assert.Zero(t, extra)
}

// TestWhatWasAcknowledgedIsNotLost although the process is killed right after
// it and nothing is sent again: with an interval below a second a batch is only
// passed on when a checkpoint holds it.
func TestWhatWasAcknowledgedIsNotLost(t *testing.T) {
	t.Parallel()
	stream := estate(6000)
	want := uninterrupted(t, stream, nil)
	d, sink, from := newDisk(), new(consumertest.LogsSink), 0
	for _, to := range []int{1, 100, 501, 1500, 2000, 2700, 3300, 4000, 4001, 5000, 5999, len(stream)} {
		p, host := process(t, d, storing(nil), sink)
		feed(t, p, stream[from:to], 70)
		left := d.copied()
		stopped(t, p)
		assert.Empty(t, host.lines())
		d, from = left, to
	}
	told, got := map[string]bool{}, []string(nil)
	for _, line := range texts(t, flat(sink)) {
		if !told[line] || !strings.Contains(line, "token_drift.incident ") { // an incident record is told twice when nothing says that it arrived
			got = append(got, line)
		}
		told[line] = true
	}
	same(t, want, got, "after twelve kills")
}
