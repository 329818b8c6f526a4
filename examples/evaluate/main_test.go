package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestThroughTheCollector judges the leaver's estate from end to end.
func TestThroughTheCollector(t *testing.T) {
	collector := os.Getenv("QUICKSTART_COLLECTOR")
	if collector == "" {
		t.Skip("QUICKSTART_COLLECTOR is not set: `make test` builds a Collector and sets it")
	}
	bars := filepath.Join(t.TempDir(), "bars.yaml")
	require.NoError(t, os.WriteFile(bars, []byte("full:\n  caught_at_least: 1\n  anchor_misses_at_least: 1\n  anchor_false_token_days_per_1000_at_least: 100\n"), 0o600))
	var out, say bytes.Buffer
	err := run(t.Context(), options{collector: collector, estate: leaver, out: t.TempDir(), bars: bars, stall: time.Minute}, &out, &say)
	require.EqualError(t, err, "bar broken  anchor_false_token_days_per_1000_at_least: 100, measured 0 ("+bars+":4)")
	assert.Regexp(t, `token_drift +1 of 1 \(100 %\) +1 +0 +1 +1 +0 +0 +0 +0 +0 +0 +0`, out.String())
	assert.Contains(t, out.String(), "bar held    caught_at_least: 1, measured 1\n")
	assert.Contains(t, say.String(), "23 records, 3 tokens, 1 scenarios")
}

// What judges the processor, or writes records for it, must not know how it works.
func TestImportsNothingOfTheProcessor(t *testing.T) {
	for _, root := range []string{".", filepath.Join("..", "internal")} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, i := range file.Imports {
				assert.NotContains(t, i.Path.Value, "/tokendriftprocessor", path)
			}
			return nil
		})
		require.NoError(t, err)
	}
}

func TestJobs(t *testing.T) {
	for _, c := range []struct {
		name string
		o    options
		want []string
	}{
		{"three seeds", options{out: "o"}, []string{"seed-11", "seed-12", "seed-13"}},
		{"the short form has one", options{out: "o", short: true}, []string{"seed-11-short"}},
		{"seeds of one's own", options{out: "o", seeds: "4, 5"}, []string{"seed-4", "seed-5"}},
		{"a folder", options{estate: "some/where/"}, []string{"where"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			jobs, err := jobsOf(c.o)
			require.NoError(t, err)
			var names []string
			for _, j := range jobs {
				names = append(names, j.name)
			}
			assert.Equal(t, c.want, names)
		})
	}
	_, err := jobsOf(options{seeds: "1,x"})
	require.ErrorContains(t, err, `"x" is no seed`)
	_, err = jobsOf(options{seeds: "1", estate: "e"})
	require.ErrorContains(t, err, "exclude each other")
}

func TestConfigQuotesPaths(t *testing.T) {
	assert.Equal(t, `"/a b/$$x\"y"`, quoted(`/a b/$x"y`))
	assert.Equal(t, `""`, quoted(""))
	assert.Empty(t, listed(""))
	out := t.TempDir()
	file, err := writeConfig(estateFiles{records: []string{"r.ndjson"}}, out, settings{})
	require.NoError(t, err)
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(content), "inventory: {paths: []}")
	assert.NotContains(t, string(content), "%!")
	assert.True(t, strings.HasSuffix(string(content), "exporters: [file]\n"))
}
