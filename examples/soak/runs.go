package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// sentAtOnce is how many records a request holds.
const sentAtOnce = 50

// written is how often the sender writes down how far it is, as file_log does
// after every poll. After a kill it goes on from there.
const written = 200 * time.Millisecond

func uninterrupted(ctx context.Context, o options, records []string, s *sink) (map[string]string, error) {
	c, err := newCollector(o, "uninterrupted", settings{tokens: 100_000, interval: 30 * time.Second}, s.port)
	if err != nil {
		return nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, err
	}
	if err := sendAll(ctx, c, records, sentAtOnce); err != nil {
		c.kill()
		return nil, err
	}
	return s.take(), c.stop()
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

// kills kills the Collector at random moments of a replay.
func kills(ctx context.Context, o options, records []string, s *sink, want map[string]string) (row, error) {
	c, err := newCollector(o, "kills", settings{tokens: 100_000, interval: 100 * time.Millisecond, storage: true}, s.port)
	if err != nil {
		return row{}, err
	}
	random := rand.New(rand.NewPCG(1, 2))
	life := time.Duration(len(records)) * time.Second / time.Duration(o.rate) / time.Duration(o.kills+1)
	at, noted, done := 0, 0, 0
	for at < len(records) {
		if err := c.start(ctx); err != nil {
			return row{}, err
		}
		killed := make(chan struct{})
		if done < o.kills {
			after := life/2 + time.Duration(random.Int64N(int64(life)))
			time.AfterFunc(after, func() { c.kill(); close(killed) })
		}
		noted = at
		noting, began := time.Now(), time.Now()
		first := at
		for at < len(records) && ctx.Err() == nil {
			n := min(sentAtOnce, len(records)-at)
			if err := c.send(records[at : at+n]); err != nil {
				break
			}
			at += n
			if time.Since(noting) > written {
				noted, noting = at, time.Now()
			}
			time.Sleep(time.Duration(at-first)*time.Second/time.Duration(o.rate) - time.Since(began))
		}
		if err := ctx.Err(); err != nil {
			return row{}, err
		}
		if done >= o.kills {
			if at < len(records) {
				return row{}, fmt.Errorf("a Collector that was not killed refused records, see %s", c.dir)
			}
			break
		}
		<-killed
		done++
		if at < len(records) {
			at = noted
		}
	}
	if done >= o.kills {
		if err := c.stop(); err != nil {
			return row{}, err
		}
	}
	found, missing, extra := compared(want, s.take())
	return row{
		text: fmt.Sprintf("kill -9 %d times: %d of %d incidents found (bar 99 %%), %d extra (bar 0)", done, found, len(want), extra),
		good: missing*100 <= len(want) && extra == 0,
	}, nil
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

// madeUp is a use of a GitHub token that nobody has, in an organisation of the
// flood's own or in the estate's.
func madeUp(n int, at string) string {
	return fmt.Sprintf(`{"_document_id":"flood-%d","@timestamp":%s,"action":"git.clone","actor":"ghost-%d","actor_id":%d,"org":"flood","hashed_token":"flood%d","programmatic_access_type":"Personal access token (classic)","actor_ip":"203.0.113.%d","user_agent":"git/2.43.0","repo":"flood/repo","transport_protocol":1}`,
		n, at, n, 9_000_000+n, n, n%250)
}

// floodTokens is how many tokens there is room for in a flood: the estate's,
// and a little.
const floodTokens = 2000

// flood sends made-up tokens between the estate's records.
func flood(ctx context.Context, o options, records []string, s *sink, want map[string]string) (row, error) {
	c, err := newCollector(o, "flood", settings{tokens: floodTokens, interval: time.Second, storage: true}, s.port)
	if err != nil {
		return row{}, err
	}
	if err := c.start(ctx); err != nil {
		return row{}, err
	}
	defer func() { _ = c.stop() }()
	each, n := max(o.flood/(len(records)/sentAtOnce), 1), 0
	early, late := 0.0, 0.0
	for at := 0; at < len(records); at += sentAtOnce {
		batch := append([]string(nil), records[at:min(at+sentAtOnce, len(records))]...)
		for range each {
			batch = append(batch, madeUp(n, floodTime(at)))
			n++
		}
		if err := c.send(batch); err != nil {
			return row{}, fmt.Errorf("during the flood: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return row{}, err
		}
		switch done := at * 10 / len(records); {
		case done == 3 || done == 4:
			early = max(early, c.resident())
		case done >= 8:
			late = max(late, c.resident())
		}
	}
	got := s.take()
	estate := map[string]string{}
	for id, token := range got {
		if _, ours := want[id]; ours || !madeUpToken(token, want) {
			estate[id] = token
		}
	}
	found, missing, _ := compared(want, got)
	extra := 0
	known := map[string]bool{}
	for _, token := range want {
		known[token] = true
	}
	for id, token := range estate {
		if _, ok := want[id]; !ok && known[token] {
			extra++
		}
	}
	return row{
		text: fmt.Sprintf("flood of %d made-up tokens into %d places: %d of %d incidents found, %d extra on their tokens; resident %.0f MiB after a third, %.0f at the end",
			n, floodTokens, found, len(want), extra, early, late),
		good: missing == 0 && extra == 0 && late <= early*1.25+16,
	}, nil
}

// madeUpToken is whether a token is none of those that the estate's incidents
// are about.
func madeUpToken(token string, want map[string]string) bool {
	for _, t := range want {
		if t == token {
			return false
		}
	}
	return true
}

// floodTime keeps made-up records in the years of the estate; they are of
// another tenant, whose time is its own.
func floodTime(at int) string { return strconv.FormatInt(1_774_000_000_000+int64(at)*1000, 10) }

// timed sends the estate and made-up tokens round after round until the time is
// over. What grows after the first round is a leak.
func timed(ctx context.Context, o options, records []string, s *sink, _ map[string]string) (row, error) {
	c, err := newCollector(o, "timed", settings{tokens: floodTokens, interval: time.Second, storage: true}, s.port)
	if err != nil {
		return row{}, err
	}
	if err := c.start(ctx); err != nil {
		return row{}, err
	}
	begin, sent, n := time.Now(), 0, 0
	early, late := 0.0, 0.0
	for at := 0; time.Since(begin) < o.time; at = (at + sentAtOnce) % len(records) {
		batch := append([]string(nil), records[at:min(at+sentAtOnce, len(records))]...)
		for range 2 * sentAtOnce {
			batch = append(batch, madeUp(n, floodTime(n/100)))
			n++
		}
		if err := c.send(batch); err != nil {
			return row{}, err
		}
		if err := ctx.Err(); err != nil {
			return row{}, err
		}
		sent += len(batch)
		switch passed := 10 * time.Since(begin) / o.time; {
		case passed == 3 || passed == 4:
			early = max(early, c.resident())
		case passed >= 8:
			late = max(late, c.resident())
		}
	}
	s.take()
	return row{
		text: fmt.Sprintf("timed soak: %d records in %s, %d made-up tokens; resident %.0f MiB after a third, %.0f at the end", sent, o.time, n, early, late),
		good: late <= early*1.25+16,
	}, c.stop()
}
