package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

// yard is where streams and estates are replayed.
type yard struct {
	ctx     context.Context
	options options
	tools   tools
	seeds   []uint64
	say     *progress
	turn    chan struct{}
}

// replay makes a folder of records and judges it. The records stay only where
// few rows were asked for: all together are ten gigabytes.
func (y *yard) replay(name string, write func(folder string) error, set settings) (*estate, *detection, error) {
	y.turn <- struct{}{}
	defer func() { <-y.turn }()
	if err := y.ctx.Err(); err != nil {
		return nil, nil, errors.New("interrupted")
	}
	out := filepath.Join(y.options.out, "rows", name)
	folder := filepath.Join(out, "estate")
	if err := os.RemoveAll(folder); err != nil {
		return nil, nil, err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, nil, err
	}
	if err := write(folder); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	files, err := findEstate(folder)
	if err != nil {
		return nil, nil, err
	}
	e, err := readEstate(files)
	if err != nil {
		return nil, nil, err
	}
	y.say.line("%s: %d records, %d tokens", name, len(e.records), len(e.truth.tokens))
	d, err := judge(y.ctx, y.options, files, e, out, name, set, y.say)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := writeFindings(filepath.Join(out, "findings.csv"), e, d, count(e, d)); err != nil {
		return nil, nil, err
	}
	if o := y.options; !o.keep && (o.row == "" || o.row == "all") {
		err = os.Remove(filepath.Join(folder, "records.ndjson"))
	}
	return e, d, err
}

// again judges a stream a second time after an analyst found all incidents
// opened before then to be benign, the day after each.
func (y *yard) again(name string, made *rows.Stream, d *detection, before time.Time) (*estate, *detection, error) {
	return y.replay(name, func(folder string) error {
		if err := made.Write(folder); err != nil {
			return err
		}
		f, err := os.OpenFile(filepath.Join(folder, "inventory.yaml"), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		fmt.Fprintln(f, "dispositions:")
		for _, o := range d.openings {
			if o.at.Before(before) {
				fmt.Fprintf(f, "  - {incident: %s, verdict: benign, by: gus.abbott@larch-instruments.example, at: %s}\n", o.incident, o.at.Add(24*time.Hour).Format(time.RFC3339))
			}
		}
		return f.Close()
	}, settings{})
}

// stream replays one of the streams that are made here.
func (y *yard) stream(name string, made func() *rows.Stream) (*estate, *detection, error) {
	return y.replay(name, func(folder string) error { return made().Write(folder) }, settings{})
}

// each does n things side by side; the yard lets a few of their replays run.
func each(n int, do func(i int) error) error {
	faults := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { faults[i] = do(i) })
	}
	wait.Wait()
	return errors.Join(faults...)
}
