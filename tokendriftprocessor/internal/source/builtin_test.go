package source

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBuiltinSourcesLoad holds every built-in file against the loader and
// against what the generated table needs.
func TestBuiltinSourcesLoad(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	require.NotEmpty(t, set.Sources())
	for _, info := range set.Sources() {
		t.Run(info.Name, func(t *testing.T) {
			assert.NotEqual(t, info.Name, info.Title, "a title for people")
			assert.NotEmpty(t, info.Page, "the vendor's page")
			assert.NotEmpty(t, info.Receivers)
		})
	}
}
