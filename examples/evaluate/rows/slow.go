package rows

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// victims are the integrations of the slow and of the poisoned thefts: three
// vendors, two grants of each app, one of which is robbed. Rounds of work are
// one operation after another, so that there is an order to differ from.
func (s *Stream) victims(n int) []*vendors.Token {
	kinds := []struct {
		form    vendors.Form
		work    int
		network string
	}{
		{vendors.SalesforceGrant, 0, "aws/us-east-1"},
		{vendors.GitHubToken, 1, "aws/us-east-1"},
		{vendors.SalesforceGrant, 3, "gcp/us-east4"},
		{vendors.AWSKey, 0, "aws/us-west-2"},
	}
	var out []*vendors.Token
	for i := range n {
		k := kinds[i%len(kinds)]
		grants := s.connect(integration{
			name: fmt.Sprint("Victim ", i), form: k.form, grants: 2, work: k.work, network: k.network, pace: time.Duration(4+i%3) * time.Hour, inOrder: true,
		})
		out = append(out, grants[0])
	}
	return out
}

// reads are the token's own reading operations in an order that its rounds
// never have.
func reads(t *vendors.Token) []vendors.Operation {
	o := t.Work.Operations
	switch t.Form {
	case vendors.GitHubToken:
		return []vendors.Operation{o[1], o[0], o[0]}
	case vendors.AWSKey:
		return []vendors.Operation{o[1], o[1], o[1]}
	}
	return []vendors.Operation{o[0], o[0], o[2]}
}

// SlowTheft is a theft of three records a day for ten days on each of 24 tokens
// with seven weeks of history: from the token's own network, region and with its
// client, from another prefix, of objects it never touched, in another order.
// Each begins on another half day.
func SlowTheft(seed uint64) *Stream {
	s := open(seed, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 18, 0, 0, 0, 0, time.UTC))
	for i, t := range s.victims(24) {
		n, d := s.scenario(), s.dice("slow ", i)
		from := networks.Of(t.Addresses[0]).Address(20000 + 400*i)
		begins := s.Start.AddDate(0, 0, 49).Add(time.Duration(i)*12*time.Hour + d.UpTo(6*time.Hour))
		things := vendors.ReachOf(t.Form).Things
		var last time.Time
		for today := range 10 {
			at := begins.Add(time.Duration(today)*day + d.UpTo(3*time.Hour))
			if today == 0 {
				at = begins
			}
			for k, operation := range reads(t) {
				s.use(d, n, vendors.Use{At: at, Token: t, Operation: operation, Object: things[(today+k)%len(things)], Address: from, Agent: t.Agent})
				last, at = at, at.Add(d.Span(20*time.Second, 4*time.Minute))
			}
		}
		s.abuse(t, begins.Truncate(time.Second), last, "slow_theft", n, "three records a day from its own network with its own client")
	}
	s.neighbours(5)
	s.live()
	return s
}

// Poisoning is 24 thefts from a place that, if poisoned, sent one record a day
// for the fourteen days before. Half of the poison is the token's ordinary
// calls, half is the calls of the theft itself, one of them a day; a quarter of
// the thieves each sits in a rented machine or in the token's own network, with
// a script or with the token's own client.
func Poisoning(seed uint64, poisoned bool) *Stream {
	s := open(seed, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
	for i, t := range s.victims(24) {
		n, d := s.scenario(), s.dice("poison ", i)
		theft := s.Start.AddDate(0, 0, 60).Add(time.Duration(i)*18*time.Hour + d.UpTo(6*time.Hour))
		address, agent := networks.Of(t.Addresses[0]).Address(20000+400*i), t.Agent
		if i/4%2 == 0 {
			address = chance.Pick(d, networks.OfKind(networks.Hosting)).Address(100 + i)
		}
		if i/4/2%2 == 0 {
			agent = chance.Pick(d, vendors.Scripts)
		}
		reach := vendors.ReachOf(t.Form)
		var calls []vendors.Use
		for k := range 16 {
			operation := reach.LookAround[k%len(reach.LookAround)]
			if k >= 4 {
				operation = reach.Read[k%len(reach.Read)]
			}
			if k >= 14 {
				operation = reach.Take[k%len(reach.Take)]
			}
			calls = append(calls, vendors.Use{Token: t, Operation: operation, Object: reach.Things[k%len(reach.Things)], Address: address, Agent: agent})
		}
		first := theft
		for before := 14; before > 0 && poisoned; before-- {
			u := vendors.Use{Token: t, Operation: t.Work.Operations[0], Object: t.Work.Objects[0], Address: address, Agent: agent}
			if i%2 == 1 {
				u = calls[before%len(calls)]
			}
			u.At = theft.Truncate(day).Add(-time.Duration(before)*day + s.dice("poisoned ", i, before).UpTo(day))
			if u.At.Before(first) {
				first = u.At
			}
			s.use(s.dice("poisons ", i, before), n, u)
		}
		at := theft
		for _, u := range calls {
			u.At = at
			s.use(d, n, u)
			at = at.Add(d.Span(20*time.Second, 6*time.Minute))
		}
		s.abuse(t, first.Truncate(time.Second), at, "poisoning", n, "theft at "+theft.Format(time.RFC3339))
	}
	s.neighbours(5)
	s.live()
	return s
}
