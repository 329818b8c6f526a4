package inventory

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func load(t *testing.T, content string) *Inventory {
	t.Helper()
	inv, err := Load([]string{write(t, t.TempDir(), "inventory.yaml", content)}, nil)
	require.NoError(t, err)
	return inv
}
