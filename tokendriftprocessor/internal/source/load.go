package source

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed providers/*.yaml
var builtin embed.FS

// Options choose the sources.
type Options struct {
	Include []string // names of sources or providers; empty: all
	Paths   []string // folders or files of a user's own sources; one with a built-in name replaces it
}

// Load reads the built-in sources and the user's own. The error joins every
// problem found, each with its file, line and key, and what would be right.
func Load(o Options) (*Set, error) { return load(builtin, o) }

func load(builtin fs.FS, o Options) (*Set, error) {
	files, err := builtinFiles(builtin)
	problems := []error{err}
	own, err := ownFiles(o.Paths)
	problems = append(problems, err)

	named := map[string]*definition{}
	for _, f := range append(files, own...) {
		d, err := compile(f.name, f.content)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if other, ok := named[d.name]; ok && f.own == other.own {
			problems = append(problems, fmt.Errorf("%s:%d: source: %q is also the name of the source in %s; every source needs its own",
				f.name, d.line, d.name, other.file))
			continue
		}
		d.own = f.own
		named[d.name] = d
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	chosen, err := choose(named, o.Include)
	if err != nil {
		return nil, err
	}
	return newSet(chosen), nil
}

func choose(named map[string]*definition, include []string) ([]*definition, error) {
	var chosen []*definition
	used := map[string]bool{}
	var names, providers []string
	for _, d := range named {
		names, providers = append(names, d.name), append(providers, d.provider)
		byName, byProvider := slices.Contains(include, d.name), slices.Contains(include, d.provider)
		if byName || byProvider || len(include) == 0 {
			chosen = append(chosen, d)
		}
		used[d.name], used[d.provider] = true, true
	}
	var problems []error
	for _, name := range include {
		if !used[name] {
			problems = append(problems, fmt.Errorf("include: unknown source or provider %q; known sources are %s; known providers are %s",
				name, strings.Join(sorted(names), ", "), strings.Join(sorted(providers), ", ")))
		}
	}
	return chosen, errors.Join(problems...)
}

type file struct {
	name    string
	content []byte
	own     bool // the user's, not built in
}

func builtinFiles(builtin fs.FS) ([]file, error) {
	var files []file
	names, err := fs.Glob(builtin, "providers/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		content, err := fs.ReadFile(builtin, name)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: name, content: content})
	}
	return files, nil
}

// maxFile bounds a source file, in bytes; the largest built-in one is far below.
const maxFile = 1 << 20

func ownFiles(paths []string) ([]file, error) {
	var files []file
	var problems []error
	for _, path := range paths {
		names, err := sourceFiles(path)
		if err != nil {
			problems = append(problems, fmt.Errorf("paths: %w", err))
			continue
		}
		for _, name := range names {
			content, err := readOwn(name)
			if err != nil {
				problems = append(problems, fmt.Errorf("paths: %w", err))
				continue
			}
			files = append(files, file{name: name, content: content, own: true})
		}
	}
	return files, errors.Join(problems...)
}

func sourceFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries { // in order of their names
		if ext := filepath.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, filepath.Join(path, e.Name()))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("folder %s holds no .yaml file", path)
	}
	return names, nil
}

func readOwn(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("%s: %d bytes; a source file has at most %d", name, info.Size(), maxFile)
	}
	return os.ReadFile(name)
}
