package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestShortSoak is the soak in half a minute. The Collector is the one that
// QUICKSTART_COLLECTOR names; make sets it.
func TestShortSoak(t *testing.T) {
	binary := os.Getenv("QUICKSTART_COLLECTOR")
	if binary == "" {
		t.Skip("QUICKSTART_COLLECTOR names no Collector")
	}
	var out strings.Builder
	err := soak(t.Context(), options{
		collector: binary, out: t.TempDir(), short: true, time: 5 * time.Second, kills: 5, rate: 3500, flood: 60_000, zipf: 20_000, restart: 5000,
	}, &out)
	t.Log("\n" + out.String())
	require.NoError(t, err)
	assert.Equal(t, len(measurements), strings.Count(out.String(), "\n  reached\n"))
}

func TestIncidentsAreComparedByID(t *testing.T) {
	t.Parallel()
	found, missing, extra := compared(incidents{"a": {}, "b": {}}, incidents{"b": {}, "c": {}})
	assert.Equal(t, [3]int{1, 1, 1}, [3]int{found, missing, extra})
}

func TestCredentialsAreRecognised(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	require.NoError(t, os.MkdirAll(out+"/x/storage", 0o700))
	record := []string{`{"hashed_token":"abcdefghij","x":{"accessKeyId":"AKIAEXAMPLE"}}`}
	for content, good := range map[string]bool{"nothing": true, "holds abcdefghij": false, "AKIAEXAMPLE": false} {
		require.NoError(t, os.WriteFile(out+"/x/storage/db", []byte(content), 0o600))
		r, err := credentials(t.Context(), &bench{options: options{out: out}, records: record})
		require.NoError(t, err)
		assert.Equal(t, good, r.good, content)
	}
}
