package main

import (
	"context"
	"time"
)

// sentAtOnce is how many records a request holds.
const sentAtOnce = 50

// mostAtOnce is how many it holds where that is as good.
const mostAtOnce = 1000

// written is how often the sender writes down how far it is, as file_log does
// after every poll. After a kill it goes on from there.
const written = 200 * time.Millisecond

// uninterrupted gives the estate's incidents in a run with room for all and
// without storage.
func (b *bench) uninterrupted(ctx context.Context) (incidents, error) {
	if b.want != nil {
		return b.want, nil
	}
	c, err := newCollector(b.options, "uninterrupted", settings{tokens: 100_000, interval: 30 * time.Second, estate: b.estate()}, b.sink.port)
	if err != nil {
		return nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, err
	}
	if err := sendAll(ctx, c, b.records, sentAtOnce); err != nil {
		c.kill()
		return nil, err
	}
	b.want = b.sink.take()
	return b.want, c.stop()
}

func sendAll(ctx context.Context, c *collector, records []string, size int) error {
	for len(records) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(size, len(records))
		if err := c.send(records[:n]); err != nil {
			return err
		}
		records = records[n:]
	}
	return nil
}
