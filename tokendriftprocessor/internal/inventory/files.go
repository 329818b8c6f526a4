package inventory

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/reread"
)

const mostBytes = 64 << 20 // of one file: about half a million entries

// file is one file that was read.
type file struct {
	path    string
	content []byte
}

// listFiles expands folders and keeps the order of the paths. A file that is
// named twice counts once.
func listFiles(paths []string) ([]reread.Stamp, error) {
	var list []reread.Stamp
	var errs []error
	add := func(path string, info os.FileInfo) {
		if !slices.ContainsFunc(list, func(s reread.Stamp) bool { return s.Path == path }) {
			list = append(list, reread.Stamp{Path: path, Size: info.Size(), Modified: info.ModTime()})
		}
	}
	for _, path := range paths {
		path = filepath.Clean(path)
		info, err := os.Stat(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("inventory: paths: %w; name a YAML file or a folder of them", err))
			continue
		}
		if !info.IsDir() {
			add(path, info)
			continue
		}
		inside, err := os.ReadDir(path)
		if err != nil {
			errs = append(errs, fmt.Errorf("inventory: paths: %w", err))
			continue
		}
		for _, e := range inside { // in the order of their names
			ext := strings.ToLower(filepath.Ext(e.Name()))
			if strings.HasPrefix(e.Name(), ".") || ext != ".yaml" && ext != ".yml" {
				continue
			}
			// Stat, not Info: a mounted configuration is made of links.
			info, err := os.Stat(filepath.Join(path, e.Name()))
			if err != nil {
				errs = append(errs, fmt.Errorf("inventory: paths: %w", err))
			} else if !info.IsDir() {
				add(filepath.Join(path, e.Name()), info)
			}
		}
	}
	return list, errors.Join(errs...)
}

func readFiles(paths []string) ([]file, error) {
	list, err := listFiles(paths)
	if err != nil {
		return nil, err
	}
	files := make([]file, 0, len(list))
	var errs []error
	for _, s := range list {
		if s.Size > mostBytes {
			errs = append(errs, fmt.Errorf("%s: %d bytes are too many, split it into files of at most %d", s.Path, s.Size, mostBytes))
			continue
		}
		content, err := os.ReadFile(s.Path)
		if err != nil {
			errs = append(errs, fmt.Errorf("inventory: paths: %w", err))
			continue
		}
		files = append(files, file{s.Path, content})
	}
	return files, errors.Join(errs...)
}
