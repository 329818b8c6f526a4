// Command evaluate is what `make evaluate` runs: it generates labelled estates
// of audit records, or takes one that others made, replays them through a
// Collector that has the token_drift processor, and prints what was caught,
// what was falsely flagged and how simple detectors do on the same records.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are the command's flags.
type options struct {
	collector string
	seeds     string
	estate    string
	out       string
	bars      string
	markdown  string
	short     bool
	keep      bool
	forest    bool
	row       string
	explain   int
	stall     time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.collector, "collector", filepath.Join("_build", "otelcol-tokendrift"), "the Collector to run")
	flag.StringVar(&o.seeds, "seeds", "", "seeds of the estates and rows to generate, with commas (default 11,12,13; with -short 11)")
	flag.StringVar(&o.estate, "estate", "", "judge this folder of records and truth.csv instead")
	flag.StringVar(&o.out, "out", filepath.Join("_run", "evaluate"), "folder for the estates and the results")
	flag.StringVar(&o.bars, "bars", "", "YAML file of figures that must be reached")
	flag.StringVar(&o.markdown, "markdown", "", "write the tables as Markdown into this file too")
	flag.BoolVar(&o.short, "short", false, "generate short estates, leave out the isolation forest, and hold the figures against the bars of the short form")
	flag.BoolVar(&o.keep, "keep", false, "keep all that the Collector wrote")
	flag.BoolVar(&o.forest, "forest", true, "compare with the isolation forest too, which takes longer than all the rest")
	flag.StringVar(&o.row, "row", "", "only these rows of their own, with commas, or all; without it estates and all rows (no rows with -short and -estate)")
	flag.IntVar(&o.explain, "explain", 0, "print so many explanations in full")
	flag.DurationVar(&o.stall, "stall", 2*time.Minute, "give up when nothing moves for so long")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// run is the whole evaluation: tables go to stdout, progress to stderr.
func run(ctx context.Context, o options, stdout, stderr io.Writer) error {
	if _, err := os.Stat(o.collector); err != nil {
		return fmt.Errorf("no Collector at %s: `make build` builds it", o.collector)
	}
	var limits []bar
	if o.bars != "" {
		var err error
		if limits, err = readBars(o.bars, o.short); err != nil {
			return err
		}
	}
	jobs, own, err := workOf(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	all, err := evaluateAll(ctx, o, jobs, own, newProgress(stderr))
	if err != nil {
		return err
	}
	tables := all.tables()
	if err := writeText(stdout, tables); err != nil {
		return err
	}
	if o.markdown != "" {
		if err := os.WriteFile(o.markdown, markdown(tables), 0o644); err != nil {
			return err
		}
	}
	if shown := someOf(all.explained, o.explain); len(shown) > 0 {
		if err := writeExplanations(stdout, shown); err != nil {
			return err
		}
	}
	limits = slices.DeleteFunc(limits, func(b bar) bool { return !all.has(b.name) })
	broken := all.broken(limits)
	for _, b := range limits {
		if !broken[b.name] {
			fmt.Fprintf(stdout, "bar held    %s\n", b.said(all))
		}
	}
	var fault error
	for _, b := range limits {
		if broken[b.name] {
			fault = errors.Join(fault, fmt.Errorf("bar broken  %s (%s:%d)", b.said(all), o.bars, b.line))
		}
	}
	return fault
}

// job is one estate to judge.
type job struct {
	name string
	dir  string
	seed uint64
	made bool // to be generated
}

// workOf is what a call asks for: estates, rows of their own, or both.
func workOf(o options) ([]job, []ownRow, error) {
	switch {
	case o.row == "none" || o.row == "" && (o.short || o.estate != ""):
		jobs, err := jobsOf(o)
		return jobs, nil, err
	case o.row == "":
		jobs, err := jobsOf(o)
		return jobs, ownRows, err
	case o.estate != "":
		return nil, nil, errors.New("-row and -estate exclude each other")
	}
	own, err := chosenRows(o.row)
	return nil, own, err
}

func jobsOf(o options) ([]job, error) {
	if o.estate != "" {
		if o.seeds != "" {
			return nil, errors.New("-seeds and -estate exclude each other")
		}
		return []job{{name: filepath.Base(filepath.Clean(o.estate)), dir: o.estate}}, nil
	}
	seeds, err := seedsOf(o)
	jobs := make([]job, 0, len(seeds))
	for _, seed := range seeds {
		name := fmt.Sprintf("seed-%d", seed)
		if o.short {
			name += "-short"
		}
		jobs = append(jobs, job{name: name, dir: filepath.Join(o.out, name, "estate"), seed: seed, made: true})
	}
	return jobs, err
}

// seedsOf are the seeds of the estates, and of the rows of their own.
func seedsOf(o options) (list []uint64, _ error) {
	seeds := o.seeds
	switch {
	case seeds == "" && o.short:
		seeds = "11"
	case seeds == "":
		seeds = "11,12,13"
	}
	for part := range strings.SplitSeq(seeds, ",") {
		seed, err := strconv.ParseUint(strings.TrimSpace(part), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("-seeds: %q is no seed; seeds are whole numbers with commas, such as 11,12,13", part)
		}
		list = append(list, seed)
	}
	return list, nil
}
