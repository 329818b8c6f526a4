package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const opened = `{"timeUnixNano":"1755036849000000000","eventName":"token_drift.incident","severityNumber":17,"body":{"stringValue":"Drift's token is used by another system."},"attributes":[
{"key":"token_drift.verdict","value":{"stringValue":"incident"}},
{"key":"token_drift.signals","value":{"arrayValue":{"values":[{"stringValue":"new_client"},{"stringValue":"new_action"}]}}},
{"key":"token_drift.reason","value":{"stringValue":"A client never seen lists all objects; until now one client in 3,120 uses since 2025-07-14."}},
{"key":"token_drift.incident.id","value":{"stringValue":"td-1"}},
{"key":"token_drift.incident.state","value":{"stringValue":"opened"}},
{"key":"token_drift.incident.severity","value":{"stringValue":"high"}},
{"key":"token_drift.action.name","value":{"stringValue":"quarantine"}},
{"key":"token_drift.token.id","value":{"stringValue":"9f3c5a7e11"}},
{"key":"token_drift.token.provider","value":{"stringValue":"salesforce"}},
{"key":"token_drift.token.app","value":{"stringValue":"Drift"}},
{"key":"token_drift.token.owner","value":{"stringValue":"priya@acorn-robotics.example"}}]}`

const escalated = `{"timeUnixNano":"1755429083000000000","eventName":"token_drift.incident","attributes":[
{"key":"token_drift.signals","value":{"arrayValue":{"values":[{"stringValue":"new_network"}]}}},
{"key":"token_drift.incident.id","value":{"stringValue":"td-1"}},
{"key":"token_drift.incident.state","value":{"stringValue":"escalated"}},
{"key":"token_drift.incident.severity","value":{"stringValue":"critical"}},
{"key":"token_drift.action.name","value":{"stringValue":"revoke"}}]}`

const earlier = `{"timeUnixNano":"1753330200000000000","eventName":"token_drift.incident","attributes":[
{"key":"token_drift.signals","value":{"arrayValue":{"values":[{"stringValue":"no_owner"},{"stringValue":"no_purpose"}]}}},
{"key":"token_drift.reason","value":{"stringValue":"Nobody owns it."}},
{"key":"token_drift.incident.id","value":{"stringValue":"td-0"}},
{"key":"token_drift.incident.severity","value":{"stringValue":"medium"}},
{"key":"token_drift.action.name","value":{"stringValue":"quarantine"}},
{"key":"token_drift.token.provider","value":{"stringValue":"aws"}},
{"key":"token_drift.token.id","value":{"stringValue":"00aa11bb22"}}]}`

const summary = `{"eventName":"token_drift.summary","body":{"stringValue":"In the first seven days of okta 2 tokens without an owner were seen."}}`

func request(records ...string) string {
	one := strings.ReplaceAll(strings.Join(records, ","), "\n", "")
	return `{"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{},"logRecords":[` + one + `]}]}]}` + "\n"
}

func writeResults(t *testing.T, incidents, flagged string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "incidents.jsonl"), []byte(incidents), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "flagged.jsonl"), []byte(flagged), 0o600))
	return dir
}

func TestReadResults(t *testing.T) {
	review := `{"attributes":[{"key":"token_drift.verdict","value":{"stringValue":"review"}}]}`
	flagged := `{"attributes":[{"key":"token_drift.verdict","value":{"stringValue":"incident"}}]}`
	// Two requests, and one of them in the wrong order: batches are not the story.
	dir := writeResults(t, request(opened, summary)+request(escalated, earlier), request(review, flagged, review))
	r, err := readResults(dir)
	require.NoError(t, err)
	require.Len(t, r.Incidents, 2)
	assert.Equal(t, "td-0", r.Incidents[0].ID, "sorted by time")
	in := r.Incidents[1]
	assert.Equal(t, "2025-08-12T22:14:09Z", in.Opened.Format("2006-01-02T15:04:05Z07:00"))
	assert.Equal(t, "critical", in.Severity, "the highest")
	assert.Equal(t, "quarantine", in.Action, "the opening's")
	assert.Equal(t, []string{"new_client", "new_action"}, in.Signals)
	assert.Equal(t, "priya@acorn-robotics.example", in.Owner)
	require.Len(t, in.Later, 1)
	assert.Equal(t, change{At: in.Later[0].At, State: "escalated", Signals: []string{"new_network"}, Action: "revoke"}, in.Later[0])
	assert.Len(t, r.Summaries, 1)
	assert.Equal(t, 2, r.Reviews)
	assert.Equal(t, 1, r.Flagged)
}

func TestReadResultsErrors(t *testing.T) {
	_, err := readResults(writeResults(t, request(opened)+"{\"resourceLogs\":[", ""))
	assert.ErrorContains(t, err, "incidents.jsonl:2: no OTLP JSON")
	r, err := readResults(t.TempDir())
	require.NoError(t, err, "no file: nothing was routed there")
	assert.Empty(t, r.Incidents)
}

func TestWriteTable(t *testing.T) {
	r, err := readResults(writeResults(t, request(opened, escalated, earlier, summary), ""))
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, writeTable(&out, r))
	assert.Equal(t, `
WHEN (UTC)        TOKEN                      OWNER                         SIGNALS                ACTION
2025-07-24 04:10  aws 00aa11bb               nobody                        no_owner no_purpose    quarantine
    medium: Nobody owns it.
2025-08-12 22:14  salesforce Drift 9f3c5a7e  priya@acorn-robotics.example  new_client new_action  quarantine
    critical: A client never seen lists all objects; until now one client in 3,120 uses since 2025-07-14.
    - 2025-08-17 11:11 escalated: new_network; revoke

    In the first seven days of okta 2 tokens without an owner were seen.
`, out.String())
}

func TestTableParts(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, writeTable(&out, results{}))
	assert.Equal(t, "\nno incidents\n", out.String())

	assert.Equal(t, "a b c d +2", shorten([]string{"a", "b", "c", "d", "e", "f"}))
	var b strings.Builder
	writeWrapped(&b, strings.Repeat("word ", 40))
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		assert.LessOrEqual(t, len(line), pageWidth, "line %d", i)
		assert.True(t, strings.HasPrefix(line, "    word"), "line %d", i)
	}
	assert.Equal(t, 40, strings.Count(b.String(), "word"))
}
