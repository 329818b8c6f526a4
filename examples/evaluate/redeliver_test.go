package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// calls are records of AWS, one every five seconds, after one of GitHub that
// was delivered late.
func calls(t *testing.T, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"eventName":"GetObject","eventSource":"s3.amazonaws.com","eventID":"%d","eventTime":"%s"}`+"\n", i, monday.Add(time.Duration(i)*5*time.Second).Format(time.RFC3339))
	}
	fmt.Fprintf(&b, `{"action":"git.clone","@timestamp":%d,"org":"o","_document_id":"late"}`, monday.Add(-time.Second).UnixMilli())
	file := filepath.Join(t.TempDir(), "records.ndjson")
	require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o600))
	return file
}

func none(string) bool            { return false }
func amazon(provider string) bool { return provider == "aws" }
func linesOf(t *testing.T, file string) []string {
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
}

func TestRedeliverInOrder(t *testing.T) {
	file := calls(t, 100)
	before := linesOf(t, file)
	how, err := redeliver(file, 1, none)
	require.NoError(t, err)
	assert.Equal(t, "none in files", how.said())
	assert.Equal(t, append([]string{before[100]}, before[:100]...), linesOf(t, file), "by time, and the last line ends")
}

// The shares and quantiles are those of invictus and of SANS-504: 81 % and 50 %
// older than one before, the median 201 s and 133 s, 99 % within 505 s, at most 606 s.
func TestRedeliverAsCloudTrail(t *testing.T) {
	file := calls(t, 20_000)
	before := linesOf(t, file)
	how, err := redeliver(file, 1, amazon)
	require.NoError(t, err)
	after := linesOf(t, file)
	assert.ElementsMatch(t, before, after)
	assert.Equal(t, before[20_000], after[0], "the one that is in no file comes in order of time")
	require.Len(t, how.late, 20_000)
	assert.Positive(t, how.late[0])
	assert.InDelta(t, 201, how.late[10_000].Seconds(), 40)
	assert.InDelta(t, 505, how.late[19_800].Seconds(), 30)
	assert.LessOrEqual(t, how.late[19_999], 606*time.Second)
	assert.InDelta(t, 0.8, float64(how.older)/20_000, 0.25)
	assert.LessOrEqual(t, how.back, 606*time.Second)
	assert.Greater(t, how.back, 5*time.Minute)

	again := calls(t, 20_000)
	_, err = redeliver(again, 1, amazon)
	require.NoError(t, err)
	assert.Equal(t, after, linesOf(t, again), "the same seed, the same order")
}

func TestRedeliverBadRecords(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"no JSON", "{", "records.ndjson:1: this is no JSON object"},
		{"no kind", `{"a":1}`, "records.ndjson:1: a record of no known kind"},
		{"no time", `{"eventName":"a","eventSource":"b"}`, "records.ndjson:1: a record without a time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "records.ndjson")
			require.NoError(t, os.WriteFile(file, []byte(c.line+"\n"), 0o600))
			_, err := redeliver(file, 1, amazon)
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestCompare(t *testing.T) {
	of := func(days int, caught ...bool) *tally {
		t := &tally{incidentDays: days}
		for i, is := range caught {
			t.scenarios = append(t.scenarios, outcome{name: fmt.Sprintf("drift:%d", i), caught: is})
		}
		return t
	}
	c := compare([]uint64{4, 5}, []*tally{of(4, true, true, false), of(6, true)}, []*tally{of(5, true, false, true), of(6, false)})
	assert.Equal(t, comparison{both: 1, lost: []string{"4/drift:1", "5/drift:0"}, found: []string{"4/drift:2"}, ordered: 10, days: 11, times: 1.1}, c)
	assert.Equal(t, "2 lost, 1 caught in both; lost: 4/drift:1, 5/drift:0; caught in disorder alone: 4/drift:2", c.scenarios())
	c = compare([]uint64{4}, []*tally{of(0)}, []*tally{of(0)})
	assert.Zero(t, c.times, "nothing is not infinitely more than nothing")
}
