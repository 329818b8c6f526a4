// Package examples holds configurations to start from. Its tests hold the
// documentation to what the code does: every configuration shown is loaded,
// every name and link in it exists.
package examples

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	root            = ".."
	componentReadme = "tokendriftprocessor/README.md"
)

// block is a fenced block of a document.
type block struct {
	language, text string
	line           int
}

// documents lists the Markdown files of the checkout, by their path from its
// root; what is built or replayed there does not count.
func documents(t *testing.T, suffix string) []string {
	t.Helper()
	var found []string
	require.NoError(t, filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && (strings.HasPrefix(name, "_") || name == ".git") {
			return filepath.SkipDir
		}
		if !e.IsDir() && strings.HasSuffix(name, suffix) {
			rel, err := filepath.Rel(root, path)
			found = append(found, filepath.ToSlash(rel))
			return err
		}
		return nil
	}))
	return found
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
	require.NoError(t, err)
	return string(content)
}

// blocks gives the fenced blocks of a document, and the document without them.
func blocks(text string) (found []block, prose string) {
	var b strings.Builder
	var open *block
	for i, line := range strings.Split(text, "\n") {
		fence, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && open == nil:
			open = &block{language: fence, line: i + 1}
		case isFence:
			found = append(found, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		default:
			b.WriteString(line + "\n")
		}
	}
	return found, b.String()
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.+?)\s*$`)
	code    = regexp.MustCompile("`[^`\n]*`")
)

// TestLinks: a link to a file or an anchor of the checkout leads somewhere.
func TestLinks(t *testing.T) {
	for _, doc := range documents(t, ".md") {
		_, prose := blocks(read(t, doc))
		prose = code.ReplaceAllStringFunc(prose, func(s string) string {
			return strings.Map(func(r rune) rune { // code holds no links
				if strings.ContainsRune("[]()", r) {
					return '_'
				}
				return r
			}, s)
		})
		for _, m := range link.FindAllStringSubmatch(prose, -1) {
			target := m[1]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") || target == "<>" {
				continue
			}
			file, anchor, _ := strings.Cut(target, "#")
			to := doc
			if file != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(doc), file))
			}
			if _, err := os.Stat(filepath.Join(root, to)); !assert.NoError(t, err, "%s: link to %s", doc, target) || anchor == "" {
				continue
			}
			assert.Contains(t, anchors(read(t, to)), anchor, "%s: link to %s: no such heading", doc, target)
		}
	}
}

// anchors are the headings as GitHub makes anchors of them.
func anchors(text string) []string {
	_, prose := blocks(text)
	var found []string
	for _, m := range heading.FindAllStringSubmatch(prose, -1) {
		found = append(found, regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(m[1]), ""))
		found[len(found)-1] = strings.ReplaceAll(found[len(found)-1], " ", "-")
	}
	return found
}

// TestSectionsOthersLinkTo: the changelog, SECURITY.md and the status header
// link to these from outside.
func TestSectionsOthersLinkTo(t *testing.T) {
	assert.Subset(t, anchors(read(t, "README.md")), []string{"stability", "privacy", "tuning", "known-limits"})
	assert.Subset(t, anchors(read(t, componentReadme)), []string{"warnings", "configuration", "memory", "metrics"})
}
