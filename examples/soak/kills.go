package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// kills kills the Collector at random moments of a replay. After one kill the
// sender goes on with what was not acknowledged, as a queue does, after the
// next with what came since it last wrote down how far it was, as a reader of
// files does.
func kills(ctx context.Context, b *bench) (row, error) {
	want, err := b.uninterrupted(ctx)
	if err != nil {
		return row{}, err
	}
	c, err := newCollector(b.options, "kills", settings{
		mode: "tag", tokens: 100_000, interval: 100 * time.Millisecond, storage: true, estate: b.estate(),
	}, b.sink.port)
	if err != nil {
		return row{}, err
	}
	b.sink.count()
	random := rand.New(rand.NewPCG(1, 2))
	life := time.Duration(len(b.records)) * time.Second / time.Duration(b.rate) / time.Duration(b.kills+1)
	var all []killed
	for at := 0; ; {
		if err := c.start(ctx); err != nil {
			return row{}, err
		}
		dead := make(chan time.Time, 1)
		if len(all) < b.kills {
			time.AfterFunc(life/2+time.Duration(random.Int64N(int64(life))), func() {
				dead <- time.Now()
				c.kill()
				close(dead)
			})
		}
		noted, acknowledged, slowest := b.sendUntilRefused(ctx, c, at)
		if err := ctx.Err(); err != nil {
			return row{}, err
		}
		if len(all) >= b.kills {
			if acknowledged < len(b.records) {
				return row{}, fmt.Errorf("a Collector that was not killed refused records, see %s", c.dir)
			}
			break
		}
		k := killed{at: <-dead, acknowledged: acknowledged, from: acknowledged, slowest: slowest}
		<-dead
		if len(all)%2 == 1 {
			k.from = noted
		}
		all, at = append(all, k), k.from
	}
	if err := c.stop(); err != nil {
		return row{}, err
	}
	lost := b.sink.lost(b.records)
	got := b.sink.take()
	if err := writeDiary(c.dir, all, want, got); err != nil {
		return row{}, err
	}
	found, missing, extra := compared(want, got)
	return row{
		run:      fmt.Sprintf("kill -9 at %d random moments of a replay of %d records, checkpoint_interval 100ms", len(all), len(b.records)),
		asked:    "no record lost; 99 % of the incidents of the uninterrupted run, none extra",
		measured: fmt.Sprintf("%d records lost; %d of %d found, %d extra", lost, found, len(want), extra),
		good:     lost == 0 && missing*100 <= len(want) && extra == 0,
	}, nil
}

// sendUntilRefused sends at the rate from a record on. It gives how far the
// sender had written down that it was, how far it really was, and how long it
// waited at most for an answer.
func (b *bench) sendUntilRefused(ctx context.Context, c *collector, from int) (noted, at int, slowest time.Duration) {
	noted, at = from, from
	noting, began := time.Now(), time.Now()
	for at < len(b.records) && ctx.Err() == nil {
		n, asked := min(sentAtOnce, len(b.records)-at), time.Now()
		if err := c.send(b.records[at : at+n]); err != nil {
			break
		}
		at, slowest = at+n, max(slowest, time.Since(asked))
		if time.Since(noting) > written {
			noted, noting = at, time.Now()
		}
		time.Sleep(time.Duration(at-from)*time.Second/time.Duration(b.rate) - time.Since(began))
	}
	return noted, at, slowest
}

func compared(want, got incidents) (found, missing, extra int) {
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
