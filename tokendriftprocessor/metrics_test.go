package tokendriftprocessor

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadatatest"
)

// measured starts two processors of one configuration, which count once.
func measured(t *testing.T, fake *fakeJudge, cfg *Config) (*componenttest.Telemetry, processor.Logs, *moody) {
	t.Helper()
	telemetry := componenttest.NewTelemetry()
	t.Cleanup(func() { require.NoError(t, telemetry.Shutdown(context.WithoutCancel(t.Context()))) })
	f := newFactory(fake.build)
	next := &moody{}
	var first processor.Logs
	for i := range 2 {
		p, err := f.CreateLogs(t.Context(), metadatatest.NewSettings(telemetry), cfg, next)
		require.NoError(t, err)
		require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
		t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
		if i == 0 {
			first = p
		}
	}
	return telemetry, first, next
}

func points(name string, values map[string]int64) (dps []metricdata.DataPoint[int64]) {
	for value, n := range values {
		dps = append(dps, metricdata.DataPoint[int64]{Value: n, Attributes: attribute.NewSet(attribute.String(name, value))})
	}
	return dps
}

func TestUnreadRecordsAreCountedByReason(t *testing.T) {
	telemetry, p, _ := measured(t, newFake(), config(nil))
	ld := batchOf("?1 ?2 3:panic 4:ok")
	records := ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	records.AppendEmpty()
	records.AppendEmpty().Body().SetInt(1)
	records.AppendEmpty().Body().SetStr(`{"unheard":"of"}`)
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	metadatatest.AssertEqualProcessorTokenDriftRecordsUnread(t, telemetry, points("reason", map[string]int64{
		"not_json": 2, "internal": 1, "empty": 1, "bad_shape": 1, "unknown_kind": 1,
		"too_deep": 0, "no_subject": 0, "no_action": 0, "too_large": 0, "several_tokens": 0,
	}), metricdatatest.IgnoreTimestamp())
}

func TestSeveralTokensAreCounted(t *testing.T) {
	telemetry, p, _ := measured(t, newFake(), config(func(c *Config) { c.Mode = ModeIdentify }))
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("1:ok@a,2:ok@b 3:ok@a,4:ok@a")))
	metadatatest.AssertEqualProcessorTokenDriftRecordsUnread(t, telemetry, points("reason", map[string]int64{
		"several_tokens": 1, "not_json": 0, "internal": 0, "empty": 0, "bad_shape": 0, "unknown_kind": 0,
		"too_deep": 0, "no_subject": 0, "no_action": 0, "too_large": 0,
	}), metricdatatest.IgnoreTimestamp())
}

func TestWaitingNoticesAreMeasured(t *testing.T) {
	telemetry, p, next := measured(t, newFake(), config(nil))
	one := func(n int64) []metricdata.DataPoint[int64] { return []metricdata.DataPoint[int64]{{Value: n}} }
	next.refuses = true
	require.ErrorIs(t, p.ConsumeLogs(t.Context(), batchOf("1:incident 2:incident")), errRefused)
	metadatatest.AssertEqualProcessorTokenDriftNoticesPending(t, telemetry, one(2), metricdatatest.IgnoreTimestamp())
	next.refuses = false
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("3:ok")))
	metadatatest.AssertEqualProcessorTokenDriftNoticesPending(t, telemetry, one(0), metricdatatest.IgnoreTimestamp())
	metadatatest.AssertEqualProcessorTokenDriftNoticesDropped(t, telemetry, one(0), metricdatatest.IgnoreTimestamp())
}

func TestTheEnginesFiguresAreMeasured(t *testing.T) {
	fake := newFake()
	fake.stats = engine.Stats{
		Tokens: 1, TokensLimit: 2, Mature: 3, EvictedMature: 4, EvictedYoung: 5, IncidentsOpen: 6, IncidentsLimit: 7,
		Opened: 8, Escalated: 9, Closed: 10, Reviews: 11, IncidentRecords: 12, Late: 13, DistrustedTimes: 14,
		Duplicates: 15, AdmissionsRefused: 16, FactsHeld: 17, FactsEvicted: 18, StateBytes: 19,
		LateUses: 20, LateUsesLimit: 21, LateUsesEvicted: 22, Moves: 23, MovesLimit: 24, MovesRefused: 25,
	}
	telemetry, _, _ := measured(t, fake, config(nil))
	one := func(n int64) []metricdata.DataPoint[int64] { return []metricdata.DataPoint[int64]{{Value: n}} }
	noTime := metricdatatest.IgnoreTimestamp()
	metadatatest.AssertEqualProcessorTokenDriftTokens(t, telemetry, one(1), noTime)
	metadatatest.AssertEqualProcessorTokenDriftTokensLimit(t, telemetry, one(2), noTime)
	metadatatest.AssertEqualProcessorTokenDriftTokensMature(t, telemetry, one(3), noTime)
	metadatatest.AssertEqualProcessorTokenDriftEvictions(t, telemetry, points("reason", map[string]int64{"mature": 4, "young": 5}), noTime)
	metadatatest.AssertEqualProcessorTokenDriftIncidentsOpen(t, telemetry, one(6), noTime)
	metadatatest.AssertEqualProcessorTokenDriftIncidentsLimit(t, telemetry, one(7), noTime)
	metadatatest.AssertEqualProcessorTokenDriftIncidents(t, telemetry, points("state", map[string]int64{"opened": 8, "escalated": 9, "closed": 10}), noTime)
	metadatatest.AssertEqualProcessorTokenDriftVerdicts(t, telemetry, points("verdict", map[string]int64{"review": 11, "incident": 12}), noTime)
	metadatatest.AssertEqualProcessorTokenDriftRecordsLate(t, telemetry, one(13), noTime)
	metadatatest.AssertEqualProcessorTokenDriftTimesDistrusted(t, telemetry, one(14), noTime)
	metadatatest.AssertEqualProcessorTokenDriftDuplicates(t, telemetry, one(15), noTime)
	metadatatest.AssertEqualProcessorTokenDriftAdmissionsRefused(t, telemetry, one(16), noTime)
	metadatatest.AssertEqualProcessorTokenDriftFacts(t, telemetry, one(17), noTime)
	metadatatest.AssertEqualProcessorTokenDriftFactsEvicted(t, telemetry, one(18), noTime)
	metadatatest.AssertEqualProcessorTokenDriftStateSize(t, telemetry, one(19), noTime)
	metadatatest.AssertEqualProcessorTokenDriftLastUses(t, telemetry, one(20), noTime)
	metadatatest.AssertEqualProcessorTokenDriftLastUsesLimit(t, telemetry, one(21), noTime)
	metadatatest.AssertEqualProcessorTokenDriftLastUsesEvicted(t, telemetry, one(22), noTime)
	metadatatest.AssertEqualProcessorTokenDriftMoves(t, telemetry, one(23), noTime)
	metadatatest.AssertEqualProcessorTokenDriftMovesLimit(t, telemetry, one(24), noTime)
	metadatatest.AssertEqualProcessorTokenDriftMovesRefused(t, telemetry, one(25), noTime)
	metadatatest.AssertEqualProcessorTokenDriftInventoryReloads(t, telemetry, points("outcome", map[string]int64{"success": 0, "failure": 0}), noTime)
}
