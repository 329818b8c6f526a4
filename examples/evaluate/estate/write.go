package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
)

// tally is what a run says about itself.
type tally struct{ lines, tokens, attacks, changes int }

// write puts the estate's six files into the folder.
func write(b *life.Book, out string) (counts tally, err error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return counts, err
	}
	for _, f := range []struct {
		name string
		body func(*life.Book, io.Writer) error
	}{
		{"truth.csv", func(b *life.Book, w io.Writer) error { return life.WriteTruth(w, b.Truth) }},
		{"inventory.yaml", writeInventory},
		{"ranges.yaml", func(_ *life.Book, w io.Writer) error { return networks.WriteRanges(w, networks.Table) }},
		{"networks.csv", func(_ *life.Book, w io.Writer) error { return networks.WriteTable(w, networks.Table) }},
	} {
		if err := writeFile(out, f.name, func(w io.Writer) error { return f.body(b, w) }); err != nil {
			return counts, err
		}
	}
	err = writeFile(out, "records.ndjson", func(records io.Writer) error {
		return writeFile(out, "abuse.csv", func(abuse io.Writer) (err error) {
			counts.lines, err = stream(b, records, abuse)
			return err
		})
	})
	for _, row := range b.Truth {
		switch row.Label {
		case "population":
			counts.tokens++
		case "abuse":
			counts.attacks++
		case "benign":
			counts.changes++
		}
	}
	return counts, err
}

func writeFile(folder, name string, body func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	if err := body(f); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
