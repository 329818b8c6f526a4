package replay

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSumOf(t *testing.T) {
	const name = "otelcol_receiver_accepted_log_records"
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"two receivers", "# TYPE x counter\n" + name + `_total{receiver="file_log"} 100` + "\n" + name + `_total{receiver="otlp"} 20` + "\n", 120},
		{"with a unit", name + `__records__total{a="b c"} 3.9224e+04` + "\n", 39224},
		{"another metric", "otelcol_receiver_refused_log_records_total 7\n", 0},
		{"nothing yet", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, sumOf(strings.NewReader(c.text), name))
		})
	}
}

func TestCountLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "f")
	long := strings.Repeat("x", 3<<20) // longer than the buffer
	require.NoError(t, os.WriteFile(file, []byte("a\n"+long+"\nb\ncut off"), 0o600))
	n, err := CountLines(file)
	require.NoError(t, err)
	assert.Equal(t, 3, n)
}
