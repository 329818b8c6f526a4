package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	forestName  = "contrib isolation forest"
	forestDir   = "examples/evaluate/isolationforest"
	forestLimit = 8 * time.Minute // for the build, and again for each estate
)

// buildForest builds the anchor from its own module, whose dependencies are
// older than ours.
func buildForest(ctx context.Context, out string) (binary string, err error) {
	ctx, cancel := context.WithTimeout(ctx, forestLimit)
	defer cancel()
	if binary, err = filepath.Abs(filepath.Join(out, "isolationforest")); err != nil {
		return "", err
	}
	if message, err := exec.CommandContext(ctx, "go", "-C", forestDir, "build", "-mod=readonly", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("it does not build: %w: %s", err, lastLine(message))
	}
	return binary, nil
}

func lastLine(message []byte) string {
	lines := strings.Split(strings.TrimSpace(string(message)), "\n")
	return lines[len(lines)-1]
}

// isolationForest runs the anchor over an estate.
func isolationForest(ctx context.Context, binary string, e *estate) (*detection, error) {
	ctx, cancel := context.WithTimeout(ctx, forestLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	var answers, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &answers, &complaint
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	written := writeForestInput(in, e)
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("it needs more than %s for %d records", forestLimit, len(e.records))
		}
		return nil, fmt.Errorf("%w: %s", err, lastLine(complaint.Bytes()))
	}
	if written != nil {
		return nil, written
	}
	d := &detection{alerts: true}
	answer := answers.Bytes()
	if len(answer) != 2*len(e.records) {
		return nil, fmt.Errorf("it answered for %d of %d records", len(answer)/2, len(e.records))
	}
	for n := range e.records {
		if answer[2*n] == '1' && e.records[n].token >= 0 {
			d.alert(e, int32(n))
		}
	}
	return d, nil
}

func writeForestInput(in io.WriteCloser, e *estate) error {
	w := bufio.NewWriter(in)
	for _, r := range e.records {
		fmt.Fprintln(w, r.token, r.time.UnixMilli(), r.size)
	}
	return errors.Join(w.Flush(), in.Close())
}
