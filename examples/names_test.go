package examples

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var named = regexp.MustCompile(`token_drift\.[a-z_]+(?:\.(?:[a-z_]+|<signal>))*`)

// TestAttributes: every attribute the documents name is written, and every
// one that is written is in the component's README.
func TestAttributes(t *testing.T) {
	known := attributes(t)
	for _, doc := range documents(t, ".md") {
		for _, name := range named.FindAllString(read(t, doc), -1) {
			assert.Contains(t, known, name, "%s names an attribute that does not exist", doc)
		}
	}
	listed := named.FindAllString(read(t, componentReadme), -1)
	for _, name := range known {
		assert.Contains(t, listed, name, "%s leaves an attribute out", componentReadme)
	}
}

// attributes reads the names from package report, whose constants are not
// exported: Prefix + "...".
func attributes(t *testing.T) []string {
	t.Helper()
	names := []string{"token_drift.evidence.<signal>.seen", "token_drift.evidence.<signal>.normal"}
	for _, value := range constants(t, "tokendriftprocessor/internal/report/names.go") {
		if sum, ok := value.(*ast.BinaryExpr); ok {
			text, err := strconv.Unquote(sum.Y.(*ast.BasicLit).Value)
			require.NoError(t, err)
			if !strings.HasSuffix(text, ".") { // the beginning of evidence
				names = append(names, "token_drift."+text)
			}
		}
	}
	require.Greater(t, len(names), 40)
	return names
}

func constants(t *testing.T, path string) (values []ast.Expr) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			values = append(values, spec.Values...)
		}
		return true
	})
	return values
}

var (
	row       = regexp.MustCompile("(?m)^\\| `([a-z_.]+)` \\| ([^|]*) \\|(.*)$")
	signalRow = regexp.MustCompile(`Name: "(\w+)", Family: (\w+),.*References: \[\]string\{([^}]*)\}(, fire:)?`)
)

// TestSignals: the table of signals is the code's, with family and references,
// and every signal fires.
func TestSignals(t *testing.T) {
	rows := map[string][]string{}
	for _, m := range row.FindAllStringSubmatch(between(t, componentReadme, "\n## Signals\n", "\n## "), -1) {
		rows[m[1]] = append([]string{m[2]}, strings.Split(m[3], " | ")...)
	}
	signals := signalRow.FindAllStringSubmatch(read(t, "tokendriftprocessor/internal/signal/table.go"), -1)
	require.Greater(t, len(signals), 30)
	assert.Len(t, rows, len(signals), "rows of the table")
	for _, s := range signals {
		cells := rows[s[1]]
		if !assert.NotEmpty(t, cells, "%s has no row", s[1]) {
			continue
		}
		assert.Equal(t, strings.ToLower(s[2]), cells[0], "family of %s", s[1])
		assert.Equal(t, strings.ReplaceAll(s[3], `"`, ""), strings.TrimRight(cells[3], " |"), "references of %s", s[1])
		fires := s[4] != "" || s[1] == "exception_expired" // which the engine raises
		assert.True(t, fires, "%s never fires", s[1])
		assert.NotEqual(t, "later", cells[2], "%s is there", s[1])
	}
}

// between is what stands in a document after one text and before another.
func between(t *testing.T, doc, after, before string) string {
	t.Helper()
	_, rest, found := strings.Cut(read(t, doc), after)
	require.True(t, found, "%s: %q", doc, after)
	text, _, found := strings.Cut(rest, before)
	require.True(t, found, "%s: %q after %q", doc, before, after)
	return text
}

var metric = regexp.MustCompile(`otelcol_(processor_token_drift_[a-z_]+)`)

// TestMetrics: every metric the documents name exists, and every one that
// exists is in the component's README.
func TestMetrics(t *testing.T) {
	var metadata struct {
		Telemetry struct {
			Metrics map[string]any `yaml:"metrics"`
		} `yaml:"telemetry"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, "tokendriftprocessor/metadata.yaml")), &metadata))
	for _, doc := range documents(t, ".md") {
		for _, m := range metric.FindAllStringSubmatch(read(t, doc), -1) {
			assert.Contains(t, metadata.Telemetry.Metrics, strings.TrimSuffix(m[1], "_total"), doc)
		}
	}
	var listed []string
	for _, m := range row.FindAllStringSubmatch(between(t, componentReadme, "\n## Metrics\n", "\n## "), -1) {
		listed = append(listed, strings.TrimPrefix(m[1], "otelcol_"))
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(metadata.Telemetry.Metrics)), listed)
}

// TestSources: SOURCES.md has a row for every file of a provider.
func TestSources(t *testing.T) {
	const folder = "tokendriftprocessor/internal/source/"
	var listed, files []string
	for _, m := range regexp.MustCompile("(?m)^\\| \\[`\\w+`\\]\\(([^)]+)\\)").FindAllStringSubmatch(read(t, folder+"SOURCES.md"), -1) {
		listed = append(listed, folder+m[1])
	}
	for _, file := range documents(t, ".yaml") {
		if strings.HasPrefix(file, folder+"providers/") {
			files = append(files, file)
		}
	}
	require.NotEmpty(t, files)
	assert.ElementsMatch(t, files, listed)
}
