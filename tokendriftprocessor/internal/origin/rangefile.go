package origin

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of what range files may hold. The largest published list today has
// about 100,000 ranges in 5 MB.
const (
	maxRangeFileSize = 64 << 20
	maxRanges        = 1_000_000
)

const rangesKey = "networks.ranges"

// rangeFile is one file, read.
type rangeFile struct {
	listName string // of a plain list, whose file name is part of what it says
	digest   [sha256.Size]byte
	ranges   []namedRange
}

// lineError is an error at a line of a file; 0: the line is not known.
type lineError struct {
	line int
	text string
}

func (e *lineError) Error() string { return e.text }

func atLine(line int, format string, args ...any) error {
	return &lineError{line: line, text: fmt.Sprintf(format, args...)}
}

// readRangeFiles reads all files the patterns name, each once, in order.
func readRangeFiles(patterns []string) (files []rangeFile, _ error) {
	var errs []error
	total := 0
	paths, err := expandPaths(patterns)
	errs = append(errs, err)
	for _, path := range paths {
		f, err := readRangeFile(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if total += len(f.ranges); total > maxRanges {
			errs = append(errs, fmt.Errorf("%s: the files up to %s hold more than %d ranges", rangesKey, path, maxRanges))
			break
		}
		files = append(files, f)
	}
	return files, errors.Join(errs...)
}

// expandPaths turns globs into paths. A pattern that names nothing is an
// error: a range that is silently missing makes false incidents.
func expandPaths(patterns []string) (paths []string, _ error) {
	var errs []error
	for i, pattern := range patterns {
		key := fmt.Sprintf("%s[%d]", rangesKey, i)
		var matches []string
		if _, err := os.Stat(pattern); err == nil {
			matches = []string{pattern} // a name that exists means itself, even with a * in it
		} else if matches, err = filepath.Glob(pattern); err != nil {
			errs = append(errs, fmt.Errorf("%s: %s is no valid glob pattern (* ? [a-z] and \\ are special)", key, quote(pattern)))
		} else if len(matches) == 0 {
			errs = append(errs, fmt.Errorf("%s: no file matches %s", key, quote(pattern)))
		}
		for _, m := range matches {
			if m = filepath.Clean(m); !slices.Contains(paths, m) {
				paths = append(paths, m)
			}
		}
	}
	return paths, errors.Join(errs...)
}

func readRangeFile(path string) (f rangeFile, _ error) {
	content, err := readBounded(path, maxRangeFileSize)
	if err != nil {
		return f, fmt.Errorf("%s: %w", rangesKey, err)
	}
	f.digest = sha256.Sum256(content)
	if base, ok := strings.CutSuffix(filepath.Base(path), ".txt"); ok {
		f.listName = base
	}
	f.ranges, err = parseRanges(f.listName, content)
	if located := new(lineError); errors.As(err, &located) && located.line > 0 {
		return f, fmt.Errorf("%s: %s:%d: %w", rangesKey, path, located.line, err)
	} else if err != nil {
		return f, fmt.Errorf("%s: %s: %w", rangesKey, path, err)
	}
	return f, nil
}

// parseRanges tells the forms apart by their content: a provider's JSON is an
// object, our own form a list (in YAML or JSON). Plain lists have a name.
func parseRanges(listName string, content []byte) ([]namedRange, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	switch trimmed := bytes.TrimLeft(content, " \t\r\n"); {
	case listName != "":
		return parseAddressList(listName, content)
	case bytes.HasPrefix(trimmed, []byte("{")):
		return parsePublished(content)
	default:
		return parseOwnRanges(content)
	}
}
