package source

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// noBuiltins keeps these tests independent of the providers' files.
var noBuiltins = fstest.MapFS{}

func testSet(tb testing.TB) *Set {
	tb.Helper()
	set, err := load(noBuiltins, Options{Paths: []string{"testdata/sources"}})
	require.NoError(tb, err)
	return set
}

// setOf loads one source file from a text.
func setOf(tb testing.TB, text string) *Set {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "own.yaml")
	require.NoError(tb, os.WriteFile(name, []byte(text), 0o600))
	set, err := load(noBuiltins, Options{Paths: []string{name}})
	require.NoError(tb, err)
	return set
}

func textRecord(body string) Record {
	return Record{Body: pcommon.NewValueStr(body), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()}
}

func attributesRecord(tb testing.TB, attributes map[string]any) Record {
	tb.Helper()
	rec := Record{Body: pcommon.NewValueEmpty(), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()}
	require.NoError(tb, rec.Attributes.FromRaw(attributes))
	return rec
}

func mapBody(tb testing.TB, text string) pcommon.Value {
	tb.Helper()
	var raw any
	require.NoError(tb, json.Unmarshal([]byte(text), &raw))
	v := pcommon.NewValueEmpty()
	require.NoError(tb, v.FromRaw(raw))
	return v
}

func readOne(tb testing.TB, r *Reader, rec Record) event.Event {
	tb.Helper()
	evs, why := r.Read(rec)
	require.Equal(tb, None, why)
	require.Len(tb, evs, 1)
	return evs[0]
}

func median(numbers []float64) float64 {
	slices.Sort(numbers)
	return numbers[len(numbers)/2]
}
