package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFamilies: every signal is in one family, as the processor's page has it.
func TestFamilies(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "tokendriftprocessor", "README.md"))
	require.NoError(t, err)
	n := 0
	for _, f := range families {
		for name := range strings.FieldsSeq(f.signals) {
			n++
			assert.Contains(t, string(page), "\n| `"+name+"` | "+f.name+" |")
			assert.Equal(t, 1, strings.Count(string(page), "\n| `"+name+"` | "), name)
		}
	}
	for _, f := range families {
		n -= strings.Count(string(page), "` | "+f.name+" |")
	}
	assert.Zero(t, n, "no signal of the page is left out")
}

func TestTrials(t *testing.T) {
	all := trials()
	require.Len(t, all, 1+9+7)
	assert.Equal(t, trial{what: "nothing"}, all[0])
	assert.Equal(t, []string{"volume_burst", "volume_drain"}, all[4].set.ignored)
	assert.Equal(t, []string{"Rules"}, all[10].set.without)
}

func TestAblationTable(t *testing.T) {
	of := func(days int, caught ...bool) tally {
		t := tally{tokenWeeks: 1000, incidents: days, incidentDays: days, reviewDays: 3 * days}
		for _, is := range caught {
			t.scenarios = append(t.scenarios, outcome{caught: is, rule: is})
		}
		return t
	}
	got := ablationTable([]trial{{what: "nothing"}, {what: "the rules"}}, []tally{of(4, true, true, false), of(12, false, true, true)})
	assert.Equal(t, [][]string{
		{"nothing", "2 of 3 (66.7 %)", "2", "0", "0", "4", "4", "12"},
		{"the rules", "2 of 3 (66.7 %)", "2", "1", "1", "12", "12", "36"},
	}, got.rows)
}

func TestLinked(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "a", "b")
	require.NoError(t, os.WriteFile(filepath.Join(from, "truth.csv"), []byte("x"), 0o600))
	require.NoError(t, linked(from, to))
	content, err := os.ReadFile(filepath.Join(to, "truth.csv"))
	require.NoError(t, err)
	assert.Equal(t, "x", string(content))
	require.Error(t, linked(filepath.Join(from, "none"), to))
}
