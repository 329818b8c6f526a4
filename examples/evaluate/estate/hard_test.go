package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/company"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// firstSeen is what the rules everybody writes first would say: after 14 days of
// a token, a network, client or action it did not have is an alert.
type firstSeen struct {
	caught, scenarios map[int]bool
	falseDays         map[string]bool
	tokenWeeks        float64
	missed            map[string]int
	byKind            map[string]int
}

func judgeByFirstSeen(b *life.Book) firstSeen {
	out := firstSeen{map[int]bool{}, map[int]bool{}, map[string]bool{}, float64(len(b.Tokens)) * float64(b.Weeks), map[string]int{}, map[string]int{}}
	entries := slices.Clone(b.Entries)
	slices.SortStableFunc(entries, func(a, b life.Entry) int { return a.Record.Time().Compare(b.Record.Time()) })
	type state struct {
		since time.Time
		seen  map[string]bool
	}
	tokens, attackedAt := map[*vendors.Token]*state{}, map[*vendors.Token]time.Time{}
	for _, e := range entries {
		u, ok := e.Record.(*vendors.Use)
		if !ok {
			continue
		}
		s := tokens[u.Token]
		if s == nil {
			s = &state{u.At, map[string]bool{}}
			tokens[u.Token] = s
		}
		family, _, _ := strings.Cut(u.Agent, "/")
		if i := strings.LastIndex(u.Agent, " Chrome"); i > 0 {
			family = u.Agent[:i]
		}
		alert := false
		for _, key := range []string{"n" + networks.Of(u.Address).Org, "c" + family, "a" + u.Operation.Kind + u.Operation.Method + u.Operation.Path} {
			if !s.seen[key] {
				s.seen[key] = true
				alert = alert || u.At.Sub(s.since) >= 14*24*time.Hour
			}
		}
		if e.Scenario > 0 {
			out.scenarios[e.Scenario] = true
			if attackedAt[u.Token].IsZero() {
				attackedAt[u.Token] = u.At
			}
			if alert {
				out.caught[e.Scenario] = true
			}
			continue
		}
		if began := attackedAt[u.Token]; alert && (began.IsZero() || u.At.Sub(began) > 7*24*time.Hour) {
			key := u.Token.Condition() + u.At.Format(time.DateOnly)
			if !out.falseDays[key] {
				out.byKind[u.Token.Kind]++
			}
			out.falseDays[key] = true
		}
	}
	for _, r := range b.Truth {
		if n := scenarioOf(r); r.Label == "abuse" && !out.caught[n] {
			out.missed[r.Kind]++
		}
	}
	return out
}

// TestFirstSeenRulesDoBadly holds the estate to what it was made for: were it
// easier, no figure measured on it would mean anything.
func TestFirstSeenRulesDoBadly(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		b := build(company.Size{Seed: seed, Tokens: 400, Weeks: 10, Slower: 1}, "")
		r := judgeByFirstSeen(b)
		share, falseDays := float64(len(r.caught))/float64(len(r.scenarios)), float64(len(r.falseDays))/r.tokenWeeks*1000
		t.Logf("seed %d: %d of %d scenarios caught (%.0f %%), %.0f false token-days per 1000 token-weeks, missed %v, false by population %v",
			seed, len(r.caught), len(r.scenarios), 100*share, falseDays, r.missed, r.byKind)
		assert.LessOrEqual(t, share, 0.75, "seed %d", seed)
		assert.GreaterOrEqual(t, falseDays, 100.0, "seed %d", seed)
	}
}
