package examples

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/tokendriftprocessor"
)

// environment is what the examples take from it. Files under madeLater are
// made when the quick start runs.
const madeLater = "made-later"

var environment = map[string]string{
	"TOKEN_DRIFT_KEY": "an example key of 32 bytes or more", "QUICKSTART_DIR": "examples/quickstart", "QUICKSTART_OUT": madeLater,
	"QUICKSTART_INPUT": "in.ndjson", "QUICKSTART_METRICS_PORT": "18888",
}

// place puts the test into a folder in which the relative paths of the
// documents are valid: the examples, and an inventory and ranges of one's own.
func place(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	here, err := filepath.Abs(".")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(here, filepath.Join(dir, "examples")))
	require.NoError(t, os.Symlink(filepath.Join(here, "inventory.yaml"), filepath.Join(dir, "inventory.yaml")))
	require.NoError(t, os.Symlink(filepath.Join(here, "quickstart", "ranges.yaml"), filepath.Join(dir, "ranges.yaml")))
	for name, value := range environment {
		t.Setenv(name, value)
	}
	return dir
}

var variable = regexp.MustCompile(`\$\{env:(\w+)(?::-([^}]*))?\}`)

func expand(t *testing.T, text string) string {
	t.Helper()
	return variable.ReplaceAllStringFunc(text, func(s string) string {
		m := variable.FindStringSubmatch(s)
		if value, ok := environment[m[1]]; ok {
			return value
		}
		assert.Contains(t, s, ":-", "a variable without default that this test does not know")
		return m[2]
	})
}

// load unmarshals and validates every token_drift section of a configuration,
// as the Collector does.
func load(t *testing.T, text string) (sections int) {
	t.Helper()
	var all struct {
		Processors map[string]map[string]any `yaml:"processors"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(expand(t, text)), &all))
	for id, section := range all.Processors {
		if name, _, _ := strings.Cut(id, "/"); name != "token_drift" {
			continue
		}
		sections++
		if networks, ok := section["networks"].(map[string]any); ok {
			for key, path := range networks {
				if s, ok := path.(string); ok && strings.HasPrefix(s, madeLater) {
					delete(networks, key)
				}
			}
		}
		cfg := tokendriftprocessor.NewFactory().CreateDefaultConfig()
		if assert.NoError(t, confmap.NewFromStringMap(section).Unmarshal(cfg)) {
			assert.NoError(t, confmap.Validate(cfg))
		}
	}
	return sections
}

// loadWith validates a configuration with one file under a key of token_drift.
func loadWith(t *testing.T, section, key, content string) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "block.yaml")
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	cfg := tokendriftprocessor.NewFactory().CreateDefaultConfig()
	conf := confmap.NewFromStringMap(map[string]any{section: map[string]any{key: []any{path}}})
	require.NoError(t, conf.Unmarshal(cfg))
	return confmap.Validate(cfg)
}

// TestExamples: every example with processors loads, and the built Collector
// accepts it.
func TestExamples(t *testing.T) {
	for _, file := range documents(t, ".yaml") {
		text := read(t, file)
		if !strings.HasPrefix(file, "examples/") || !strings.Contains(text, "\nprocessors:") {
			continue
		}
		t.Run(strings.TrimPrefix(file, "examples/"), func(t *testing.T) {
			dir := place(t)
			t.Chdir(dir)
			assert.Positive(t, load(t, text), "no token_drift section")
			if !strings.Contains(text, "QUICKSTART_") { // make run runs that one
				validate(t, dir, text)
			}
		})
	}
}
