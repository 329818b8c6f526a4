package tokendriftprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadatatest"
)

func TestIdentifyInEveryShape(t *testing.T) {
	key := func(c *Config) { c.Mode, c.FingerprintKey = ModeIdentify, "0123456789abcdef0123456789abcdef" }
	one := call("e-1", monday, "00T1", "ann")
	stamp := func(t *testing.T, fill func(plog.LogRecord)) (lr plog.LogRecord, several int64) {
		telemetry := componenttest.NewTelemetry()
		defer func() { require.NoError(t, telemetry.Shutdown(t.Context())) }()
		sink := new(consumertest.LogsSink)
		p, err := NewFactory().CreateLogs(t.Context(), metadatatest.NewSettings(telemetry), config(key), sink)
		require.NoError(t, err)
		require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
		require.NoError(t, p.ConsumeLogs(t.Context(), shaped(fill)))
		metric, err := telemetry.GetMetric("otelcol_processor_token_drift_records_unread")
		require.NoError(t, err)
		for _, point := range metric.Data.(metricdata.Sum[int64]).DataPoints {
			if reason, _ := point.Attributes.Value("reason"); reason.AsString() == "several_tokens" {
				several = point.Value
			}
		}
		require.NoError(t, p.Shutdown(t.Context()))
		return flat(sink)[0], several
	}
	whole, _ := stamp(t, func(lr plog.LogRecord) { lr.Body().SetStr(one) })
	require.NotEmpty(t, said(whole, "token.id"))
	for name, fill := range shapes(t, one) {
		t.Run("one/"+name, func(t *testing.T) {
			lr, several := stamp(t, fill)
			assert.Equal(t, []string{said(whole, "token.id"), said(whole, "partition"), "use"}, []string{said(lr, "token.id"), said(lr, "partition"), said(lr, "kind")})
			assert.Zero(t, several)
		})
	}
	for name, fill := range shapes(t, one, call("e-2", monday, "00T1", "ann"), `{"hello":"world"}`) {
		t.Run("of one token/"+name, func(t *testing.T) {
			lr, several := stamp(t, fill)
			assert.Equal(t, said(whole, "token.id"), said(lr, "token.id"))
			assert.Zero(t, several)
		})
	}
	for name, fill := range shapes(t, one, call("e-2", monday, "00T2", "ann")) {
		t.Run("of two tokens/"+name, func(t *testing.T) {
			lr, several := stamp(t, fill)
			assert.Empty(t, said(lr, "token.id")+said(lr, "partition")+said(lr, "kind"))
			assert.EqualValues(t, 1, several)
		})
	}
}
