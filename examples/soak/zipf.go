package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// learningSoon lets a token of a few uses have a baseline: most of those that
// do not fit in memory are used no more often.
const learningSoon = ", learning_uses: 8, learning_period: 24h"

// crowd is an estate of many tokens: each is used once in turn, and twice as
// many uses fall on them by Zipf's law. Now and then one is stolen, or its
// person leaves and it goes on being used.
type crowd struct {
	tokens, uses int
	random       *rand.Rand
	zipf         *rand.Zipf
	n            int // uses so far
	id           int
	later        []string // records that follow in the batch after the next
}

func newCrowd(tokens int) *crowd {
	random := rand.New(rand.NewPCG(7, 8))
	return &crowd{tokens: tokens, uses: 3 * tokens, random: random, zipf: rand.NewZipf(random, 1.05, 3, uint64(tokens-1))}
}

// crowdLasts is the event time of the whole.
const crowdLasts = 28 * 24 * time.Hour

var crowdBegins = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func (c *crowd) at() time.Time {
	return crowdBegins.Add(time.Duration(float64(crowdLasts) * float64(c.n) / float64(c.uses)))
}

func (c *crowd) done() float64 { return float64(c.n) / float64(c.uses) }

// batch gives the next records, none at the end.
func (c *crowd) batch() (records []string) {
	records, c.later = c.later, nil
	for range mostAtOnce {
		if c.n >= c.uses {
			return records
		}
		token := int(c.zipf.Uint64())
		if c.n%3 == 0 {
			token = c.n / 3
		}
		records = append(records, c.use(token, 0, ""))
		if c.done() < 0.3 {
			c.n++
			continue
		}
		switch c.random.IntN(600) {
		case 0: // stolen
			for i, operation := range []string{"system.api_token.create", "user.session.clear", "group.user_membership.add"} {
				records = append(records, c.use(token, 1+i+c.n%200, operation))
			}
		case 1: // its person leaves
			records = append(records, c.leaver(token))
			c.later = append(c.later, c.use(token, 0, ""))
		}
		c.n++
	}
	return records
}

func (c *crowd) use(token, thief int, operation string) string {
	address, agent := fmt.Sprintf("198.%d.%d.20", 18+token%2, token%250), "okta-sdk-golang/2.20.0"
	if thief > 0 {
		address, agent = fmt.Sprintf("203.0.%d.9", thief%250), "curl/8.1"
	}
	if operation == "" {
		operation = "user.account.update_profile"
	}
	c.id++
	return fmt.Sprintf(`{"uuid":"c-%d","published":%q,"eventType":%q,"actor":{"id":"00u1svc%d","type":"User","alternateId":"svc%d@acme.example"},"client":{"ipAddress":%q,"userAgent":{"rawUserAgent":%q}},"outcome":{"result":"SUCCESS"},"target":[{"id":"00u2","type":"User","alternateId":"x@acme.example"}],"transaction":{"type":"WEB","id":"t","detail":{"requestApiTokenId":"00T%d"}}}`,
		c.id, c.at().Format("2006-01-02T15:04:05.000Z"), operation, token, token, address, agent, token)
}

func (c *crowd) leaver(token int) string {
	c.id++
	return fmt.Sprintf(`{"uuid":"c-%d","published":%q,"eventType":"user.lifecycle.deactivate","actor":{"id":"00u9admin","type":"User","alternateId":"admin@acme.example"},"outcome":{"result":"SUCCESS"},"target":[{"id":"00u1svc%d","type":"User","alternateId":"svc%d@acme.example"}]}`,
		c.id, c.at().Format("2006-01-02T15:04:05.000Z"), token, token)
}

// zipf compares a Collector that has room for a hundredth of the tokens with
// one that has room for all.
func zipf(ctx context.Context, b *bench) (row, error) {
	_, _, want, err := b.crowd(ctx, "zipf-unbounded", settings{tokens: b.options.zipf, interval: time.Minute, learning: learningSoon})
	if err != nil {
		return row{}, err
	}
	room := max(b.options.zipf/100, 100)
	m, counted, got, err := b.crowd(ctx, "zipf", settings{tokens: room, interval: time.Second, storage: true, learning: learningSoon})
	if err != nil {
		return row{}, err
	}
	found, missing, extra := compared(want, got)
	return row{
		run:      fmt.Sprintf("estate of %d tokens, %d uses by Zipf's law, max_tokens %d, storage set", b.options.zipf, 3*b.options.zipf, room),
		asked:    "99 % of the incidents of an unbounded run, none extra; resident memory flat (a quarter and 16 MiB at most)",
		measured: fmt.Sprintf("%d of %d found, %d extra; %s; %s", found, len(want), extra, counted, m),
		good:     missing*100 <= len(want) && extra == 0 && len(want) > 0 && m.flat(),
	}, nil
}

func (b *bench) crowd(ctx context.Context, name string, s settings) (m *memory, counted string, got incidents, err error) {
	c, err := newCollector(b.options, name, s, b.sink.port)
	if err != nil {
		return nil, "", nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, "", nil, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	m = &memory{c: c}
	crowd := newCrowd(b.options.zipf)
	for records := crowd.batch(); len(records) > 0; records = crowd.batch() {
		if err := sendAll(ctx, c, records, mostAtOnce); err != nil {
			return nil, "", nil, err
		}
		m.note(crowd.done())
	}
	var counts []string
	for _, name := range []string{"baselines_restored", "baselines_withheld", "baselines_lost"} {
		n, err := c.metric(name)
		if err != nil {
			return nil, "", nil, err
		}
		counts = append(counts, fmt.Sprintf("%s %.0f", name, n))
	}
	return m, strings.Join(counts, ", "), b.sink.take(), nil
}
