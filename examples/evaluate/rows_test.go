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

func TestSightOf(t *testing.T) {
	e := small()
	review := func(n int32) []reviewed { return []reviewed{{record: n, signals: []string{"new_client"}}} }
	for _, c := range []struct {
		name              string
		d                 detection
		verdict, incident float64 // days of small; -1: never
		opened            bool
	}{
		{"nothing", detection{}, -1, -1, false},
		{"a review on its second record", detection{reviews: review(4)}, 10.5, -1, false},
		{"a review after it", detection{reviews: review(6)}, -1, -1, false},
		{"an incident on its last", detection{openings: []opening{on(e, 5)}, tagged: []int32{5}}, 11, 11, true},
		{"both", detection{reviews: review(3), openings: []opening{on(e, 4)}, tagged: []int32{4, 5}}, 10, 10.5, true},
		{"of one that was open before", detection{openings: []opening{on(e, 1)}, tagged: []int32{1, 4}}, 10.5, 10.5, false},
		{"of another token", detection{openings: []opening{on(e, 2)}, tagged: []int32{2}}, -1, -1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := sightOf(e, &c.d, 0)
			for _, m := range []struct {
				want float64
				got  moment
			}{{c.verdict, got.verdict}, {c.incident, got.incident}} {
				if m.want < 0 {
					assert.True(t, m.got.at.IsZero(), m.got)
				} else {
					assert.Equal(t, day(m.want), m.got.at)
				}
			}
			assert.Equal(t, c.opened, got.opened != nil)
		})
	}
}

func TestSince(t *testing.T) {
	assert.InDelta(t, 12, moment{at: day(1.5)}.since(day(1)), 0)
	assert.InDelta(t, 0, moment{at: day(1)}.since(day(2)), 0, "before it is at once")
	assert.True(t, math.IsInf(moment{}.since(day(1)), 1))
}

// The release of small is on token 0 on day 10.
func TestChangesIn(t *testing.T) {
	e := small()
	got := changesIn(e, &detection{openings: []opening{on(e, 2), on(e, 7), on(e, 3)}, reviews: []reviewed{{record: 2, signals: []string{"new_chain"}}, {record: 0}}})
	assert.Equal(t, onChange{incidents: 1, incidentTokens: 1, reviewTokens: 1, signals: []string{"new_client"}}, got)
	got = changesIn(e, &detection{reviews: []reviewed{{record: 2, signals: []string{"new_chain"}}}})
	assert.Equal(t, onChange{reviewTokens: 1, signals: []string{"new_chain"}}, got)
}

func TestBlamed(t *testing.T) {
	consumers := []string{"chat-sync", "bi"}
	for _, c := range []struct {
		name, reason, action string
		want                 []string
	}{
		{"nobody", "showed a client it never used: curl", "it would stop chat-sync, bi", nil},
		{"only in what is normal", "a client it never used: curl (normal since 2026-03-02: chat-sync/4, bi/2)", "", nil},
		{"in brackets within brackets", "a client: curl (normal (since): chat-sync)", "", nil},
		{"one in the reason", "the cluster of chat-sync showed an operation", "it would stop chat-sync, bi", []string{"chat-sync"}},
		{"one in the action", "showed an operation", "stop chat-sync alone", []string{"chat-sync"}},
		{"both in the reason", "chat-sync or bi", "", []string{"chat-sync", "bi"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, blamed(&opening{reason: c.reason, why: c.action}, consumers))
		})
	}
}

func TestSpread(t *testing.T) {
	assert.Equal(t, "a", spread([]string{"a"}))
	assert.Equal(t, "a", spread([]string{"a", "a"}))
	assert.Equal(t, "b (1 of 3); a (2 of 3)", spread([]string{"b", "a", "a"}))
}

func TestWorkOf(t *testing.T) {
	for _, c := range []struct {
		name       string
		o          options
		jobs, rows int
	}{
		{"everything", options{}, 3, len(ownRows)},
		{"one seed", options{seeds: "4"}, 1, len(ownRows)},
		{"the short form has no rows", options{short: true}, 1, 0},
		{"nor has a folder", options{estate: "e"}, 1, 0},
		{"one row", options{row: "drift"}, 0, 1},
		{"two rows", options{row: "slow, shared"}, 0, 2},
		{"all rows", options{row: "all"}, 0, len(ownRows)},
		{"one that is run on demand", options{row: "ablation"}, 0, 1},
		{"no row", options{row: "none"}, 3, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			jobs, own, err := workOf(c.o)
			require.NoError(t, err)
			assert.Len(t, jobs, c.jobs)
			assert.Len(t, own, c.rows)
		})
	}
	_, _, err := workOf(options{row: "drifts"})
	require.ErrorContains(t, err, `"drifts" is no row; there are drift, migration, slow`)
	_, _, err = workOf(options{row: "drift", estate: "e"})
	require.ErrorContains(t, err, "exclude each other")
}

// A bar of a row holds only where the row was run.
func TestBarsOfRows(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bars.yaml")
	require.NoError(t, os.WriteFile(file, []byte("full:\n  poisoning_lost_at_most: 0\n  caught_at_least: 0.5\n"), 0o600))
	bars, err := readBars(file, false)
	require.NoError(t, err)
	require.Len(t, bars, 2)
	estates := counted()
	assert.False(t, estates.has("poisoning_lost_at_most"))
	assert.True(t, estates.has("caught_at_least"))
	row := &evaluation{figures: map[string]float64{"poisoning_lost_at_most": 2}}
	assert.False(t, row.has("caught_at_least"))
	assert.Equal(t, map[string]bool{"poisoning_lost_at_most": true}, row.broken(bars[:1]))
	assert.Equal(t, "poisoning_lost_at_most: 0, measured 2", bars[0].said(row))
}

