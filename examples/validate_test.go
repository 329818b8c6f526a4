package examples

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// validate asks the built Collector, if there is one. Exporters that it leaves
// out (load_balancing) are replaced by nop, so that all the rest is checked.
func validate(t *testing.T, dir, text string) {
	t.Helper()
	collector := os.Getenv("QUICKSTART_COLLECTOR")
	if collector == "" {
		t.Log("QUICKSTART_COLLECTOR is not set: not validated by a Collector")
		return
	}
	var all map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(text), &all))
	replaceMissing(t, all, built(t, collector))
	content, err := yaml.Marshal(all)
	require.NoError(t, err)
	file := filepath.Join(dir, "validated.yaml")
	require.NoError(t, os.WriteFile(file, content, 0o600))
	cmd := exec.Command(collector, "validate", "--config", file)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, "%s", out)
}

// built lists the exporters in a Collector.
func built(t *testing.T, collector string) map[string]bool {
	t.Helper()
	out, err := exec.Command(collector, "components").Output()
	require.NoError(t, err)
	var all struct {
		Exporters []struct{ Name string } `yaml:"exporters"`
	}
	require.NoError(t, yaml.Unmarshal(out, &all))
	require.NotEmpty(t, all.Exporters)
	names := map[string]bool{}
	for _, c := range all.Exporters {
		names[c.Name] = true
	}
	return names
}

func replaceMissing(t *testing.T, all map[string]any, have map[string]bool) {
	t.Helper()
	exporters, ok := all["exporters"].(map[string]any)
	require.True(t, ok)
	for id := range exporters {
		if name, _, _ := strings.Cut(id, "/"); have[name] {
			continue
		}
		delete(exporters, id)
		exporters["nop"] = nil
		service, _ := all["service"].(map[string]any)
		pipelines, _ := service["pipelines"].(map[string]any)
		for _, p := range pipelines {
			pipeline, _ := p.(map[string]any)
			list, _ := pipeline["exporters"].([]any)
			for i := range list {
				if list[i] == id {
					list[i] = "nop"
				}
			}
		}
	}
}

// TestScaleOutLayersFit: the first layer routes by what identify stamps, and
// both layers make the same fingerprints.
func TestScaleOutLayersFit(t *testing.T) {
	var first, second struct {
		Processors map[string]struct {
			Mode string
			Key  string `yaml:"fingerprint_key"`
		}
		Exporters map[string]struct {
			RoutingKey        string   `yaml:"routing_key"`
			RoutingAttributes []string `yaml:"routing_attributes"`
			Resolver          struct{ Static struct{ Hostnames []string } }
			Endpoint          string
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, "examples/scale-out-layer1.yaml")), &first))
	require.NoError(t, yaml.Unmarshal([]byte(read(t, "examples/scale-out-layer2.yaml")), &second))
	assert.Equal(t, "identify", first.Processors["token_drift"].Mode)
	assert.Empty(t, second.Processors["token_drift"].Mode, "the default, tag")
	assert.Equal(t, "${env:TOKEN_DRIFT_KEY}", first.Processors["token_drift"].Key)
	assert.Equal(t, first.Processors["token_drift"].Key, second.Processors["token_drift"].Key)

	balancer := first.Exporters["load_balancing"]
	assert.Equal(t, "attributes", balancer.RoutingKey)
	assert.Equal(t, []string{"token_drift.partition"}, balancer.RoutingAttributes)
	var copies []string // facts go to every instance that records go to
	for id, e := range first.Exporters {
		if strings.HasPrefix(id, "otlp_grpc/") {
			copies = append(copies, e.Endpoint)
		}
	}
	assert.ElementsMatch(t, balancer.Resolver.Static.Hostnames, copies)
}
