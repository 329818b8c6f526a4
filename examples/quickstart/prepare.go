package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

const quickstartDir = "examples/quickstart"

// inputs is all that the data is made from, the programs included.
var inputs = []string{
	filepath.Join(quickstartDir, "month"), filepath.Join(quickstartDir, "networks"), filepath.Join(quickstartDir, "networks.csv"),
	filepath.Join("examples", "internal", "networks"), filepath.Join("testdata", "quickstart", "stories"), "go.sum",
}

var products = []string{"month.ndjson", "asn.mmdb", "country.mmdb"}

// prepare writes the month and the network databases, unless they are there
// and are what the inputs and the last run say they should be. It returns the
// number of records in the month.
func prepare(ctx context.Context, out string, say *progress) (records int, _ error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return 0, err
	}
	stamp := filepath.Join(out, "month.sha256")
	if old, err := os.ReadFile(stamp); err == nil {
		if now, err := stampOf(out); err == nil && string(old) == now {
			n, err := replay.CountLines(filepath.Join(out, "month.ndjson"))
			say.line("The month of audit records is there already: %d records.", n)
			return n, err
		}
	}
	say.line("Writing a month of audit records of a small company ...")
	for _, program := range []string{"networks", "month"} {
		cmd := exec.CommandContext(ctx, "go", "run", "./"+quickstartDir+"/"+program, "-out", out)
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		if err := cmd.Run(); err != nil {
			return 0, fmt.Errorf("writing the %s: %w\n%s", program, err, strings.TrimSpace(complaint.String()))
		}
	}
	n, err := replay.CountLines(filepath.Join(out, "month.ndjson"))
	if err != nil {
		return 0, err
	}
	now, err := stampOf(out)
	if err != nil {
		return 0, err
	}
	say.line("%d records.", n)
	return n, os.WriteFile(stamp, []byte(now), 0o644)
}

// stampOf is a hash of all inputs and all products.
func stampOf(out string) (string, error) {
	files := make([]string, 0, 64)
	for _, input := range inputs {
		err := filepath.WalkDir(input, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	slices.Sort(files)
	for _, product := range products {
		files = append(files, filepath.Join(out, product))
	}
	sum := sha256.New()
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\x00", filepath.ToSlash(file))
		_, err = io.Copy(sum, f)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
