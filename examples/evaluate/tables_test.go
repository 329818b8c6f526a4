package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counted is small, with one catch, one false incident and one anchor.
func counted() *evaluation {
	e := small()
	all := &evaluation{estates: []string{"small"}, records: 8, tokens: 2, tallies: map[string]*tally{}}
	all.count(oursName, e, &detection{openings: []opening{on(e, 4), on(e, 2)}, tagged: []int32{2, 4}, reviews: []reviewed{{record: 7, signals: []string{"unusual_hour"}}}})
	all.count(firstSeenAll, e, &detection{alerts: true, openings: []opening{on(e, 2), on(e, 7)}, tagged: []int32{2, 7}})
	return all
}

func TestTables(t *testing.T) {
	all := counted()
	tables := all.tables()
	assert.Equal(t, "8 records, 2 tokens, 8 token-weeks and 1 abuses in small", tables[0].title)
	assert.Equal(t, [][]string{
		{"token_drift", "1 of 1 (100 %)", "0", "1", "2", "2", "12", "12", "125", "125", "125", "125", "0"},
		{"first-seen, all three", "0 of 1 (0 %)", "", "", "never", "never", "never", "never", "250", "", "250", "", ""},
	}, tables[0].rows)
	assert.Equal(t, []string{"all", "1", "0.12", "0.0032 to 0.7", "1.2e+02"}, tables[1].rows[0])
	assert.Equal(t, [][]string{{"drift", "1", "1", "0", "2", "0", ""}}, tables[2].rows)
	assert.Equal(t, [][]string{
		{"release", "1", "1", "0", "0", "new_client (1, 0)"},
		{"population: steady", "0", "0", "1", "1", "unusual_hour (0, 1)"},
	}, tables[3].rows)
}

// Scenarios of several estates are told apart by the estate.
func TestSum(t *testing.T) {
	one := func(name string) *evaluation {
		e := small()
		e.scenarios[0].name = "drift:7"
		all := &evaluation{estates: []string{name}, records: 8, tokens: 2, tallies: map[string]*tally{}}
		all.count(oursName, e, new(detection))
		return all
	}
	all, err := sum([]*evaluation{one("seed-1"), one("seed-2")}, "a note")
	require.NoError(t, err)
	assert.Equal(t, 16, all.records)
	assert.Equal(t, "seed-1/7, seed-2/7", all.kinds().rows[0][6])
	assert.Equal(t, "a note", all.footnote)
	alone, err := sum([]*evaluation{one("seed-1")}, "")
	require.NoError(t, err)
	assert.Equal(t, "drift:7", alone.kinds().rows[0][6])
	_, err = sum([]*evaluation{one("seed-1"), nil}, "")
	require.ErrorContains(t, err, "interrupted")
}

func TestRender(t *testing.T) {
	tables := []table{{title: "two words", head: []string{"a", "long head"}, rows: [][]string{{"x*y", "1"}, {"z", "a|b"}}, notes: []string{"a note"}}}
	var b bytes.Buffer
	require.NoError(t, writeText(&b, tables))
	assert.Equal(t, "\nTwo words\n\n       long\n  a    head\n  x*y  1\n  z    a|b\n  a note\n\n", b.String())
	assert.Equal(t, "**two words**\n\n| a | long head |\n|---|---|\n| x\\*y | 1 |\n| z | a\\|b |\n\na note\n", string(markdown(tables)))
}

func TestFigures(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 3: "3", 2.5: "2.5", 9.96: "10.0", 12.4: "12", math.Inf(1): "never"} {
		assert.Equal(t, want, figure(v))
	}
	assert.Empty(t, figure(math.NaN()))
	assert.Equal(t, "a, b", enumerate([]string{"a", "b"}))
	assert.Equal(t, "1, 2, 3, 4, 5, 6, 7, 8 and 2 more", enumerate(strings.Fields("1 2 3 4 5 6 7 8 9 10")))
}

func TestBars(t *testing.T) {
	write := func(text string) string {
		file := filepath.Join(t.TempDir(), "bars.yaml")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	all := counted()
	for _, c := range []struct {
		bar    string
		broken bool
	}{
		{"caught_at_least: 1", false},
		{"caught_at_least: 1.01", true},
		{"caught_by_statistics_at_least: 1", false},
		{"caught_by_statistics_at_least: 2", true},
		{"median_records_until_caught_at_most: 2", false},
		{"median_records_until_caught_at_most: 1", true},
		{"median_hours_until_caught_at_most: 11", true},
		{"p90_records_until_caught_at_most: 2", false},
		{"p90_records_until_caught_at_most: 1", true},
		{"false_incidents_per_1000_at_most: 125", false},
		{"false_incidents_per_1000_at_most: 124", true},
		{"false_reviews_per_1000_at_most: 124", true},
		{"false_incident_token_days_per_1000_at_most: 124", true},
		{"false_review_token_days_per_1000_at_most: 124", true},
		{"wrongly_contained_at_most: 0", false},
		{"times_the_budget_at_most: 124", true},
		{"anchor_misses_at_least: 1", false},
		{"anchor_misses_at_least: 1.1", true},
		{"anchor_false_token_days_per_1000_at_least: 249", false},
		{"anchor_false_token_days_per_1000_at_least: 251", true},
	} {
		bars, err := readBars(write("full:\n  "+c.bar+"\n"), false)
		require.NoError(t, err)
		assert.Len(t, all.broken(bars), map[bool]int{true: 1}[c.broken], c.bar)
	}
	for _, c := range []struct{ text, says string }{
		{"full:\n  caught: 1\n", `bars.yaml:2: "caught" is no bar; there are anchor_false`},
		{"full:\n  caught_at_least: most\n", `bars.yaml:2: caught_at_least: "most" is no number`},
		{"half:\n  caught_at_least: 1\n", `"half" is no form`},
		{"short:\n  caught_at_least: 1\n", "there are no bars under full"},
		{"- 1\n", "it should be full and short"},
	} {
		_, err := readBars(write(c.text), false)
		assert.ErrorContains(t, err, c.says)
	}
	shipped, err := readBars("bars.yaml", true)
	require.NoError(t, err)
	assert.NotEmpty(t, shipped)
}
