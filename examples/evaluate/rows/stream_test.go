package rows

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

func TestKnowsNothingOfTheProcessor(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	require.NoError(t, err)
	assert.Contains(t, string(out), "examples/evaluate/estate/vendors", "the list is one of dependencies")
	for name := range strings.FieldsSeq(string(out)) {
		assert.NotContains(t, name, "tokendriftprocessor")
		assert.NotContains(t, name, "go.opentelemetry.io")
	}
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	for name, made := range map[string]func(seed uint64) *Stream{
		"drift":      func(seed uint64) *Stream { return Drift(seed, true, true) },
		"slow":       SlowTheft,
		"shared":     func(seed uint64) *Stream { s, _ := Shared(seed); return s },
		"stationary": func(seed uint64) *Stream { return Stationary(seed, 30, 12, Mixture) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := digest(t, made(5))
			assert.Equal(t, first, digest(t, made(5)))
			assert.NotEqual(t, first, digest(t, made(6)))
		})
	}
}

func digest(t *testing.T, s *Stream) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, s.Write(folder))
	var sums []string
	for _, name := range []string{"records.ndjson", "truth.csv", "abuse.csv", "networks.csv"} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		sum := sha256.Sum256(content)
		sums = append(sums, hex.EncodeToString(sum[:]))
	}
	return strings.Join(sums, " ")
}

// attack are the uses of one scenario in the order of their times; all but one
// stream have no other records than uses.
func attack(s *Stream, scenario int) (uses []*vendors.Use) {
	for _, e := range s.entries {
		if u, ok := e.record.(*vendors.Use); ok && e.scenario == scenario {
			uses = append(uses, u)
		}
	}
	return uses
}

// ordinary are a token's uses that are no attack, from one time until before another.
func ordinary(s *Stream, token *vendors.Token, from, to time.Time) (uses []*vendors.Use) {
	for _, e := range s.entries {
		if u, ok := e.record.(*vendors.Use); ok && e.scenario == 0 && u.Token == token && !u.At.Before(from) && u.At.Before(to) {
			uses = append(uses, u)
		}
	}
	return uses
}
