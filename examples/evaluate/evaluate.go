package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// evaluation is the counts of all detectors over all estates.
type evaluation struct {
	estates  []string
	records  int
	tokens   int
	names    []string          // of the detectors, ours first
	tallies  map[string]*tally // by name
	footnote string            // why a detector is missing

	own       []table            // rows of their own
	figures   map[string]float64 // of the rows, by the names of bars
	explained []explanation      // what could be shown in full
}

// Ours in the tables.
const oursName = "token_drift"

const generatorDir = "examples/evaluate/estate"

// evaluateAll judges estates and rows of their own, one replay more at a time
// than there are processors, since each begins and ends with waiting.
func evaluateAll(ctx context.Context, o options, jobs []job, own []ownRow, say *progress) (*evaluation, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tools, err := prepare(ctx, o, jobs, say)
	if err != nil {
		return nil, err
	}
	y := &yard{ctx: ctx, options: o, tools: tools, say: say, turn: make(chan struct{}, runtime.NumCPU()+1)}
	if len(own) > 0 {
		if y.seeds, err = seedsOf(o); err != nil {
			return nil, err
		}
	}
	parts, faults := make([]*evaluation, len(jobs)), make([]error, len(jobs)+1)
	var wait sync.WaitGroup
	for n, j := range jobs {
		wait.Go(func() {
			y.turn <- struct{}{}
			defer func() { <-y.turn }()
			if ctx.Err() != nil {
				return
			}
			if parts[n], faults[n] = evaluate(ctx, o, j, tools, say); faults[n] != nil {
				cancel()
			}
		})
	}
	var answers []answer
	wait.Go(func() {
		if answers, faults[len(jobs)] = y.runRows(own); faults[len(jobs)] != nil {
			cancel()
		}
	})
	wait.Wait()
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	all, err := sum(parts, tools.footnote)
	if err != nil {
		return nil, err
	}
	if len(own) > 0 {
		all.own = ownRowsTables(own, answers, y.seeds)
	}
	for _, a := range answers {
		maps.Copy(all.figures, a.figures)
	}
	return all, nil
}

func sum(parts []*evaluation, footnote string) (*evaluation, error) {
	all := &evaluation{tallies: map[string]*tally{}, figures: map[string]float64{}, footnote: footnote}
	for _, part := range parts {
		if part == nil {
			return nil, errors.New("interrupted")
		}
		all.estates = append(all.estates, part.estates...)
		all.records += part.records
		all.tokens += part.tokens
		all.explained = append(all.explained, part.explained...)
		if part.footnote != "" {
			all.footnote = part.footnote
		}
		for _, name := range part.names {
			if all.tallies[name] == nil {
				all.names = append(all.names, name)
				all.tallies[name] = &tally{causes: map[cause]*causeCount{}}
			}
			t := part.tallies[name]
			if len(parts) > 1 { // the kind stands in front of it in the table
				for i := range t.scenarios {
					o := &t.scenarios[i]
					o.name = part.estates[0] + "/" + strings.TrimPrefix(o.name, o.kind+":")
				}
			}
			all.tallies[name].add(t)
		}
	}
	return all, nil
}

// tools are the programs that are built once.
type tools struct {
	generator string
	forest    string // "": not there, for the reason in the footnote
	footnote  string
}

func prepare(ctx context.Context, o options, jobs []job, say *progress) (t tools, _ error) {
	if len(jobs) == 0 || jobs[0].made {
		var err error
		if t.generator, err = filepath.Abs(filepath.Join(o.out, "generate")); err != nil {
			return t, err
		}
		if message, err := exec.CommandContext(ctx, "go", "build", "-o", t.generator, "./"+generatorDir).CombinedOutput(); err != nil {
			return t, fmt.Errorf("building %s: %w\n%s", generatorDir, err, strings.TrimSpace(string(message)))
		}
	}
	switch {
	case len(jobs) == 0:
	case o.short:
		t.footnote = "The " + forestName + " is left out of the short form."
	case !o.forest:
		t.footnote = "The " + forestName + " was left out."
	default:
		say.line("Building the %s ...", forestName)
		var err error
		if t.forest, err = buildForest(ctx, o.out); err != nil {
			t.forest, t.footnote = "", fmt.Sprintf("The %s is missing: %v.", forestName, err)
		}
	}
	return t, nil
}

// evaluate generates one estate, replays it and counts.
func evaluate(ctx context.Context, o options, j job, t tools, say *progress) (*evaluation, error) {
	began := time.Now()
	out := filepath.Join(o.out, j.name)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	if j.made {
		say.line("%s: generating ...", j.name)
		if err := generate(ctx, t.generator, j, o.short); err != nil {
			return nil, err
		}
	}
	files, err := findEstate(j.dir)
	if err != nil {
		return nil, err
	}
	say.line("%s: reading the records and the truth ...", j.name)
	e, err := readEstate(files)
	if err != nil {
		return nil, err
	}
	say.line("%s: %d records, %d tokens, %d scenarios", j.name, len(e.records), len(e.truth.tokens), len(e.scenarios))
	ours, err := judge(ctx, o, files, e, out, j.name, settings{}, say)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", j.name, err)
	}
	part := &evaluation{estates: []string{j.name}, records: len(e.records), tokens: len(e.truth.tokens), tallies: map[string]*tally{}}
	part.count(oursName, e, ours)
	part.explained = explanations(j.name, e, ours)
	if err := writeFindings(filepath.Join(out, "findings.csv"), e, ours, part.tallies[oursName]); err != nil {
		return nil, err
	}
	say.line("%s: the anchors ...", j.name)
	for _, a := range anchors() {
		part.count(a.name, e, a.detect(e))
	}
	if t.forest != "" {
		say.line("%s: the %s, which takes minutes ...", j.name, forestName)
		if d, err := isolationForest(ctx, t.forest, e); err != nil {
			part.footnote = fmt.Sprintf("The %s is not over all estates: %s: %v.", forestName, j.name, err)
		} else {
			part.count(forestName, e, d)
		}
	}
	say.line("%s: done after %s", j.name, time.Since(began).Round(time.Second))
	return part, nil
}

func (all *evaluation) count(name string, e *estate, d *detection) {
	all.names = append(all.names, name)
	all.tallies[name] = count(e, d)
}

func generate(ctx context.Context, generator string, j job, short bool, flags ...string) error {
	// Of an earlier run, perhaps of another generator.
	if err := os.RemoveAll(j.dir); err != nil {
		return err
	}
	args := append([]string{"-seed", strconv.FormatUint(j.seed, 10), "-out", j.dir}, flags...)
	if short {
		args = append(args, "-short")
	}
	if message, err := exec.CommandContext(ctx, generator, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("generating the estate of seed %d: %w\n%s", j.seed, err, strings.TrimSpace(string(message)))
	}
	return nil
}
