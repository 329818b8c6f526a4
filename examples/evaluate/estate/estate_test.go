package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/company"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
)

var short = company.Size{Seed: 7, Tokens: 130, Weeks: 10, Slower: 3}

// scenarioOf reads the scenario's number out of an abuse row's note.
func scenarioOf(r life.Row) (n int) {
	_, _ = fmt.Sscanf(r.Note, "scenario %d;", &n)
	return n
}

func digest(t *testing.T, folder string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	for _, name := range []string{"records.ndjson", "truth.csv", "abuse.csv", "inventory.yaml", "ranges.yaml", "networks.csv"} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		sum := sha256.Sum256(content)
		sums[name] = hex.EncodeToString(sum[:])
	}
	return sums
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	first, second, other := t.TempDir(), t.TempDir(), t.TempDir()
	require.NoError(t, run(short, first, ""))
	require.NoError(t, run(short, second, ""))
	assert.Equal(t, digest(t, first), digest(t, second))
	size := short
	size.Seed++
	require.NoError(t, run(size, other, ""))
	assert.NotEqual(t, digest(t, first)["records.ndjson"], digest(t, other)["records.ndjson"])
}

// TestBytesOfOneSeed holds the bytes fixed across machines and Go releases. A
// wanted change of the generator changes this sum; figures measured before it
// cannot be compared with those after it.
func TestBytesOfOneSeed(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, run(short, folder, ""))
	assert.Equal(t, pinned, digest(t, folder)["records.ndjson"][:16])
}

func TestKnowsNothingOfTheProcessor(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "./...").Output()
	require.NoError(t, err)
	for name := range strings.FieldsSeq(string(out)) {
		assert.NotContains(t, name, "tokendriftprocessor")
		assert.NotContains(t, name, "go.opentelemetry.io")
	}
}

func TestFullFormIsQuickAndLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("half a gigabyte")
	}
	began := time.Now()
	b := build(company.Size{Seed: 3, Tokens: 400, Weeks: 10, Slower: 1}, "")
	counts, err := write(b, t.TempDir())
	require.NoError(t, err)
	assert.Less(t, time.Since(began), time.Minute)
	assert.Greater(t, counts.lines, 300_000)
	assert.Less(t, counts.lines, 600_000)
	assert.GreaterOrEqual(t, counts.tokens, 400)
	assert.GreaterOrEqual(t, counts.changes, 80)
	assert.GreaterOrEqual(t, b.Scenario, 40)
	assert.LessOrEqual(t, b.Scenario, 70)
}

func TestShortFormIsShort(t *testing.T) {
	b := build(short, "")
	assert.Greater(t, len(b.Entries), 45_000)
	assert.Less(t, len(b.Entries), 75_000)
	assert.GreaterOrEqual(t, b.Scenario, 20)
}

func TestEstatesWithoutAttacks(t *testing.T) {
	labels := func(without string) map[string]int {
		n := map[string]int{}
		for _, row := range build(short, without).Truth {
			n[row.Label]++
		}
		return n
	}
	attacks, changes := labels("attacks"), labels("changes")
	assert.Zero(t, attacks["abuse"])
	assert.NotZero(t, attacks["benign"])
	assert.Zero(t, changes["abuse"]+changes["benign"])
	assert.NotZero(t, changes["population"])
	assert.ErrorContains(t, run(short, t.TempDir(), "everything"), "-without everything: it is attacks or changes")
}

func TestInventoryCoversNineInTen(t *testing.T) {
	b := build(company.Size{Seed: 5, Tokens: 400, Weeks: 10, Slower: 1}, "")
	folder := t.TempDir()
	require.NoError(t, writeFile(folder, "inventory.yaml", func(w io.Writer) error { return writeInventory(b, w) }))
	content, err := os.ReadFile(filepath.Join(folder, "inventory.yaml"))
	require.NoError(t, err)
	var inventory struct {
		Tokens []map[string]any
		Owners []struct {
			ID      string
			Aliases []string
		}
	}
	require.NoError(t, yaml.Unmarshal(content, &inventory))
	assert.Len(t, inventory.Owners, len(b.People))
	for _, entry := range inventory.Tokens {
		assert.NotEmpty(t, entry["provider"])
		assert.NotEmpty(t, entry["owner"])
		assert.NotEmpty(t, entry["purpose"])
	}
	declared := 0
	for _, token := range b.Tokens {
		if token.Declared {
			declared++
		}
	}
	assert.InDelta(t, 0.92, float64(declared)/float64(len(b.Tokens)), 0.04)
}

func TestWrongSizesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		size company.Size
		out  string
		want string
	}{
		"no folder":      {company.Size{Tokens: 400, Weeks: 10}, "", "-out is empty"},
		"too few weeks":  {company.Size{Tokens: 400, Weeks: 4}, "x", "-weeks 4: from 10 to 26"},
		"too few tokens": {company.Size{Tokens: 9, Weeks: 10}, "x", "-tokens 9: from 100 to 700"},
	} {
		t.Run(name, func(t *testing.T) { assert.ErrorContains(t, run(c.size, c.out, ""), c.want) })
	}
}
