package tokendriftprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/featuregate"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// Every part has a gate, which is off unless somebody asks, reaches the engine
// and is part of the policy.
func TestGates(t *testing.T) {
	sources, err := source.Load(source.Options{})
	require.NoError(t, err)
	networks, err := origin.Open(origin.Options{})
	require.NoError(t, err)
	declared, err := inventory.Load(nil, nil)
	require.NoError(t, err)
	cfg := createDefaultConfig().(*Config)
	whole, err := cfg.engineOptions(sources, networks, declared)
	require.NoError(t, err)
	assert.Zero(t, whole.Without)
	policies := map[[32]byte]bool{whole.ConfigFingerprint: true}
	for name, part := range incident.Parts {
		gate := "processor.tokendrift.without" + name
		require.NoError(t, featuregate.GlobalRegistry().Set(gate, true))
		got, err := cfg.engineOptions(sources, networks, declared)
		require.NoError(t, featuregate.GlobalRegistry().Set(gate, false))
		require.NoError(t, err)
		assert.Equal(t, part, got.Without, name)
		assert.False(t, policies[got.ConfigFingerprint], name)
		policies[got.ConfigFingerprint] = true
	}
}
