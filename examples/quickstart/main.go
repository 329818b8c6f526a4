// Command quickstart is what `make run` runs: it writes the month of audit
// records, replays it through a Collector that has the token_drift processor,
// and prints what the processor judged.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

// options are the command's flags.
type options struct {
	collector string
	config    string
	out       string
	next      string
	asJSON    bool
	stall     time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.collector, "collector", filepath.Join("_build", "otelcol-tokendrift"), "the Collector to run")
	flag.StringVar(&o.config, "config", filepath.Join(quickstartDir, "collector.yaml"), "its configuration")
	flag.StringVar(&o.out, "out", "_run", "folder for the records, the databases and the results")
	flag.StringVar(&o.next, "next", "AUDIT_LOGS='/path/to/*.ndjson' make run CONFIG=examples/quickstart/own-logs.yaml", "the line to try next")
	flag.BoolVar(&o.asJSON, "json", false, "print the incidents as JSON, and progress to standard error")
	flag.DurationVar(&o.stall, "stall", time.Minute, "give up when nothing moves for so long")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

// run is the whole quick start. Results go to stdout; so does progress, unless
// the results are JSON.
func run(ctx context.Context, o options, stdout, stderr io.Writer) error {
	if _, err := os.Stat(quickstartDir); err != nil {
		return fmt.Errorf("%s is not here: run this in the root of the repository", quickstartDir)
	}
	if _, err := os.Stat(o.collector); err != nil {
		return fmt.Errorf("no Collector at %s: `make build` builds it", o.collector)
	}
	say := newProgress(stdout)
	if o.asJSON {
		say = newProgress(stderr)
	}
	records, err := prepare(ctx, o.out, say)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := judge(ctx, o, records, say); err != nil {
		return err
	}
	results, err := readResults(o.out)
	if err != nil {
		return err
	}
	if o.asJSON {
		return writeJSON(stdout, results)
	}
	if err := writeTable(stdout, results); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, `
%d records judged in %.1f s: %d tagged review, %d tagged incident, %d incidents.
  %s   every record, the judged ones with token_drift.* attributes
  %s   only those
  %s   the incident records
Next, with logs of your own:
  %s
`, records, time.Since(began).Seconds(), results.Reviews, results.Flagged, len(results.Incidents),
		padRight(filepath.Join(o.out, "tagged.jsonl"), 22), padRight(filepath.Join(o.out, "flagged.jsonl"), 22),
		padRight(filepath.Join(o.out, "incidents.jsonl"), 22), o.next)
	return err
}

// resultFiles are the files the Collector writes.
var resultFiles = []string{"tagged.jsonl", "flagged.jsonl", "incidents.jsonl"}

// judge runs the Collector until it has taken in all records.
func judge(ctx context.Context, o options, records int, say *progress) error {
	out, err := filepath.Abs(o.out)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(quickstartDir)
	if err != nil {
		return err
	}
	defer say.done()
	return replay.Run(ctx, replay.Options{
		Binary: o.collector, Config: o.config, Out: out, Results: resultFiles, Stall: o.stall,
		Env: []string{
			"QUICKSTART_INPUT=" + filepath.Join(out, "month.ndjson"), "QUICKSTART_OUT=" + out, "QUICKSTART_DIR=" + dir,
		},
		PortEnv: "QUICKSTART_METRICS_PORT",
	}, records, func(n int) { say.bar(n, records) })
}
