package tokendriftprocessor

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadatatest"
)

// These tests run the whole way: raw records in, judged ones out.

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// okta is a System Log record of an API token that acts as a person.
func okta(n int, at time.Time, eventType, target string) string {
	return fmt.Sprintf(`{"uuid":"e-%d","published":%q,"eventType":%q,
		"actor":{"id":"00u1svc","type":"User","alternateId":"hr@acme.example"},
		"client":{"ipAddress":"198.51.100.20","userAgent":{"rawUserAgent":"okta-sdk-golang/2.20.0"}},
		"outcome":{"result":"SUCCESS"},"target":[{"id":%q,"type":"User","alternateId":"x@acme.example"}],
		"transaction":{"type":"WEB","id":"t","detail":{"requestApiTokenId":"00T1"}},
		"securityContext":{"asNumber":24940}}`, n, at.Format("2006-01-02T15:04:05.000Z"), eventType, target)
}

// offboarded is the record in which an administrator disables that person.
func offboarded(n int, at time.Time) string {
	return fmt.Sprintf(`{"uuid":"e-%d","published":%q,"eventType":"user.lifecycle.deactivate",
		"actor":{"id":"00u9admin","type":"User","alternateId":"admin@acme.example"},"outcome":{"result":"SUCCESS"},
		"target":[{"id":"00u1svc","type":"User","alternateId":"hr@acme.example"}]}`, n, at.Format("2006-01-02T15:04:05.000Z"))
}

// month is a token's quiet life, an offboarding, and uses after it.
func month() (records []string) {
	for i := range 60 {
		records = append(records, okta(i, monday.Add(time.Duration(i)*12*time.Hour), "user.account.update_profile", "00u2"))
	}
	end := monday.Add(30 * 24 * time.Hour)
	records = append(records, offboarded(100, end))
	for i := range 3 {
		records = append(records, okta(101+i, end.Add(time.Duration(i+1)*time.Hour), "user.account.update_profile", "00u2"))
	}
	return records
}

func logsOf(records ...string) plog.Logs {
	ld := plog.NewLogs()
	rl := ld.ResourceLogs().AppendEmpty()
	rl.Resource().Attributes().PutStr("service.name", "okta")
	scope := rl.ScopeLogs().AppendEmpty().LogRecords()
	for _, r := range records {
		lr := scope.AppendEmpty()
		lr.Body().SetStr(r)
		lr.SetObservedTimestamp(1_788_000_000_000_000_000) // in September, as of a replay
	}
	return ld
}

func running(t *testing.T, f processor.Factory, cfg *Config, next consumer.Logs) processor.Logs {
	t.Helper()
	p := create(t, f, cfg, next)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
	return p
}

// flat is every record that left, batch boundaries aside.
func flat(sink *consumertest.LogsSink) (records []plog.LogRecord) {
	for _, ld := range sink.AllLogs() {
		for _, rl := range ld.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, lr := range sl.LogRecords().All() {
					records = append(records, lr)
				}
			}
		}
	}
	return records
}

func texts(t *testing.T, records []plog.LogRecord) (lines []string) {
	t.Helper()
	for _, lr := range records {
		lines = append(lines, fmt.Sprintf("%d %s %s %v", lr.Timestamp(), lr.EventName(), lr.Body().AsString(), lr.Attributes().AsRaw()))
	}
	return lines
}

func said(lr plog.LogRecord, name string) string {
	v, ok := lr.Attributes().Get("token_drift." + name)
	if !ok {
		return ""
	}
	return v.AsString()
}

func TestAUseAfterOffboardingIsAnIncident(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.Mode = ModeForward }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(month()...)))
	records := flat(sink)
	var flagged []plog.LogRecord
	for i, lr := range records {
		if strings.Contains(said(lr, "signals"), "owner_offboarded") && lr.EventName() == "" {
			if len(flagged) == 0 {
				require.Greater(t, len(records), i+1)
				notice := records[i+1]
				assert.Equal(t, "token_drift.incident", notice.EventName())
				assert.Equal(t, "opened", said(notice, "incident.state"))
				assert.Equal(t, said(lr, "incident.id"), said(notice, "incident.id"))
				assert.Contains(t, said(notice, "incident.records"), "e-101")
				assert.Equal(t, monday.Add(30*24*time.Hour+time.Hour), notice.Timestamp().AsTime())
				assert.NotEmpty(t, notice.Body().Str())
			}
			flagged = append(flagged, lr)
		}
	}
	require.NotEmpty(t, flagged)
	assert.Contains(t, flagged[0].Body().Str(), `"e-101"`)
	assert.Equal(t, "incident", said(flagged[0], "verdict"))
	assert.Equal(t, "okta", said(flagged[0], "token.provider"))
	assert.Equal(t, "token", said(flagged[0], "token.grade"))
	assert.NotContains(t, fmt.Sprint(flagged[0].Attributes().AsRaw()), "00T1", "the credential itself")
}

func TestAFactIsKnownWithoutItsRecordPassing(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(nil), sink)
	records := month()
	ld := logsOf(records...)
	ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(60).Attributes().PutStr("token_drift.kind", "fact")
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	verdicts := map[string]int{}
	for _, lr := range flat(sink) {
		assert.NotContains(t, lr.Body().AsString(), "user.lifecycle.deactivate")
		if strings.Contains(said(lr, "signals"), "owner_offboarded") {
			verdicts[lr.EventName()+said(lr, "verdict")]++
		}
	}
	assert.Equal(t, 1, verdicts["token_drift.incidentincident"])
	assert.Positive(t, verdicts["incident"])
}

