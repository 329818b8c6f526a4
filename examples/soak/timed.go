package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// timed sends the estate and made-up tokens round after round until the time is
// over. What grows after the first round is a leak.
func timed(ctx context.Context, b *bench) (r row, err error) {
	c, err := newCollector(b.options, "timed", settings{tokens: floodTokens, interval: time.Second, storage: true, estate: b.estate()}, b.sink.port)
	if err != nil {
		return row{}, err
	}
	if err := c.start(ctx); err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	m := memory{c: c}
	begin, sent, n := time.Now(), 0, 0
	for at := 0; time.Since(begin) < b.time; at = (at + sentAtOnce) % len(b.records) {
		batch := append([]string(nil), b.records[at:min(at+sentAtOnce, len(b.records))]...)
		for range 2 * sentAtOnce {
			batch = append(batch, madeUp(n, floodTime(n/100)))
			n++
		}
		if err := sendAll(ctx, c, batch, mostAtOnce); err != nil {
			return row{}, err
		}
		sent += len(batch)
		m.note(float64(time.Since(begin)) / float64(b.time))
	}
	b.sink.take()
	return row{
		run:      fmt.Sprintf("timed soak of %s: %d records, %d made-up tokens among them", b.time, sent, n),
		asked:    "resident memory flat (a quarter and 16 MiB at most)",
		measured: m.String(),
		good:     m.flat(),
	}, nil
}