func TestFiguresHaveOneRow(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range rowFigures() {
		assert.False(t, seen[name] || measures[name] != nil, name)
		seen[name] = true
		assert.True(t, strings.HasSuffix(name, "_at_least") || strings.HasSuffix(name, "_at_most"), name)
	}
}

func TestOwnRowsTable(t *testing.T) {
	lines, other := answer{lines: []line{{"a", "b", "c", "yes"}, {"d", "e", "f", "no"}}}, answer{table: &table{title: "its own"}}
	got := ownRowsTables([]ownRow{{name: "x"}, {name: "y"}}, []answer{lines, other}, []uint64{4, 5})
	require.Len(t, got, 2)
	assert.Equal(t, [][]string{{"x", "a", "b", "yes", "c"}, {"", "d", "e", "no", "f"}}, got[0].rows)
	assert.Contains(t, got[0].notes[0], "Seeds 4 5")
	assert.Equal(t, "its own", got[1].title)
	assert.Equal(t, []table{{title: "its own"}}, ownRowsTables([]ownRow{{name: "y"}}, []answer{other}, nil), "no empty table before it")
}

// Seven in ten explanations are of attacks, each kind once before one comes twice.
func TestSomeOf(t *testing.T) {
	list := make([]explanation, 0, 20)
	for i, kind := range []string{"drift", "drift", "klue", "volume", "drift", "klue"} {
		list = append(list, explanation{kind: kind, title: kind + string(rune('a'+i))})
	}
	for _, kind := range []string{"release", "release", "travel"} {
		list = append(list, explanation{kind: kind, false: true, title: kind})
	}
	list[7].title = "release again"
	titles := func(n int) (out []string) {
		for _, x := range someOf(list, n) {
			out = append(out, x.title)
		}
		return out
	}
	assert.Empty(t, titles(0))
	assert.Equal(t, []string{"drifta", "kluec", "volumed", "driftb", "kluef", "release"}, titles(6))
	assert.Len(t, titles(10), 9, "there are no more")
}

// Of late truth and of the week after an attack nothing is shown.
func TestWhatIsExplained(t *testing.T) {
	e := small()
	late := on(e, 3, func(o *opening) { o.record, o.named = -1, []int32{3} })
	after := on(e, 6, func(o *opening) { o.at = day(12) })
	list := explanations("seed-1", e, &detection{openings: []opening{on(e, 3), late, on(e, 7), after}})
	require.Len(t, list, 2)
	assert.Equal(t, "seed-1: 2026-01-15 00:00:00, on an attack: drift-1", list[0].title)
	assert.Equal(t, "seed-1: 2026-01-26 00:00:00, no attack: population: steady", list[1].title)
	assert.True(t, list[1].false)
}

func TestExplanationsAreBroken(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, writeExplanations(&out, []explanation{{title: "t", lines: []string{"reason: " + strings.Repeat("word ", 40)}}}))
	for l := range strings.SplitSeq(out.String(), "\n") {
		assert.LessOrEqual(t, len(l), 124)
	}
	assert.Equal(t, 40, strings.Count(out.String(), "word"))
}

func TestConfigWithSettings(t *testing.T) {
	for _, c := range []struct {
		name string
		set  settings
		says string
		args []string
	}{
		{"nothing", settings{}, "    mode: tag\n    inventory:", nil},
		{"a budget", settings{budget: 0.01}, "    mode: tag\n    incidents: {false_incident_budget: 0.01}\n    inventory:", nil},
		{"no volume", settings{ignored: []string{"volume_burst", "volume_drain"}}, "    incidents: {criteria: {volume_burst: ignore, volume_drain: ignore}}\n", nil},
		{"both", settings{budget: 0.1, ignored: []string{"leaked"}}, "    incidents: {false_incident_budget: 0.1, criteria: {leaked: ignore}}\n", nil},
		{
			"without two parts",
			settings{without: []string{"Rules", "Pooling"}},
			"    mode: tag\n    inventory:",
			[]string{"--feature-gates=processor.tokendrift.withoutRules,processor.tokendrift.withoutPooling"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, err := writeConfig(estateFiles{records: []string{"r.ndjson"}}, t.TempDir(), c.set)
			require.NoError(t, err)
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Contains(t, string(content), c.says)
			assert.Equal(t, c.args, c.set.arguments())
		})
	}
}

// Every attribute of an incident record is shown, the reason before the rest.
func TestAllAttributes(t *testing.T) {
	e := of("a")
	j, err := readJudged(written(t, []string{audit("a", "incident", "td-1"), incidentRecord("opened", "td-1", "id-a", rule)}), e)
	require.NoError(t, err)
	all := detectionOf(e, j).openings[0].all
	assert.True(t, strings.HasPrefix(all[0], "signals: "), all[0])
	assert.Contains(t, all, "action.name: revoke")
	assert.Contains(t, all, "incident.id: td-1")
	assert.Contains(t, all, "score: 64")
}
