package tokendriftprocessor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
)

var errRefused = errors.New("refused")

// moody refuses as long as it is told to. It spoils what it was given either
// way, as the owner of a batch may.
type moody struct {
	consumertest.LogsSink
	refuses bool
	shapes  []string
}

func (m *moody) Capabilities() consumer.Capabilities { return consumer.Capabilities{MutatesData: true} }

func (m *moody) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	defer ld.ResourceLogs().RemoveIf(func(plog.ResourceLogs) bool { return true })
	if m.refuses {
		return errRefused
	}
	m.shapes = append(m.shapes, shape(ld))
	return nil
}

func TestARefusedBatchsNoticesComeWithTheNext(t *testing.T) {
	for name, c := range map[string]struct {
		mode  Mode
		first []string
		next  []string
		want  string
	}{
		"with other records":   {ModeTag, []string{"1:ok 2:due+incident"}, []string{"3:ok"}, "r0 *:closed-2,opened-2; r0 a:3"},
		"with a retry":         {ModeTag, []string{"1:ok 2:incident"}, []string{"1:ok 2:incident"}, "r0 *:opened-2; r0 a:1,2=incident"},
		"before newer ones":    {ModeTag, []string{"1:incident"}, []string{"2:incident"}, "r0 *:opened-1; r0 a:2=incident *:opened-2"},
		"of several resources": {ModeTag, []string{"1:incident", "2:ok", "3:incident"}, []string{"4:ok"}, "r0 *:opened-1; r2 *:opened-3; r0 a:4"},
		"alone":                {ModeForward, []string{"1:incident"}, []string{"2:ok"}, "r0 *:opened-1"},
		"none":                 {ModeTag, []string{"1:review"}, []string{"2:ok"}, "r0 a:2"},
	} {
		t.Run(name, func(t *testing.T) {
			next := &moody{refuses: true}
			p := started(t, newFake(), config(func(cfg *Config) { cfg.Mode = c.mode }), next)
			require.ErrorIs(t, p.ConsumeLogs(t.Context(), batchOf(c.first...)), errRefused)
			next.refuses = false
			require.NoError(t, p.ConsumeLogs(t.Context(), batchOf(c.next...)))
			require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("9:review")))
			assert.Equal(t, []string{c.want, "r0 a:9=review"}, next.shapes, "once, and not again")
		})
	}
}

func TestNoticesWaitThroughSeveralRefusals(t *testing.T) {
	next := &moody{refuses: true}
	p := started(t, newFake(), config(nil), next)
	for i := range 3 {
		require.ErrorIs(t, p.ConsumeLogs(t.Context(), batchOf(fmt.Sprintf("%d:incident", i+1))), errRefused)
	}
	next.refuses = false
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("9:ok")))
	assert.Equal(t, []string{"r0 *:opened-1; r0 *:opened-2; r0 *:opened-3; r0 a:9"}, next.shapes)
}

func TestWhatWaitsLeavesAtShutdown(t *testing.T) {
	next := &moody{refuses: true}
	p, err := newFactory(newFake().build).CreateLogs(t.Context(), processortest.NewNopSettings(metadata.Type), config(nil), next)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	require.ErrorIs(t, p.ConsumeLogs(t.Context(), batchOf("1:incident")), errRefused)
	next.refuses = false
	require.NoError(t, p.Shutdown(t.Context()))
	assert.Equal(t, []string{"r0 *:opened-1"}, next.shapes)
}

func TestWhatWaitsIsBounded(t *testing.T) {
	d := newDelivery(consumertest.NewNop())
	records := func(n int) notices {
		ld := plog.NewLogs()
		list := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
		for range n {
			list.AppendEmpty().SetEventName(report.EventIncident)
		}
		return notices{logs: ld}
	}
	for _, step := range []struct{ more, waiting, dropped int64 }{
		{0, 0, 0}, {4000, 4000, 0}, {6000, 10_000, 0}, {3, 10_000, 3}, {2, 10_000, 5},
	} {
		d.keep(records(int(step.more)))
		waiting, dropped := d.figures()
		assert.Equal(t, step.waiting, waiting)
		assert.Equal(t, step.dropped, dropped)
		assert.Equal(t, int(step.waiting), d.pending.logs.LogRecordCount())
	}
	_, some := d.take()
	assert.True(t, some)
	_, some = d.take()
	assert.False(t, some)
}

func TestNothingStaysInFlight(t *testing.T) {
	next := new(consumertest.LogsSink)
	p := newProcessor(&engines{build: newFake().build, open: map[*Config]*shared{}}, processortest.NewNopSettings(metadata.Type), config(nil), next)
	require.NoError(t, p.start(t.Context(), componenttest.NewNopHost()))
	for i := range 5 {
		ld, err := p.process(t.Context(), batchOf(strings.Repeat(fmt.Sprintf("%d:incident ", i), 2)))
		require.NoError(t, err)
		require.NoError(t, p.delivery.ConsumeLogs(t.Context(), ld))
	}
	assert.Empty(t, p.delivery.inFlight)
	require.NoError(t, p.shutdown(t.Context()))
}
