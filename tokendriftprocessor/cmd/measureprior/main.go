// Command measureprior measures the shipped prior of package app: how often
// tokens really show episodes of a strength, in two axes at once. It replays
// estates without an attack through the engine and writes the table as Go.
//
//	make evaluate ROW=clean SEEDS=101,102,103,104,105,106,107,108,109,110
//	go run ./tokendriftprocessor/cmd/measureprior _run/evaluate/rows/clean_changes-*/estate
//
// A folder holds records (*.ndjson), and where there are such inventory.yaml,
// ranges.yaml, asn.mmdb and country.mmdb, in it or in the folder above.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
)

func main() {
	out := flag.String("out", filepath.Join("tokendriftprocessor", "internal", "app", "prior_measured.go"), "the Go file to write")
	flag.Parse()
	if err := run(flag.Args(), *out); err != nil {
		fmt.Fprintln(os.Stderr, "measureprior:", err)
		os.Exit(1)
	}
}

func run(folders []string, out string) error {
	if len(folders) == 0 {
		return errors.New("name the folders of the estates to measure; the package documentation says how they are made")
	}
	m := app.NewMeasure()
	for _, folder := range folders {
		records, err := replay(folder, m)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		fmt.Fprintf(os.Stderr, "%s: %d records\n", folder, records)
	}
	source, err := m.Source()
	if err != nil {
		return err
	}
	return os.WriteFile(out, source, 0o644) //nolint:gosec // source code, for everybody to read
}
