package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const storyFolder = "../../../testdata/quickstart/stories"

// line is one record of the written file, and what can be told from it.
type line struct {
	text     string
	provider string
	event    time.Time
}

var written []line // by the first test that asks

// lines writes the month and reads it back, once for all tests.
func lines(t *testing.T) []line {
	t.Helper()
	if written != nil {
		return written
	}
	dir := t.TempDir()
	require.NoError(t, run(dir, storyFolder))
	f, err := os.Open(filepath.Join(dir, "month.ndjson"))
	require.NoError(t, err)
	defer f.Close()
	var all []line
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		provider, event, err := recognise(scanner.Bytes())
		require.NoError(t, err, "line %d", len(all)+1)
		all = append(all, line{scanner.Text(), provider, event})
	}
	require.NoError(t, scanner.Err())
	written = all
	return all
}

func TestSameBytes(t *testing.T) {
	var sums [2][sha256.Size]byte
	for i := range sums {
		dir := t.TempDir()
		require.NoError(t, run(dir, storyFolder))
		content, err := os.ReadFile(filepath.Join(dir, "month.ndjson"))
		require.NoError(t, err)
		sums[i] = sha256.Sum256(content)
	}
	assert.Equal(t, sums[0], sums[1])
}

func TestRecords(t *testing.T) {
	all := lines(t)
	assert.GreaterOrEqual(t, len(all), 25_000)
	assert.LessOrEqual(t, len(all), 40_000)
	count := map[string]int{}
	newest := all[0].event
	for i, l := range all {
		count[l.provider]++
		require.True(t, within(l.event, monthStart, monthEnd), "line %d: %s", i+1, l.event)
		// The processor takes records up to three days late; one hour is what this month has.
		require.Less(t, newest.Sub(l.event), time.Hour, "line %d", i+1)
		if l.event.After(newest) {
			newest = l.event
		}
	}
	for _, provider := range []string{"github", "okta", "salesforce", "google_workspace", "entra", "aws"} {
		assert.GreaterOrEqual(t, count[provider], 3_000, provider)
	}
	assert.Len(t, count, 6)
}

func TestRecordsAreUnique(t *testing.T) {
	seen := map[string]int{}
	for i, l := range lines(t) {
		if first, twice := seen[l.text]; twice {
			t.Fatalf("lines %d and %d are the same", first, i+1)
		}
		seen[l.text] = i + 1
	}
}

func TestStoriesAreInIt(t *testing.T) {
	count := map[string]int{}
	for _, l := range lines(t) {
		count[l.text]++
	}
	files, err := filepath.Glob(filepath.Join(storyFolder, "*.ndjson"))
	require.NoError(t, err)
	require.Len(t, files, 7)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			for i, record := range bytes.Split(bytes.TrimSpace(content), []byte("\n")) {
				assert.Equal(t, 1, count[string(record)], "record %d", i+1)
			}
		})
	}
}

func TestAppendJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		{"the order given", object{"b", 1, "a", nil}, `{"b":1,"a":null}`},
		{"a list of everything", list{true, int64(-5), 40.4479, "x"}, `[true,-5,40.4479,"x"]`},
		{"no escapes for HTML", object{"q", "a > b & c"}, `{"q":"a > b & c"}`},
		{"escapes where JSON wants them", object{"q", "say \"é\"\n"}, `{"q":"say \"é\"\n"}`},
		{"nothing", object{}, `{}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rawjson.Append(nil, c.in)
			assert.Equal(t, c.want, string(got))
			assert.True(t, json.Valid(got))
		})
	}
}

func TestRecogniseErrors(t *testing.T) {
	for _, c := range []struct{ name, in, says string }{
		{"text", "hello", "not JSON"},
		{"cut off", `{"published":`, "not JSON"},
		{"another vendor", `{"id":"x","action":"y"}`, "no vendor's record"},
		{"no time fields", `{"x":1}`, "none of the known time fields"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := recognise([]byte(c.in))
			assert.ErrorContains(t, err, c.says)
		})
	}
}
