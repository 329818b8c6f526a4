package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// restartBar is how soon after the start of the process a token must be judged
// with its baseline.
const restartBar = 5 * time.Second

// restart fills a Collector with tokens, stops it, starts it again, and lets the
// first record be a theft of one of them: only its baseline can tell.
func restart(ctx context.Context, b *bench) (row, error) {
	tokens := b.options.restart
	c, err := newCollector(b.options, "restart", settings{
		tokens: tokens, interval: time.Second, storage: true, learning: ", learning_uses: 3, learning_period: 24h",
	}, b.sink.port)
	if err != nil {
		return row{}, err
	}
	if err := c.start(ctx); err != nil {
		return row{}, err
	}
	all := newCrowd(tokens)
	for round := range 4 {
		for token := 0; token < tokens; token += mostAtOnce {
			all.n = round*all.uses/5 + token/5
			var records []string
			for i := token; i < min(token+mostAtOnce, tokens); i++ {
				records = append(records, all.use(i, 0, ""))
			}
			if err := sendAll(ctx, c, records, mostAtOnce); err != nil {
				return row{}, err
			}
		}
	}
	b.sink.take()
	all.n = all.uses
	var worst time.Duration
	judged, resident := 0, 0.0
	random := rand.New(rand.NewPCG(3, 4))
	const tries = 3
	for try := range tries {
		resident = max(resident, c.resident())
		if err := c.stop(); err != nil {
			return row{}, err
		}
		start := time.Now()
		if err := c.start(ctx); err != nil {
			return row{}, err
		}
		token := random.IntN(tokens)
		if err := c.send([]string{
			all.use(token, 1+try, "system.api_token.create"), all.use(token, 1+try, "user.session.clear"), all.use(token, 1+try, "group.user_membership.add"),
		}); err != nil {
			return row{}, err
		}
		worst = max(worst, time.Since(start))
		judged += min(len(b.sink.take()), 1)
	}
	return row{
		run:      fmt.Sprintf("%d restarts with %d tokens of 4 uses each, all in memory before (resident %.0f MiB)", tries, tokens, resident),
		asked:    "the first record of any token is judged with its baseline within 5 s of the start of the process",
		measured: fmt.Sprintf("%d of %d thefts found by the first records, answered after %.1f s at most", judged, tries, worst.Seconds()),
		good:     judged == tries && worst <= restartBar,
	}, c.stop()
}
