package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// kills kills the Collector at random moments of a replay.
func kills(ctx context.Context, b *bench) (row, error) {
	want, err := b.uninterrupted(ctx)
	if err != nil {
		return row{}, err
	}
	c, err := newCollector(b.options, "kills", settings{
		tokens: 100_000, interval: 100 * time.Millisecond, storage: true, estate: b.estate(),
	}, b.sink.port)
	if err != nil {
		return row{}, err
	}
	random := rand.New(rand.NewPCG(1, 2))
	life := time.Duration(len(b.records)) * time.Second / time.Duration(b.rate) / time.Duration(b.kills+1)
	at, done := 0, 0
	for at < len(b.records) {
		if err := c.start(ctx); err != nil {
			return row{}, err
		}
		killed := make(chan struct{})
		if done < b.kills {
			after := life/2 + time.Duration(random.Int64N(int64(life)))
			time.AfterFunc(after, func() { c.kill(); close(killed) })
		}
		noted := b.sendUntilRefused(ctx, c, &at)
		if err := ctx.Err(); err != nil {
			return row{}, err
		}
		if done >= b.kills {
			if at < len(b.records) {
				return row{}, fmt.Errorf("a Collector that was not killed refused records, see %s", c.dir)
			}
			break
		}
		<-killed
		done++
		if at < len(b.records) {
			at = noted
		}
	}
	if done >= b.kills {
		if err := c.stop(); err != nil {
			return row{}, err
		}
	}
	found, missing, extra := compared(want, b.sink.take())
	return row{
		run:      fmt.Sprintf("kill -9 at %d random moments of a replay of %d records, checkpoint_interval 100ms", done, len(b.records)),
		asked:    "99 % of the incidents of the uninterrupted run, none extra",
		measured: fmt.Sprintf("%d of %d found, %d extra", found, len(want), extra),
		good:     missing*100 <= len(want) && extra == 0,
	}, nil
}

// sendUntilRefused sends at the rate from at on, and gives how far the sender
// had written down that it was.
func (b *bench) sendUntilRefused(ctx context.Context, c *collector, at *int) (noted int) {
	noted, first := *at, *at
	noting, began := time.Now(), time.Now()
	for *at < len(b.records) && ctx.Err() == nil {
		n := min(sentAtOnce, len(b.records)-*at)
		if err := c.send(b.records[*at : *at+n]); err != nil {
			break
		}
		*at += n
		if time.Since(noting) > written {
			noted, noting = *at, time.Now()
		}
		time.Sleep(time.Duration(*at-first)*time.Second/time.Duration(b.rate) - time.Since(began))
	}
	return noted
}

func compared(want, got map[string]string) (found, missing, extra int) {
	for id := range want {
		if _, ok := got[id]; ok {
			found++
		} else {
			missing++
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok {
			extra++
		}
	}
	return found, missing, extra
}
