package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
)

// estate is a folder of raw records with the truth about them.
type estate struct {
	name      string
	truth     *truth
	records   []record // in delivery order
	scenarios []scenario
	lives     []life      // of the truth's tokens
	began     []time.Time // of the truth's rows of abuse: event time of the first record
}

// scenario is one abuse: a row of the truth, or several that abuse.csv puts together.
type scenario struct {
	name, kind string
	signals    []string  // any one of them is expected
	records    []int32   // in delivery order
	began      time.Time // event time of its first record
}

// life is what one token did.
type life struct {
	records     int
	first, last time.Time // event times
}

// estateFiles are the files of an estate's folder; "" where one is not there.
type estateFiles struct {
	dir, truth, abuse, inventory, ranges, networks string
	records                                        []string
}

// findEstate fails on a folder without records or truth.
func findEstate(dir string) (estateFiles, error) {
	e := estateFiles{dir: dir}
	var err error
	if e.records, err = filepath.Glob(filepath.Join(dir, "*.ndjson")); err != nil {
		return e, err
	}
	slices.Sort(e.records)
	optional := func(name string) string {
		file := filepath.Join(dir, name)
		if _, err := os.Stat(file); err != nil {
			return ""
		}
		return file
	}
	e.truth, e.abuse, e.inventory = optional("truth.csv"), optional("abuse.csv"), optional("inventory.yaml")
	e.ranges, e.networks = optional("ranges.yaml"), optional("networks.csv")
	switch _, err := os.Stat(dir); {
	case err != nil:
		return e, fmt.Errorf("%s: there is no such folder of records", dir)
	case len(e.records) == 0:
		return e, fmt.Errorf("%s: the folder has no records: a file such as records.ndjson with one raw audit record a line", dir)
	case e.truth == "":
		return e, fmt.Errorf("%s: the folder has no truth.csv (token,from,to,kind,label,signals,note)", dir)
	}
	return e, nil
}

// joined gives one file of all records: the Collector reads several side by side.
func (e *estateFiles) joined(out string) (string, error) {
	if len(e.records) == 1 {
		return e.records[0], nil
	}
	file := filepath.Join(out, "records.ndjson")
	f, err := os.Create(file)
	if err != nil {
		return "", err
	}
	for _, name := range e.records {
		in, err := os.Open(name)
		if err == nil {
			_, err = io.Copy(f, in)
			_ = in.Close()
		}
		if err == nil {
			_, err = io.WriteString(f, "\n") // of a file whose last line does not end
		}
		if err != nil {
			_ = f.Close()
			return "", err
		}
	}
	return file, f.Close()
}

// readEstate reads and checks everything but what a Collector made of it.
func readEstate(files estateFiles) (*estate, error) {
	t, err := readTruth(files.truth)
	if err != nil {
		return nil, err
	}
	var table []networks.Network
	if files.networks != "" {
		if table, err = networks.Read(files.networks); err != nil {
			return nil, err
		}
	}
	events, err := readAbuse(files.abuse)
	if err != nil {
		return nil, err
	}
	e := &estate{name: filepath.Base(files.dir), truth: t, lives: make([]life, len(t.tokens)), began: make([]time.Time, len(t.rows))}
	reader := &recordReader{
		matcher: newMatcher(t.tokens), networks: newNetworkTable(table), abuse: events.byID,
		names: map[string]uint32{}, clients: map[string]uint32{},
	}
	assign := newAssigner(e, events)
	for _, file := range files.records {
		err := reader.read(file, func(r record, event *abuseEvent) {
			if r.token >= 0 {
				e.lives[r.token].add(r.time)
			}
			e.records = append(e.records, r)
			assign.record(int32(len(e.records)-1), event)
		})
		if err != nil {
			return nil, err
		}
	}
	if len(e.records) == 0 {
		return nil, fmt.Errorf("%s:1: the file has no record", files.records[0])
	}
	if err := e.checkTruth(); err != nil {
		return nil, err
	}
	return e, assign.finish()
}

func (l *life) add(t time.Time) {
	if l.records == 0 || t.Before(l.first) {
		l.first = t
	}
	if l.records == 0 || t.After(l.last) {
		l.last = t
	}
	l.records++
}

// checkTruth finds tokens and times that are not in the records. A benign
// change need not be a record of its token (a session that ends, a silence);
// it must be within the time of all records.
func (e *estate) checkTruth() error {
	for n, token := range e.truth.tokens {
		if e.lives[n].records == 0 {
			return fmt.Errorf("%s:%d: no record meets the conditions of the token %q", e.truth.file, token.line, token.conditions)
		}
	}
	var all life
	for _, r := range e.records {
		all.add(r.time)
	}
	for _, row := range e.truth.rows {
		if row.end().Before(all.first) || row.from.After(all.last) {
			return fmt.Errorf("%s:%d: from %s to %s is not in the records, which are from %s to %s", e.truth.file, row.line,
				row.from.Format(time.RFC3339), row.to.Format(time.RFC3339), all.first.Format(time.RFC3339), all.last.Format(time.RFC3339))
		}
	}
	return nil
}

// weeks is how long a token was watched: as the truth says, else from its
// first to its last use.
func (e *estate) weeks(token int) float64 {
	from, to := e.lives[token].first, e.lives[token].last
	for _, n := range e.truth.tokens[token].rows {
		if row := e.truth.rows[n]; row.label == population {
			from, to = row.from, row.end()
			break
		}
	}
	return max(to.Sub(from), 24*time.Hour).Hours() / (24 * 7)
}
