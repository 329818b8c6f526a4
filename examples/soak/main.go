// Command soak holds the processor's state against what a long life brings: kill
// -9 at random moments, a flood of made-up tokens, far more tokens than there is
// room for, a restart with all of them, and time. Every run is of a Collector
// with file_storage; its incidents are compared with those of an uninterrupted
// run with room for all, and its memory is read from /proc.
//
//	go run ./examples/soak -collector _build/otelcol-tokendrift -out _run/soak [-time 5m] [-kills 50] [-row zipf,flood]
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
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
)

type options struct {
	collector, out string
	time           time.Duration // of the timed soak
	kills          int
	short          bool // the estate is the short one
	rate           int  // records a second while processes are killed
	flood          int  // made-up tokens
	zipf           int  // tokens of the estate that is larger than the memory
	restart        int  // tokens that a restart finds
	rows           string
}

func (o options) estate() string { return filepath.Join(o.out, "estate") }

func main() {
	var o options
	flag.StringVar(&o.collector, "collector", "_build/otelcol-tokendrift", "the Collector")
	flag.StringVar(&o.out, "out", "_run/soak", "folder of the results")
	flag.DurationVar(&o.time, "time", 5*time.Minute, "how long the timed soak takes")
	flag.IntVar(&o.kills, "kills", 50, "how often the Collector is killed")
	flag.BoolVar(&o.short, "short", false, "replay an estate of 65,000 records instead of one of 800,000")
	flag.IntVar(&o.rate, "rate", 4000, "records a second while it is killed")
	flag.IntVar(&o.flood, "flood", 1_000_000, "made-up tokens")
	flag.IntVar(&o.zipf, "zipf", 300_000, "tokens of the estate that does not fit in memory, which has room for a hundredth of them")
	flag.IntVar(&o.restart, "restart", 200_000, "tokens that a restart finds")
	flag.StringVar(&o.rows, "row", "", "names of the rows to run, with commas between them; empty: all")
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
	var chosen []measurement
	for _, m := range measurements {
		if o.rows == "" || slices.Contains(strings.Split(o.rows, ","), m.name) {
			chosen = append(chosen, m)
		}
	}
	if len(chosen) == 0 {
		return fmt.Errorf("no row is called %q", o.rows)
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
	b := &bench{options: o, records: records, sink: s}
	missed := false
	for _, m := range chosen {
		start := time.Now()
		r, err := m.run(ctx, b)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		r.print(out, m.name, time.Since(start))
		missed = missed || !r.good
	}
	if missed {
		return errMissed
	}
	return nil
}

// bench is what every run needs.
type bench struct {
	options
	records []string // of the estate
	sink    *sink
	want    incidents // of the uninterrupted run
}

type measurement struct {
	name string
	run  func(context.Context, *bench) (row, error)
}

// measurements in the order in which they run; the last looks at what the
// others have left.
var measurements = []measurement{
	{"kills", kills},
	{"flood", flood},
	{"zipf", zipf},
	{"restart", restart},
	{"timed", timed},
	{"credentials", credentials},
}

// row is one line of the result: what was run, what is asked, what came out.
type row struct {
	run, asked, measured string
	good                 bool
}

func (r *row) print(out io.Writer, name string, took time.Duration) {
	verdict := "reached"
	if !r.good {
		verdict = "MISSED"
	}
	fmt.Fprintf(out, "%s: %s (%s)\n  asked:    %s\n  measured: %s\n  %s\n", name, r.run, took.Round(time.Second), r.asked, r.measured, verdict)
}

// estate generates the labelled estate and reads its records.
func estate(ctx context.Context, o options) ([]string, error) {
	generate := exec.CommandContext(ctx, "go", "run", "./examples/evaluate/estate", "-seed", "1", "-tokens", "700", fmt.Sprintf("-short=%t", o.short), "-out", o.estate())
	if root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output(); err == nil {
		generate.Dir = strings.TrimSpace(string(root))
	}
	absolute, err := filepath.Abs(o.estate())
	if err != nil {
		return nil, err
	}
	generate.Args[len(generate.Args)-1] = absolute
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
	return strings.Split(strings.TrimSpace(string(text)), "\n"), nil
}
