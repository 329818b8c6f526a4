package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/tokendrift/tokendrift/tokendriftprocessor"
)

// started is the processor as "token_drift: {}" makes it.
func started(t *testing.T, sink *consumertest.LogsSink) processor.Logs {
	t.Helper()
	factory := tokendriftprocessor.NewFactory()
	p, err := factory.CreateLogs(t.Context(), processortest.NewNopSettings(factory.Type()), factory.CreateDefaultConfig(), sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
	return p
}

func canary(t *testing.T, provider string) plog.Logs {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, writeCanary(&out, provider, time.Now()))
	require.NotContains(t, out.String(), "@ID@")
	ld := plog.NewLogs()
	records := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for text := range strings.Lines(out.String()) {
		records.AppendEmpty().Body().SetStr(strings.TrimSpace(text))
	}
	require.Equal(t, 2, records.Len())
	return ld
}

// opened are the signals of the incidents that a batch's records open.
func opened(ld plog.Logs) (signals []string) {
	for _, rl := range ld.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, lr := range sl.LogRecords().All() {
				if state, ok := lr.Attributes().Get("token_drift.incident.state"); !ok || state.Str() != "opened" {
					continue
				}
				list, _ := lr.Attributes().Get("token_drift.signals")
				signals = append(signals, list.Slice().At(0).Str())
			}
		}
	}
	return signals
}

func TestACanaryAlwaysFlags(t *testing.T) {
	for _, provider := range canaryProviders() {
		t.Run(provider, func(t *testing.T) {
			want := "after_revoke"
			if provider == "salesforce" { // its records do not name the token that was revoked, but the session that ended
				want = "after_session_end"
			}
			sink := new(consumertest.LogsSink)
			p := started(t, sink)
			for n := 1; n <= 3; n++ { // a repeat is no repeat
				require.NoError(t, p.ConsumeLogs(t.Context(), canary(t, provider)))
				require.Len(t, sink.AllLogs(), n)
				assert.Equal(t, []string{want}, opened(sink.AllLogs()[n-1]))
			}
		})
	}
}

func TestACanaryIsRecognised(t *testing.T) {
	for _, provider := range canaryProviders() {
		t.Run(provider, func(t *testing.T) {
			code, records, _ := called(t, "", "-canary", provider)
			assert.Equal(t, exitRecognised, code)
			code, out, complaints := called(t, records)
			assert.Equal(t, exitRecognised, code, complaints)
			assert.Contains(t, out, "2 of 2 records recognised, 2 events.")
		})
	}
}
