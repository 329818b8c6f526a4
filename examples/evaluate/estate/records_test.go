package main

import (
	"bufio"
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

const pinned = "c26efc43b423e353" // the SHA-256 of seed 7 in the short form begins so

// record is one line with what the tests ask of it.
type record struct {
	at       time.Time
	id       string
	provider string
	body     map[string]any
}

func readRecords(t *testing.T, folder string) []record {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, "records.ndjson"))
	require.NoError(t, err)
	defer f.Close()
	var out []record
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var body map[string]any
		require.NoError(t, json.Unmarshal(lines.Bytes(), &body), "line %d", len(out)+1)
		out = append(out, recognise(t, body))
	}
	require.NoError(t, lines.Err())
	return out
}

// recognise reads a record's vendor, time and unique id as its vendor documents them.
func recognise(t *testing.T, body map[string]any) record {
	t.Helper()
	when := func(path string) time.Time {
		at, err := time.Parse(time.RFC3339Nano, lookUp(body, path))
		require.NoError(t, err, path)
		return at
	}
	switch {
	case body["EVENT_TYPE"] != nil:
		return record{when("TIMESTAMP_DERIVED"), lookUp(body, "REQUEST_ID"), "salesforce", body}
	case body["CreatedDate"] != nil:
		at, err := time.Parse("2006-01-02T15:04:05.000-0700", lookUp(body, "CreatedDate"))
		require.NoError(t, err)
		return record{at, lookUp(body, "Id"), "setup", body}
	case body["EventIdentifier"] != nil:
		at, err := time.Parse("2006-01-02T15:04:05.000Z0700", lookUp(body, "EventDate"))
		require.NoError(t, err)
		return record{at.UTC(), lookUp(body, "EventIdentifier"), "salesforce events", body}
	case body["_document_id"] != nil:
		return record{time.UnixMilli(int64(body["created_at"].(float64))).UTC(), lookUp(body, "_document_id"), "github", body}
	case body["published"] != nil:
		return record{when("published"), lookUp(body, "uuid"), "okta", body}
	case body["eventID"] != nil:
		return record{when("eventTime"), lookUp(body, "eventID"), "aws", body}
	case lookUp(body, "properties.createdDateTime") != "":
		return record{when("properties.createdDateTime"), lookUp(body, "properties.id"), "entra", body}
	case lookUp(body, "properties.activityDateTime") != "":
		return record{when("properties.activityDateTime"), lookUp(body, "properties.id"), "entra", body}
	}
	return record{when("id.time"), lookUp(body, "id.time") + ":" + lookUp(body, "id.uniqueQualifier"), "google_workspace", body}
}

func readTable(t *testing.T, folder, name string) [][]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(content))).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

func TestTruthAgreesWithTheRecords(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, run(short, folder, ""))
	records, truth := readRecords(t, folder), readTable(t, folder, "truth.csv")

	tokens := indexed(truth)
	owner := map[string][]time.Time{}
	scenarioTimes := map[string][]time.Time{}
	scenarios := map[string]string{}
	for _, row := range readTable(t, folder, "abuse.csv") {
		require.NotContains(t, scenarios, row[0], "an event id is in abuse.csv twice")
		scenarios[row[0]] = row[1]
	}
	seen := map[string]int{}
	for i := range records {
		r := &records[i]
		seen[r.id]++
		if seen[r.id] > 1 {
			continue // a second delivery
		}
		mine := tokens.of(r.body)
		require.LessOrEqual(t, len(mine), 1, "two tokens match one record: %v", mine)
		if len(mine) == 1 {
			owner[mine[0]] = append(owner[mine[0]], r.at)
			if n := scenarios[r.id]; n != "" {
				scenarioTimes[n+" "+mine[0]] = append(scenarioTimes[n+" "+mine[0]], r.at)
			}
		}
	}
	for id := range scenarios {
		assert.NotZero(t, seen[id], "abuse.csv names %s, which no record has", id)
	}
	for _, row := range truth {
		checkRow(t, row, owner, scenarioTimes)
	}
}

func checkRow(t *testing.T, row []string, owner, scenarioTimes map[string][]time.Time) {
	t.Helper()
	token, label := row[0], row[4]
	from, err := time.Parse(time.RFC3339Nano, row[1])
	require.NoError(t, err)
	to, err := time.Parse(time.RFC3339Nano, row[2])
	require.NoError(t, err)
	assert.False(t, to.Before(from), "%v ends before it begins", row)
	times := owner[token]
	if !assert.NotEmpty(t, times, "no record is of the token of %v", row) {
		return
	}
	switch label {
	case "population":
		assert.False(t, slices.MinFunc(times, time.Time.Compare).Before(from), "%v has a record before its period", row)
	case "abuse":
		assert.NotEmpty(t, row[5], "%v names no signals", row)
		number := strings.TrimPrefix(strings.SplitN(row[6], ";", 2)[0], "scenario ")
		attack := scenarioTimes[number+" "+token]
		if assert.NotEmpty(t, attack, "no abuse record is of the token of %v", row) {
			assert.False(t, slices.MinFunc(attack, time.Time.Compare).Before(from), "%v", row)
			assert.False(t, slices.MaxFunc(attack, time.Time.Compare).After(to), "%v", row)
		}
		if row[3] != "unc6040" && row[3] != "unowned_token" {
			first := slices.MinFunc(times, time.Time.Compare)
			assert.Greater(t, from.Sub(first), 20*24*time.Hour, "%v has under three weeks of history", row)
		}
	}
}

// TestOrderOfDelivery measures what was measured at the vendors.
func TestOrderOfDelivery(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, run(short, folder, ""))
	seen, copies := map[string]bool{}, 0
	older, total, newest := map[string]int{}, map[string]int{}, map[string]time.Time{}
	var back []float64
	for _, r := range readRecords(t, folder) {
		if seen[r.id] {
			copies++
			continue
		}
		seen[r.id] = true
		total[r.provider]++
		if r.at.Before(newest[r.provider]) {
			older[r.provider]++
			if r.provider == "salesforce" {
				back = append(back, newest[r.provider].Sub(r.at).Hours())
			}
			continue
		}
		newest[r.provider] = r.at
	}
	assert.InDelta(t, 0.01, float64(copies)/float64(len(seen)), 0.002, "share of second deliveries")
	for _, provider := range []string{"salesforce", "google_workspace", "aws", "entra", "okta", "github"} {
		assert.NotZero(t, total[provider], provider)
		assert.NotZero(t, older[provider], "nothing of %s is out of order", provider)
	}
	assert.Greater(t, float64(older["salesforce"])/float64(total["salesforce"]), 0.5, "hourly files are in no order")
	assert.Greater(t, slices.Max(back), 2.0, "files of different event types are hours apart")
}
