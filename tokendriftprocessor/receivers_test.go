package tokendriftprocessor

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadatatest"
)

// These tests are one for every receiver that brings audit records today: the
// record as that receiver makes it, with its resource, attributes, kind of body
// and timestamps. The record is written after the vendor's documentation.

// received is a record as a receiver hands it on, and what is to come of it.
type received struct {
	resource, attributes map[string]any
	body                 any               // a text, bytes, or what a JSON parser makes of one; nil: none
	scope                string            // the name of its scope
	timestamp            time.Time         // of the log record; zero: unset
	stamp                pcommon.Timestamp // instead of timestamp, one that no time.Time can be

	at      time.Time // the event time, by the vendor's own field
	left    string    // who has left, "okta:00u1": the token acts as them
	retired string    // or which app has ended, "entra:4b69"

	provider, tenant, grade string
	elements                string // how many of several events are flagged
	several                 bool   // whether they are of several tokens
	unread                  string // why nothing comes of it
}

// arrival is long after every event here, as of a replay.
var arrival = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

func (r received) logs(t *testing.T) plog.Logs {
	t.Helper()
	ld := plog.NewLogs()
	rl := ld.ResourceLogs().AppendEmpty()
	require.NoError(t, rl.Resource().Attributes().FromRaw(r.resource))
	sl := rl.ScopeLogs().AppendEmpty()
	sl.Scope().SetName(r.scope)
	lr := sl.LogRecords().AppendEmpty()
	lr.SetObservedTimestamp(pcommon.NewTimestampFromTime(arrival))
	switch {
	case r.stamp != 0:
		lr.SetTimestamp(r.stamp)
	case !r.timestamp.IsZero():
		lr.SetTimestamp(pcommon.NewTimestampFromTime(r.timestamp))
	}
	require.NoError(t, lr.Attributes().FromRaw(r.attributes))
	if r.body != nil {
		require.NoError(t, lr.Body().FromRaw(r.body))
	}
	return ld
}

// declared is an inventory in which the person has left or the app has ended.
func (r received) declared(t *testing.T) []string {
	t.Helper()
	text := ""
	if r.left != "" {
		text += fmt.Sprintf("owners: [{id: gone@elsewhere.example, aliases: [%q], status: offboarded, since: 2020-01-01T00:00:00Z}]\n", r.left)
	}
	if r.retired != "" {
		provider, app, _ := strings.Cut(r.retired, ":")
		text += fmt.Sprintf("apps: [{id: %q, provider: %s, status: retired, since: 2020-01-01T00:00:00Z}]\n", app, provider)
	}
	name := filepath.Join(t.TempDir(), "inventory.yaml")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return []string{name}
}

const receiverKey = "0123456789abcdef0123456789abcdef"

// check asks for an incident at the vendor's time, and for the same token in
// mode identify.
func (r received) check(t *testing.T) {
	t.Helper()
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.FingerprintKey, c.Inventory.Paths = receiverKey, r.declared(t) }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), r.logs(t)))
	records := flat(sink)
	require.Len(t, records, 2, "the record and one incident")
	lr, notice := records[0], records[1]
	signal := "owner_offboarded"
	if r.retired != "" {
		signal = "app_retired"
	}
	assert.Contains(t, said(lr, "signals"), signal)
	assert.Equal(t, "incident", said(lr, "verdict"))
	assert.Equal(t, []string{r.provider, r.tenant, r.grade}, []string{said(lr, "token.provider"), said(lr, "token.tenant"), said(lr, "token.grade")})
	assert.Equal(t, r.elements, said(lr, "elements"))
	assert.Equal(t, "token_drift.incident", notice.EventName())
	assert.Equal(t, r.at, notice.Timestamp().AsTime(), "the vendor's time")
	before := r.logs(t).ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	assert.Equal(t, before.Timestamp(), lr.Timestamp())
	assert.Equal(t, before.Body().AsRaw(), lr.Body().AsRaw())

	sink = new(consumertest.LogsSink)
	p = running(t, NewFactory(), config(func(c *Config) { c.Mode, c.FingerprintKey = ModeIdentify, receiverKey }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), r.logs(t)))
	stamped := flat(sink)[0]
	if r.several {
		assert.Empty(t, said(stamped, "token.id"), "of no single token")
		return
	}
	assert.Equal(t, said(lr, "token.id"), said(stamped, "token.id"))
	assert.NotEmpty(t, said(stamped, "token.id"))
	assert.NotEmpty(t, said(stamped, "partition"))
	assert.Contains(t, []string{"use", "both"}, said(stamped, "kind"))
}

func checkAll(t *testing.T, all map[string]received) {
	t.Helper()
	for name, r := range all {
		t.Run(name, r.check)
	}
}

// unreadAs runs a record of no use and gives the reasons that were counted.
func unreadAs(t *testing.T, r received) map[string]int64 {
	t.Helper()
	telemetry := componenttest.NewTelemetry()
	defer func() { require.NoError(t, telemetry.Shutdown(t.Context())) }()
	sink := new(consumertest.LogsSink)
	p, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(telemetry), config(nil), sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	ld := r.logs(t)
	before := marshalled(t, ld)
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	require.Len(t, sink.AllLogs(), 1)
	assert.Equal(t, before, marshalled(t, sink.AllLogs()[0]), "passes untouched")
	metric, err := telemetry.GetMetric("otelcol_processor_token_drift_records_unread")
	require.NoError(t, err)
	reasons := map[string]int64{}
	for _, point := range metric.Data.(metricdata.Sum[int64]).DataPoints {
		if reason, _ := point.Attributes.Value("reason"); point.Value > 0 {
			reasons[reason.AsString()] = point.Value
		}
	}
	require.NoError(t, p.Shutdown(t.Context()))
	return reasons
}
