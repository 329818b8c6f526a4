package rows

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Write puts the stream's files into the folder, which it makes; files of an
// earlier stream are written over.
func (s *Stream) Write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	all := slices.Concat(networks.Table, s.more)
	for _, f := range []struct {
		name string
		body func(io.Writer) error
	}{
		{"truth.csv", func(w io.Writer) error { return life.WriteTruth(w, s.truth) }},
		{"inventory.yaml", s.writeInventory},
		{"ranges.yaml", func(w io.Writer) error { return networks.WriteRanges(w, networks.Table) }},
		{"networks.csv", func(w io.Writer) error { return networks.WriteTable(w, all) }},
		{"records.ndjson", func(w io.Writer) error {
			return writeFile(folder, "abuse.csv", func(abuse io.Writer) error { return s.stream(w, abuse) })
		}},
	} {
		if s.undeclared && f.name == "inventory.yaml" {
			continue
		}
		if err := writeFile(folder, f.name, f.body); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(folder, name string, body func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(body(out), out.Flush(), f.Close())
}

// stream writes the records in the order of their delivery, and of each record
// of an attack its vendor's unique id with the scenario.
func (s *Stream) stream(records, abuse io.Writer) error {
	type delivery struct {
		arrives time.Time
		n       int
	}
	order := make([]delivery, len(s.entries))
	for n, e := range s.entries {
		order[n] = delivery{e.record.Time(), n}
		if s.hourly {
			order[n].arrives = s.fileOf(n, e.record)
		}
	}
	slices.SortFunc(order, func(a, b delivery) int { return cmp.Or(a.arrives.Compare(b.arrives), cmp.Compare(a.n, b.n)) })
	if _, err := fmt.Fprintln(abuse, "event_id,scenario,provider"); err != nil {
		return err
	}
	var line []byte
	for _, delivered := range order {
		e := s.entries[delivered.n]
		row, id := e.record.Row(chance.Numbered(s.Seed, uint64(delivered.n)+1))
		line = append(rawjson.Append(line[:0], row), '\n')
		if _, err := records.Write(line); err != nil {
			return err
		}
		if e.scenario > 0 {
			if _, err := fmt.Fprintf(abuse, "%s,%d,%s\n", id, e.scenario, e.record.Provider()); err != nil {
				return err
			}
		}
	}
	return nil
}

// fileOf is when Salesforce's file of that hour and event type arrives: one to
// six hours after the hour, its rows in no order.
func (s *Stream) fileOf(n int, r vendors.Record) time.Time {
	u, ok := r.(*vendors.Use)
	if !ok {
		return r.Time()
	}
	hour := u.At.Truncate(time.Hour)
	file := s.dice("file ", u.Operation.Kind, " ", hour.Unix())
	return hour.Add(time.Hour + file.Span(time.Hour, 5*time.Hour) + chance.Numbered(s.Seed+1, uint64(n)).UpTo(2*time.Second))
}

// writeInventory declares every app with its owner and purpose, and the
// consumers of shared tokens.
func (s *Stream) writeInventory(w io.Writer) error {
	fmt.Fprintln(w, "tokens:")
	for _, t := range s.tokens {
		switch t.Form {
		case vendors.SalesforceGrant:
			fmt.Fprintf(w, "  - {provider: salesforce, app: %q, actor: %q", t.App.ID, t.User)
		case vendors.GitHubToken:
			fmt.Fprintf(w, "  - {provider: github, token: %q", strconv.Itoa(t.GitHubID()))
		default:
			fmt.Fprintf(w, "  - {provider: %s, token: %q", t.Provider(), t.Credential)
		}
		fmt.Fprintf(w, ", owner: %s, purpose: %q, tier: standard", s.owner.Email(), t.App.Purpose)
		if list := s.consumers[t]; len(list) > 0 {
			fmt.Fprintf(w, ", consumers: [%s", list[0])
			for _, consumer := range list[1:] {
				fmt.Fprintf(w, ", %s", consumer)
			}
			fmt.Fprint(w, "]")
		}
		fmt.Fprintln(w, "}")
	}
	_, err := fmt.Fprintf(w, "owners:\n  - {id: %s, status: active, since: 2024-01-01T00:00:00Z}\n", s.owner.Email())
	return err
}
