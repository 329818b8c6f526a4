// Command soak holds the processor's state against what a long life brings: a
// flood of made-up tokens, kill -9 at random moments, and time. It sends a
// labelled estate to a Collector with storage, and compares the incidents with
// those of an uninterrupted run without.
//
//	go run ./examples/soak -collector _build/otelcol-tokendrift -out _run/soak [-time 5m] [-kills 50]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
)

type options struct {
	collector, out string
	time           time.Duration // of the timed soak
	kills          int
	records        int // of the estate, 0 all
	rate           int // records a second while processes are killed
	flood          int // made-up tokens
}

func (o options) estate() string { return filepath.Join(o.out, "estate") }

func main() {
	var o options
	flag.StringVar(&o.collector, "collector", "_build/otelcol-tokendrift", "the Collector")
	flag.StringVar(&o.out, "out", "_run/soak", "folder of the results")
	flag.DurationVar(&o.time, "time", 5*time.Minute, "how long the timed soak takes")
	flag.IntVar(&o.kills, "kills", 50, "how often the Collector is killed")
	flag.IntVar(&o.records, "records", 0, "how many of the estate's records are sent; 0: all, some 65,000")
	flag.IntVar(&o.rate, "rate", 1000, "records a second while it is killed")
	flag.IntVar(&o.flood, "flood", 1_000_000, "made-up tokens")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := soak(ctx, o, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

var errMissed = errors.New("a bar is missed, see above")

// soak runs everything and prints a row each; an error says which bars are
// missed.
func soak(ctx context.Context, o options, out io.Writer) error {
	if runtime.GOOS != "linux" {
		return errors.New("resident memory is read from /proc, which is there on Linux only")
	}
	records, err := estate(ctx, o)
	if err != nil {
		return err
	}
	s, err := newSink()
	if err != nil {
		return err
	}
	defer s.server.Close()
	want, err := uninterrupted(ctx, o, records, s)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "uninterrupted: %d records, %d incidents\n", len(records), len(want))
	missed := false
	for _, run := range []func(context.Context, options, []string, *sink, map[string]string) (row, error){kills, flood, timed, credentials} {
		r, err := run(ctx, o, records, s, want)
		if err != nil {
			return err
		}
		if !r.good {
			r.text += "  MISSED"
			missed = true
		}
		fmt.Fprintln(out, r.text)
	}
	if missed {
		return errMissed
	}
	return nil
}

type row struct {
	text string
	good bool
}

// estate generates the labelled estate and reads its records.
func estate(ctx context.Context, o options) ([]string, error) {
	generate := exec.CommandContext(ctx, "go", "run", "./examples/evaluate/estate", "-seed", "1", "-out", o.estate(), "-short")
	if root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output(); err == nil {
		generate.Dir = strings.TrimSpace(string(root))
	}
	absolute, err := filepath.Abs(o.estate())
	if err != nil {
		return nil, err
	}
	generate.Args[len(generate.Args)-2] = absolute
	if text, err := generate.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("generating the estate: %w\n%s", err, text)
	}
	table, err := networks.Read(filepath.Join(absolute, "networks.csv"))
	if err != nil {
		return nil, err
	}
	if err := networks.WriteDatabases(absolute, table); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(absolute, "records.ndjson"))
	if err != nil {
		return nil, err
	}
	records := strings.Split(strings.TrimSpace(string(text)), "\n")
	if o.records > 0 {
		records = records[:min(o.records, len(records))]
	}
	return records, nil
}
