package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// expectation is one row of testdata/quickstart/expected.csv.
type expectation struct {
	story, provider, token, owner string
	from, to                      time.Time
	must, allowed, actions        []string
}

// TestMonthGivesTheExpectedTable replays the month through the built Collector
// and compares the whole table: each story is an incident with its signals,
// owner and action, and nothing else in the month is.
func TestMonthGivesTheExpectedTable(t *testing.T) {
	collector := os.Getenv("QUICKSTART_COLLECTOR")
	if collector == "" {
		t.Skip("QUICKSTART_COLLECTOR is not set: `make test` builds a Collector and sets it")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	t.Chdir(root)
	var out, progress bytes.Buffer
	err = run(t.Context(), options{
		collector: collector, config: filepath.Join(quickstartDir, "collector.yaml"), out: t.TempDir(),
		asJSON: true, stall: time.Minute,
	}, &out, &progress)
	require.NoError(t, err, progress.String())
	var got results
	require.NoError(t, json.Unmarshal(out.Bytes(), &got))

	incidents := got.Incidents
	for _, want := range expectations(t) {
		i := slices.IndexFunc(incidents, want.is)
		if !assert.GreaterOrEqual(t, i, 0, "%s: no incident between %s and %s", want.story, want.from, want.to) {
			continue
		}
		want.check(t, incidents[i])
		incidents = slices.Delete(incidents, i, i+1)
	}
	for _, extra := range incidents {
		t.Errorf("unexpected incident at %s on %s %s: %v: %s", extra.Opened, extra.Provider, extra.App, extra.Signals, extra.Reason)
	}
	assert.LessOrEqual(t, got.Reviews, 40, "reviews in the month")
}

func (e *expectation) is(i incident) bool {
	at := i.Opened.Truncate(time.Second)
	return i.Provider == e.provider && !at.Before(e.from) && !at.After(e.to)
}

func (e *expectation) check(t *testing.T, got incident) {
	t.Helper()
	assert.Equal(t, e.owner, got.Owner, e.story)
	assert.Contains(t, e.actions, got.Action, "%s: action", e.story)
	allowed := slices.Clone(e.allowed)
	for _, m := range e.must {
		either := strings.Split(m, "|")
		allowed = append(allowed, either...)
		assert.True(t, slices.ContainsFunc(either, func(s string) bool { return slices.Contains(got.Signals, s) }),
			"%s: %s is missing from %v", e.story, m, got.Signals)
	}
	for _, s := range got.Signals {
		assert.Contains(t, allowed, s, "%s: signal", e.story)
	}
}

func expectations(t *testing.T) (list []expectation) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "quickstart", "expected.csv"))
	require.NoError(t, err)
	defer func() { assert.NoError(t, f.Close()) }()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		from, err := time.Parse(time.RFC3339, row[3])
		require.NoError(t, err)
		to, err := time.Parse(time.RFC3339, row[4])
		require.NoError(t, err)
		list = append(list, expectation{
			story: row[0], provider: row[1], token: row[2], from: from, to: to, owner: row[5],
			must: strings.Fields(row[6]), allowed: strings.Fields(row[7]), actions: strings.Split(row[8], "|"),
		})
	}
	return list
}
