package source

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// sampleShare is the least share of sample records that must be read as a
// person read them.
const sampleShare = 0.95

var sampleHeader = []string{"line", "kind", "grade", "subject", "action", "outcome", "time", "note"}

// sampleRow is what one record of a sample file says, written by hand.
type sampleRow struct {
	line int
	want map[string]string // by the names in sampleHeader
	note string
}

// TestSamples compares what the built-in sources read in a folder of real
// records with testdata/samples/<LogType>.csv. The records stay outside the
// repository: they are other people's.
func TestSamples(t *testing.T) {
	folder := os.Getenv("SAMPLES")
	if folder == "" {
		t.Skip(`SAMPLES is not set: the sample records are no part of this repository.
To run: SAMPLES=FOLDER go test -run TestSamples ./tokendriftprocessor/internal/source
FOLDER holds <LogType>.ndjson files, one {"log": record} a line, for testdata/samples/<LogType>.csv`)
	}
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	records, err := filepath.Glob(filepath.Join(folder, "*.ndjson"))
	require.NoError(t, err)
	require.NotEmpty(t, records, "%s holds no *.ndjson", folder)
	truths, err := filepath.Glob("testdata/samples/*.csv")
	require.NoError(t, err)
	for _, file := range truths {
		if name := logType(file) + ".ndjson"; !slices.Contains(records, filepath.Join(folder, name)) {
			t.Errorf("%s is about %s, which %s does not hold", file, name, folder)
		}
	}

	var right, total int
	t.Logf("%-40s %7s %6s %7s", "log type", "records", "right", "share")
	for _, file := range records {
		r, n := checkSamples(t, reader, file)
		right, total = right+r, total+n
	}
	t.Logf("%-40s %7d %6d %6.1f%%", "all", total, right, percent(right, total))
	if float64(right) < sampleShare*float64(total) {
		t.Errorf("%d of %d sample records are read right, %.1f %%; wanted at least %.0f %%", right, total, percent(right, total), sampleShare*100)
	}
}

func checkSamples(t *testing.T, reader *Reader, file string) (right, total int) {
	records := readSampleRecords(t, file)
	truth := filepath.Join("testdata", "samples", logType(file)+".csv")
	rows, err := readSampleRows(truth)
	if err != nil {
		t.Errorf("%s has no truth to compare with: %v", filepath.Base(file), err)
		return 0, len(records)
	}
	if len(rows) != len(records) {
		t.Errorf("%s has %d rows, the file of records %d lines; every line needs one row", truth, len(rows), len(records))
	}
	var misses []string
	for i, row := range rows[:min(len(rows), len(records))] {
		if row.line != i+1 {
			t.Errorf("%s: row %d is about line %d; rows stand in the order of the lines", truth, i+1, row.line)
		}
		if miss := compareSample(reader, records[i], row); len(miss) > 0 {
			misses = append(misses, miss...)
			continue
		}
		right++
	}
	t.Logf("%-40s %7d %6d %6.1f%%", logType(file), len(records), right, percent(right, len(records)))
	for _, miss := range misses {
		t.Log("    " + miss)
	}
	return right, len(records)
}

// compareSample says in which fields the first event of a record differs.
func compareSample(reader *Reader, record string, row sampleRow) (misses []string) {
	events, why := reader.Read(textRecord(record))
	if why != None {
		return []string{row.say("unread", row.want["kind"], why.String())}
	}
	got := sampleFields(&events[0])
	for _, field := range sampleHeader[1:7] {
		if got[field] != row.want[field] {
			misses = append(misses, row.say(field, row.want[field], got[field]))
		}
	}
	return misses
}

func (row sampleRow) say(field, want, got string) string {
	text := "line " + strconv.Itoa(row.line) + ": " + field + ": want " + strconv.Quote(want) + ", got " + strconv.Quote(got)
	if row.note != "" {
		text += " (" + row.note + ")"
	}
	return text
}

func sampleFields(e *event.Event) map[string]string {
	parts := slices.DeleteFunc(slices.Clone(e.Subject.Parts[:]), func(s string) bool { return s == "" })
	at := ""
	if e.Time != 0 {
		at = time.Unix(0, e.Time).UTC().Format(time.RFC3339Nano)
	}
	return map[string]string{
		"kind": e.Kind.String(), "grade": cmp.Or(e.Subject.Grade.String(), "none"), "subject": strings.Join(parts, "|"),
		"action": e.Action, "outcome": e.Outcome.String(), "time": at,
	}
}

func readSampleRecords(t *testing.T, file string) (records []string) {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct{ Log json.RawMessage }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &line), "%s, line %d", file, len(records)+1)
		records = append(records, string(line.Log))
	}
	require.NoError(t, lines.Err())
	return records
}

func readSampleRows(file string) (rows []sampleRow, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	table := csv.NewReader(f)
	table.Comment = '#'
	table.FieldsPerRecord = len(sampleHeader)
	cells, err := table.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(cells) == 0 || !slices.Equal(cells[0], sampleHeader) {
		return nil, fmt.Errorf("the header is not %s", strings.Join(sampleHeader, ","))
	}
	for i, record := range cells[1:] {
		row, err := readSampleRow(record)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func readSampleRow(record []string) (row sampleRow, err error) {
	row = sampleRow{want: map[string]string{}, note: record[7]}
	if row.line, err = strconv.Atoi(record[0]); err != nil {
		return row, err
	}
	for i, field := range sampleHeader[1:7] {
		row.want[field] = record[i+1]
	}
	for field, values := range map[string][]string{
		"kind":    {"use", "lifecycle", "both"},
		"grade":   {"token", "grant", "session", "client", "actor", "none"},
		"outcome": {"success", "failure", "unknown"},
	} {
		if !slices.Contains(values, row.want[field]) {
			return row, fmt.Errorf("%s is %q, not one of %s", field, row.want[field], strings.Join(values, ", "))
		}
	}
	if at := row.want["time"]; at != "" { // .290 and .29 are one time
		parsed, err := time.Parse(time.RFC3339Nano, at)
		if err != nil {
			return row, err
		}
		row.want["time"] = parsed.UTC().Format(time.RFC3339Nano)
	}
	return row, nil
}

func logType(file string) string {
	name := filepath.Base(file)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}
