package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/rawjson"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendor"
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

// delay is how long after the event a record arrives. CloudTrail's is what two
// public data sets showed (median 201 s and 133 s, 99 % within 505 s, at most
// 606 s); Salesforce's hourly files come hours late, one for each event type,
// and in no order inside; Google's records come up to a day late.
func delay(b *life.Book, d chance.Dice, r vendor.Record) time.Duration {
	seconds := func(s float64) time.Duration { return time.Duration(s*1000) * time.Millisecond }
	lognormal := func(median, spread float64) float64 { return median * math.Exp(spread*d.NormFloat64()) }
	switch r.Provider() {
	case "aws":
		return seconds(min(lognormal(200, 0.40), 606))
	case "github":
		return seconds(min(4+d.ExpFloat64()*9, 600))
	case "okta":
		return seconds(min(2+d.ExpFloat64()*25, 900))
	case "entra":
		return seconds(min(lognormal(240, 0.7), 5400))
	case "google_workspace":
		if d.Once(0.006) {
			return d.Span(5*time.Hour, 24*time.Hour)
		}
		return seconds(min(lognormal(900, 0.9), 18000))
	}
	use, ok := r.(*vendor.Use)
	if !ok {
		return d.Span(20*time.Second, 5*time.Minute) // the Setup Audit Trail is polled
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
