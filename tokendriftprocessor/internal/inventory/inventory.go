package inventory

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// Inventory is everything declared in a set of files.
type Inventory struct {
	files          int
	tokens         []Token
	tokenIndex     *index
	owners         []Owner
	directory      directory
	apps           []App
	appIndex       *index
	exceptions     []Exception
	exceptionIndex *index
	dispositions   []Disposition
	warnings       []string
	contents       [32]byte
	named          [32]byte // contents and names: what a watcher compares
}

// Load reads files and folders; of a folder every *.yaml and *.yml, by name.
// No paths give an empty inventory that declares nothing. knownSignal says
// which signals an exception may name; nil accepts any.
//
// An error names file, line, key, what is wrong and what would be right, for
// everything that is wrong, at most 100 of them.
func Load(paths []string, knownSignal func(string) bool) (*Inventory, error) {
	files, err := readFiles(paths)
	if err != nil {
		return nil, err
	}
	inv, err := parse(files, knownSignal)
	if err == nil && len(paths) > 0 && len(files) == 0 {
		inv.warnings = append(inv.warnings, "inventory: paths: no *.yaml or *.yml in "+strings.Join(paths, ", ")+", so nothing is declared")
	}
	return inv, err
}

// Declared is whether any file was given; without one, that nothing is known
// of a token says nothing.
func (inv *Inventory) Declared() bool { return inv.files > 0 }

// Warnings lists what is allowed but contradicts itself, each with file and
// line.
func (inv *Inventory) Warnings() []string { return inv.warnings }

// Fingerprint is the SHA-256 of the contents in the order they were read,
// whatever the files are called and wherever they lie.
func (inv *Inventory) Fingerprint() [32]byte { return inv.contents }

func fingerprint(files []file, withNames bool) [32]byte {
	h := sha256.New()
	var n [8]byte
	part := func(b []byte) {
		binary.LittleEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	for _, f := range files {
		if withNames {
			part([]byte(f.path))
		}
		part(f.content)
	}
	return [32]byte(h.Sum(nil))
}
