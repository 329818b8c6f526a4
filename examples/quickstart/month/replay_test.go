package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
	"github.com/tokendrift/tokendrift/tokendriftprocessor"
)

// delivered is the month in the order of its arrival.
func delivered(t *testing.T) []entry {
	t.Helper()
	m, err := generate(storyFolder)
	require.NoError(t, err)
	require.NoError(t, m.write(filepath.Join(t.TempDir(), "month.ndjson"))) // sorts
	return m.entries
}

// judged gives what leaves the processor, configured as in the quick start, in
// its order: of an audit record with a verdict the body and token_drift.*, of
// an incident record everything but when it was made.
func judged(t *testing.T, entries []entry, size int, later time.Duration) (said []string) {
	t.Helper()
	dir := t.TempDir()
	list, err := networks.Read("../networks.csv")
	require.NoError(t, err)
	require.NoError(t, networks.WriteDatabases(dir, list))
	factory := tokendriftprocessor.NewFactory()
	cfg := factory.CreateDefaultConfig()
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"inventory": map[string]any{"paths": []any{"../inventory.yaml"}},
		"networks": map[string]any{
			"asn_database": filepath.Join(dir, "asn.mmdb"), "country_database": filepath.Join(dir, "country.mmdb"),
			"ranges": []any{"../ranges.yaml"},
		},
	}).Unmarshal(cfg))
	sink := new(consumertest.LogsSink)
	p, err := factory.CreateLogs(t.Context(), processortest.NewNopSettings(factory.Type()), cfg, sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	for batch := range slices.Chunk(entries, size) {
		ld := plog.NewLogs()
		records := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
		for _, e := range batch {
			lr := records.AppendEmpty()
			lr.Body().SetStr(string(e.line))
			lr.SetObservedTimestamp(pcommon.NewTimestampFromTime(e.arrives.Add(later)))
		}
		require.NoError(t, p.ConsumeLogs(t.Context(), ld))
		for _, out := range sink.AllLogs() {
			said = appendSaid(t, said, out)
		}
		sink.Reset()
	}
	require.NoError(t, p.Shutdown(t.Context()))
	return said
}

func appendSaid(t *testing.T, said []string, ld plog.Logs) []string {
	t.Helper()
	for _, rl := range ld.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, lr := range sl.LogRecords().All() {
				own := map[string]any{}
				for k, v := range lr.Attributes().All() {
					if strings.HasPrefix(k, "token_drift.") {
						own[k] = v.AsRaw()
					}
				}
				if len(own) == 0 && lr.EventName() == "" {
					continue
				}
				attributes, err := json.Marshal(own)
				require.NoError(t, err)
				said = append(said, fmt.Sprint(lr.EventName(), lr.Timestamp(), lr.SeverityText(), lr.Body().AsString(), string(attributes)))
			}
		}
	}
	return said
}

// TestAReplaySaysTheSame: whatever the batch size, and however many years
// later the machine's clock stands, the month is judged alike byte for byte.
func TestAReplaySaysTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("five replays of a month")
	}
	entries := delivered(t)
	want := judged(t, entries, 100, 0)
	require.Greater(t, len(want), 20)
	for name, run := range map[string]struct {
		size  int
		later time.Duration
	}{
		"one by one": {1, 0}, "by ten": {10, 0}, "by a thousand": {1000, 0},
		"six years later": {1000, 6 * 365 * 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := judged(t, entries, run.size, run.later)
			for i := range min(len(want), len(got)) {
				require.Equal(t, want[i], got[i], "output %d", i)
			}
			assert.Len(t, got, len(want))
		})
	}
}

// ends are the signals that rest on lifecycle and sessions.
var ends = []string{"owner_offboarded", "app_retired", "after_session_end", "after_rotation", "after_revoke", "refresh_reuse"}

// ended is the incidents of those signals: token and signal.
func ended(said []string) (found []string) {
	for _, s := range said {
		if !strings.HasPrefix(s, "token_drift.incident") || !strings.Contains(s, `"token_drift.incident.state":"opened"`) {
			continue
		}
		var own struct {
			Token   string   `json:"token_drift.token.id"`
			Signals []string `json:"token_drift.signals"`
		}
		if json.Unmarshal([]byte(s[strings.LastIndex(s, `{"token_drift.`):]), &own) != nil {
			continue
		}
		for _, name := range own.Signals {
			if slices.Contains(ends, name) {
				found = append(found, own.Token+" "+name)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// TestCloudTrailsDisorder delivers the month with CloudTrail's measured
// disorder: half of the records arrive within 200 seconds of the event, one in
// a hundred after more than 505, none after more than 606 (of two public data
// sets). No incident about an end is lost.
func TestCloudTrailsDisorder(t *testing.T) {
	if testing.Short() {
		t.Skip("three replays of a month")
	}
	entries := delivered(t)
	want := ended(judged(t, entries, 1000, 0))
	require.NotEmpty(t, want)
	for seed := range uint64(2) {
		random := rand.New(rand.NewPCG(seed, 5))
		shuffled := slices.Clone(entries)
		for i := range shuffled {
			late := 30 + random.IntN(340)
			if random.IntN(100) == 0 {
				late = 505 + random.IntN(101)
			}
			shuffled[i].arrives = shuffled[i].event.Add(time.Duration(late) * time.Second)
		}
		slices.SortStableFunc(shuffled, func(a, b entry) int { return a.arrives.Compare(b.arrives) })
		assert.Equal(t, want, ended(judged(t, shuffled, 1000, 0)), "disorder %d", seed)
	}
}
