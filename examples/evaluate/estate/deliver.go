package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// delivery is the arrival of one record, or of its second copy.
type delivery struct {
	arrives time.Time
	entry   int
	copy    bool
}

// duplicates is the share of records that are delivered twice.
const duplicates = 0.01

// deliveries puts all records into the order in which a Collector gets them.
func deliveries(b *life.Book) []delivery {
	out := make([]delivery, 0, len(b.Entries)+len(b.Entries)/90)
	for i, e := range b.Entries {
		d := chance.Numbered(b.Seed+1, e.Number)
		arrives := e.Record.Time().Add(delay(b, d, e.Record) + e.Held)
		out = append(out, delivery{arrives, i, false})
		if d.Once(duplicates) {
			out = append(out, delivery{arrives.Add(d.Span(time.Second, 40*time.Minute)), i, true})
		}
	}
	slices.SortStableFunc(out, func(a, b delivery) int { return cmp.Or(a.arrives.Compare(b.arrives), cmp.Compare(a.entry, b.entry)) })
	return out
}

// How many seconds after the event a record arrives, by quantile. CloudTrail's
// are those of two public data sets (median 201 s and 133 s, 99 % within 505 s,
// at most 606 s; the last per cent ends earlier here); of the others the vendors give the kind, not the figures.
var lateness = map[string][]int{
	"aws":              {30, 90, 115, 130, 145, 155, 165, 173, 182, 191, 200, 210, 221, 233, 246, 262, 281, 306, 345, 405, 530},
	"github":           {4, 4, 5, 5, 6, 7, 8, 8, 9, 9, 10, 11, 12, 14, 15, 17, 19, 21, 25, 31, 600},
	"okta":             {2, 3, 5, 6, 8, 9, 11, 13, 15, 17, 19, 22, 25, 28, 32, 37, 42, 49, 60, 77, 900},
	"entra":            {40, 76, 98, 116, 133, 150, 166, 183, 201, 220, 240, 262, 287, 314, 347, 385, 433, 496, 589, 760, 5400},
	"google_workspace": {60, 205, 284, 354, 422, 490, 561, 636, 716, 804, 900, 1008, 1131, 1273, 1443, 1653, 1923, 2288, 2853, 3954, 18000},
}

// delay is how long after the event a record arrives. Salesforce's real-time
// events come at once, its hourly files hours late, one for each event type, and in no order inside; a few of
// Google's records come up to a day late.
func delay(b *life.Book, d chance.Dice, r vendors.Record) time.Duration {
	if r.Provider() == "google_workspace" && d.Once(0.006) {
		return d.Span(5*time.Hour, 24*time.Hour)
	}
	if quantiles := lateness[r.Provider()]; quantiles != nil {
		return d.Along(quantiles, time.Second)
	}
	use, ok := r.(*vendors.Use)
	if !ok {
		return d.Span(20*time.Second, 5*time.Minute) // the Setup Audit Trail is polled
	}
	if use.Token.Form == vendors.SalesforceEvents {
		return d.Span(time.Second, 40*time.Second)
	}
	hour := r.Time().Truncate(time.Hour)
	file := b.Dice("file ", use.Operation.Kind, " ", hour.Unix())
	return hour.Add(time.Hour+file.Span(time.Hour, 5*time.Hour)).Sub(r.Time()) + d.UpTo(2*time.Second)
}

// stream writes the records, and for each record of an attack its vendor's
// unique id and scenario, once.
func stream(b *life.Book, records, abuse io.Writer) (lines int, err error) {
	out, ids := bufio.NewWriterSize(records, 1<<20), bufio.NewWriter(abuse)
	fmt.Fprintln(ids, "event_id,scenario,provider")
	var line []byte
	for _, delivered := range deliveries(b) {
		e := b.Entries[delivered.entry]
		row, id := e.Record.Row(chance.Numbered(b.Seed, e.Number))
		line = append(rawjson.Append(line[:0], row), '\n')
		if _, err := out.Write(line); err != nil {
			return lines, err
		}
		lines++
		if e.Scenario > 0 && !delivered.copy {
			if strings.ContainsAny(id, ",\"") {
				return lines, fmt.Errorf("the id %q needs quotes in a CSV file", id)
			}
			fmt.Fprintf(ids, "%s,%d,%s\n", id, e.Scenario, e.Record.Provider())
		}
	}
	if err := ids.Flush(); err != nil {
		return lines, err
	}
	return lines, out.Flush()
}
