package engine

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// stake gathers what the ladder asks of a token.
func (e *Engine) stake(u *use, t *incident.Token, sharing *incident.Sharing) incident.Stake {
	s := incident.Stake{Shared: t.Shared, Sharing: sharing, Purpose: t.Purpose, At: u.time, Provider: u.ev.Provider, Step: e.o.Step}
	if d := u.c.Entry; d != nil {
		s.Business, s.Who = d.Tier == inventory.TierBusiness, d.Consumers
	}
	if u.head == nil {
		return s
	}
	s.Allow = func() string { return e.allowlist(u) }
	if o := e.book.Of(u.head.Key); o != nil {
		a := e.accounts.all[o.Verdict.IncidentID]
		s.Confirmed = a != nil && a.decided != 0 && a.verdict == inventory.VerdictConfirmed
	}
	if l := e.line.of(u.head.Key); l != nil {
		s.Before = &incident.Related{ID: hex.EncodeToString(l.name[:]), Last: e.lastSeen(l.old)}
	}
	if next, held := e.line.heirs[u.head.Key]; held {
		if place := e.tokens.Find(next); place != 0 {
			id := e.tokens.At(place).Fingerprint
			s.Next = &incident.Related{ID: hex.EncodeToString(id[:]), Since: e.line.links[next].first, Last: e.lastSeen(next)}
		}
	}
	return s
}

func (e *Engine) lastSeen(token store.Key) int64 {
	if place := e.tokens.Find(token); place != 0 {
		return int64(e.tokens.At(place).LastSeen) * int64(time.Second)
	}
	return 0
}

// mostAllowed is how many values of a kind an allowlist names: what a person
// can check before switching it on.
const mostAllowed = 8

// allowlist is a narrow list for a day: what the inventory approves and what
// the token normally showed, without what waits on probation.
func (e *Engine) allowlist(u *use) string {
	var parts []string
	add := func(what string, declared []string, dims ...baseline.Dim) {
		values := declared
		for _, d := range dims {
			if len(values) > 0 {
				break // the finer one only where there is nothing coarse
			}
			values, _ = e.tokens.Normal(u.head, d, u.at, mostAllowed)
		}
		if len(values) > mostAllowed {
			values = values[:mostAllowed]
		}
		if len(values) > 0 {
			parts = append(parts, what+" "+strings.Join(values, ", "))
		}
	}
	var approved inventory.Approved
	if u.c.Entry != nil {
		approved = u.c.Entry.Approved
	}
	add("networks", networksOf(&approved), baseline.Network, baseline.Prefix)
	add("addresses", nil, baseline.Prefix)
	add("clients", approved.Clients, baseline.Client, baseline.ClientFamily)
	add("operations", nil, baseline.Action)
	if !u.c.Mature || len(parts) == 0 {
		return "Allow only what its consumers name: it has no baseline yet to take a list from."
	}
	return "Allow for 24 hours only " + strings.Join(parts, "; ") + "."
}

func networksOf(a *inventory.Approved) (all []string) {
	for _, n := range a.ASNs {
		all = append(all, fmt.Sprint("AS", n))
	}
	all = append(all, a.Networks...)
	for _, p := range a.CIDRs {
		all = append(all, p.String())
	}
	return all
}