func TestBatchSizesChangeNothing(t *testing.T) {
	run := func(size int) []string {
		sink := new(consumertest.LogsSink)
		p := running(t, NewFactory(), config(nil), sink)
		records := month()
		for len(records) > 0 {
			n := min(size, len(records))
			require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(records[:n]...)))
			records = records[n:]
		}
		return texts(t, flat(sink))
	}
	whole := run(1000)
	assert.Greater(t, len(whole), 64, "there are incident records")
	for _, size := range []int{1, 2, 7, 33} {
		assert.Equal(t, whole, run(size), "batches of %d", size)
	}
}

func TestASecondPipelineSeesDuplicates(t *testing.T) {
	sinks := [2]consumertest.LogsSink{}
	f, cfg := NewFactory(), config(func(c *Config) { c.Mode = ModeForward })
	one, two := running(t, f, cfg, &sinks[0]), running(t, f, cfg, &sinks[1])
	require.NoError(t, one.ConsumeLogs(t.Context(), logsOf(month()...)))
	require.NoError(t, two.ConsumeLogs(t.Context(), logsOf(month()...)))
	var judged []string
	for i, line := range texts(t, flat(&sinks[0])) {
		if flat(&sinks[0])[i].EventName() == "" {
			judged = append(judged, line)
		}
	}
	assert.NotEmpty(t, judged)
	assert.Equal(t, judged, texts(t, flat(&sinks[1])), "the same tags, no second incident record")
}

func TestARetryBringsTheSame(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.Mode = ModeForward }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(month()...)))
	ids := func(records []plog.LogRecord) (list []string) {
		for _, lr := range records {
			if lr.EventName() != "" {
				list = append(list, said(lr, "incident.id")+said(lr, "incident.state"))
			}
		}
		return list
	}
	want := ids(flat(sink))
	require.NotEmpty(t, want)

	next := &refuseOnce{}
	p = running(t, NewFactory(), config(func(c *Config) { c.Mode = ModeForward }), next)
	require.ErrorIs(t, p.ConsumeLogs(t.Context(), logsOf(month()...)), errRefused)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(month()...)))
	assert.Equal(t, want, ids(flat(&next.LogsSink)))
	assert.Len(t, flat(&next.LogsSink), len(flat(sink)), "the retried records have their tags")
}

// refuseOnce refuses its first batch.
type refuseOnce struct {
	consumertest.LogsSink
	refused bool
}

func (r *refuseOnce) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	if !r.refused {
		r.refused = true
		return errRefused
	}
	return r.LogsSink.ConsumeLogs(ctx, ld)
}

func TestFindingsReplaceTheSentence(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.Incidents.Format = "ocsf" }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(month()...)))
	found := 0
	for _, lr := range flat(sink) {
		if lr.EventName() != "token_drift.incident" {
			continue
		}
		found++
		body := lr.Body().Map().AsRaw()
		assert.EqualValues(t, 2004, body["class_uid"])
		assert.Equal(t, said(lr, "incident.id"), body["finding_info"].(map[string]any)["uid"])
		assert.NotEmpty(t, body["message"])
	}
	assert.Positive(t, found)
}

func TestIdentifyIsAFunctionOfTheRecord(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) {
		c.Mode, c.FingerprintKey = ModeIdentify, "0123456789abcdef0123456789abcdef"
	}), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(month()...)))
	records := flat(sink)
	require.Len(t, records, 64)
	id := said(records[0], "token.id")
	assert.NotEmpty(t, id)
	assert.NotContains(t, id, "00T1")
	for i, lr := range records {
		assert.NotEmpty(t, said(lr, "partition"))
		assert.Empty(t, said(lr, "verdict"))
		if i == 60 {
			assert.NotEqual(t, id, said(lr, "token.id"))
			assert.Contains(t, []string{"lifecycle", "both"}, said(lr, "kind"))
			continue
		}
		assert.Equal(t, id, said(lr, "token.id"))
		assert.Equal(t, "use", said(lr, "kind"))
	}
}

func TestTheRealEngineTakesBadInput(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	defer func() { require.NoError(t, telemetry.Shutdown(t.Context())) }()
	sink := new(consumertest.LogsSink)
	p, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(telemetry), config(nil), sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	for _, fillBad := range badInput() {
		for _, at := range times {
			ld := logsOf("")
			lr := ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
			lr.SetTimestamp(at)
			lr.SetObservedTimestamp(at)
			fillBad(lr)
			before := marshalled(t, ld)
			require.NoError(t, p.ConsumeLogs(t.Context(), ld))
			assert.Equal(t, before, marshalled(t, sink.AllLogs()[len(sink.AllLogs())-1]))
		}
	}
	for _, published := range []string{"", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "1677-01-01T00:00:00Z", "now", "-1"} {
		for _, at := range times {
			ld := logsOf(strings.Replace(okta(1, monday, "user.session.start", "x"), "2026-03-02T09:00:00.000Z", published, 1))
			ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).SetTimestamp(at)
			ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).SetObservedTimestamp(at)
			require.NoError(t, p.ConsumeLogs(t.Context(), ld))
		}
	}
	metric, err := telemetry.GetMetric("otelcol_processor_token_drift_records_unread")
	require.NoError(t, err)
	for _, point := range metric.Data.(metricdata.Sum[int64]).DataPoints {
		if reason, _ := point.Attributes.Value("reason"); reason.AsString() == "internal" {
			assert.Zero(t, point.Value)
		}
	}
	require.NoError(t, p.Shutdown(t.Context()))
}
