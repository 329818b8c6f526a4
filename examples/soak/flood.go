package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"time"
)

// floodTenant is whose the made-up tokens are.
const floodTenant = "flood"

// madeUp is a use of a GitHub token that nobody has.
func madeUp(n int, at string) string {
	return fmt.Sprintf(`{"_document_id":"flood-%d","@timestamp":%s,"action":"git.clone","actor":"ghost-%d","actor_id":%d,"org":"`+floodTenant+`","hashed_token":"flood%d","programmatic_access_type":"Personal access token (classic)","actor_ip":"203.0.113.%d","user_agent":"git/2.43.0","repo":"flood/repo","transport_protocol":1}`,
		n, at, n, 9_000_000+n, n, n%250)
}

// floodTokens is how many tokens there is room for in a flood: the estate's,
// and a little.
const floodTokens = 2000

// floodTime keeps made-up records in the years of the estate; they are of
// another tenant, whose time is its own.
func floodTime(n int) string { return strconv.FormatInt(1_774_000_000_000+int64(n)*1000, 10) }

// flood sends made-up tokens between the estate's records.
func flood(ctx context.Context, b *bench) (r row, err error) {
	want, err := b.uninterrupted(ctx)
	if err != nil {
		return row{}, err
	}
	c, err := newCollector(b.options, "flood", settings{tokens: floodTokens, interval: time.Second, storage: true, estate: b.estate()}, b.sink.port)
	if err != nil {
		return row{}, err
	}
	if err := c.start(ctx); err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	each, n := max(b.options.flood/max(len(b.records)/sentAtOnce, 1), 1), 0
	m := memory{c: c}
	for at := 0; at < len(b.records); at += sentAtOnce {
		batch := append([]string(nil), b.records[at:min(at+sentAtOnce, len(b.records))]...)
		for range each {
			batch = append(batch, madeUp(n, floodTime(at)))
			n++
		}
		if err := sendAll(ctx, c, batch, mostAtOnce); err != nil {
			return row{}, fmt.Errorf("during the flood: %w", err)
		}
		m.note(float64(at) / float64(len(b.records)))
	}
	lost, err := c.metric("baselines_lost")
	if err != nil {
		return row{}, err
	}
	got := b.sink.take()
	maps.DeleteFunc(got, func(_ string, o opened) bool { return o.tenant == floodTenant })
	found, missing, extra := compared(want, got)
	return row{
		run:      fmt.Sprintf("flood of %d made-up tokens during a replay of %d records, max_tokens %d", n, len(b.records), floodTokens),
		asked:    "no mature baseline lost; the same incidents on the estate's tokens; resident memory flat (a quarter and 16 MiB at most)",
		measured: fmt.Sprintf("%.0f baselines lost, made-up ones among them; %d of %d incidents found, %d extra; %s", lost, found, len(want), extra, &m),
		good:     missing == 0 && extra == 0 && m.flat() && lost == 0,
	}, nil
}

// memory watches what a Collector has resident.
type memory struct {
	c           *collector
	early, late float64 // MiB: most from 0.3 to 0.5 of a run, and after 0.8
}

func (m *memory) note(done float64) {
	switch {
	case done >= 0.3 && done < 0.5:
		m.early = max(m.early, m.c.resident())
	case done >= 0.8:
		m.late = max(m.late, m.c.resident())
	}
}

func (m *memory) flat() bool { return m.early > 0 && m.late > 0 && m.late <= m.early*1.25+16 }

func (m *memory) String() string {
	return fmt.Sprintf("resident %.0f MiB after a third, %.0f at the end", m.early, m.late)
}
