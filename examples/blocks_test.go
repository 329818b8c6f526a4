package examples

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestBlocks: every YAML block in the documents is of a known kind and loads
// as what it is.
func TestBlocks(t *testing.T) {
	for _, doc := range documents(t, ".md") {
		found, _ := blocks(read(t, doc))
		for _, b := range found {
			if b.language != "yaml" {
				continue
			}
			t.Run(fmt.Sprintf("%s:%d", strings.ReplaceAll(doc, "/", "_"), b.line), func(t *testing.T) {
				dir := place(t)
				t.Chdir(dir)
				check(t, dir, b.text)
			})
		}
	}
}

func check(t *testing.T, dir, text string) {
	t.Helper()
	var content any
	require.NoError(t, yaml.Unmarshal([]byte(text), &content))
	if _, isList := content.([]any); isList {
		assert.NoError(t, loadWith(t, "networks", "ranges", text))
		return
	}
	top, isMap := content.(map[string]any)
	require.True(t, isMap, "neither a list nor a map")
	_, isBuild := top["processors"].([]any)
	switch {
	case isBuild:
		checkBuild(t, text)
	case top["processors"] != nil:
		assert.Positive(t, load(t, text), "no token_drift section")
		if top["service"] != nil {
			validate(t, dir, text)
		}
	case top["tokens"] != nil:
		assert.NoError(t, loadWith(t, "inventory", "paths", text))
	case top["source"] == nil && top["exporters"] == nil: // a source's form, a part of an example
		t.Error("a block of no known kind: teach this test what it is")
	}
}

// checkBuild: a builder configuration names this module and this package.
func checkBuild(t *testing.T, text string) {
	t.Helper()
	var lines struct {
		Processors []struct {
			Gomod, Import, Path string
		} `yaml:"processors"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(text), &lines))
	require.NotEmpty(t, lines.Processors)
	const module = "github.com/tokendrift/tokendrift"
	assert.Equal(t, module+" v0.0.0", lines.Processors[0].Gomod)
	assert.Equal(t, module+"/tokendriftprocessor", lines.Processors[0].Import)
}
