package rows

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

func TestSlowTheft(t *testing.T) {
	s := SlowTheft(2)
	assert.GreaterOrEqual(t, s.scenarios, 20)
	for n := 1; n <= s.scenarios; n++ {
		uses := attack(s, n)
		require.Len(t, uses, 30)
		token, days := uses[0].Token, map[int]int{}
		own, objects, prefixes := ordinary(s, token, s.Start, s.End), map[string]bool{}, map[string]bool{}
		for _, u := range own {
			objects[u.Object], prefixes[prefix(u.Address)] = true, true
		}
		for _, u := range uses {
			days[int(u.At.Sub(uses[0].At)/day)]++
			assert.Equal(t, networks.Of(token.Addresses[0]).Name, networks.Of(u.Address).Name, "the region")
			assert.False(t, prefixes[prefix(u.Address)], "a prefix of its own")
			assert.Equal(t, token.Agent, u.Agent)
			assert.False(t, objects[u.Object], "%s is its own object", u.Object)
			assert.Contains(t, token.Work.Operations, u.Operation, "one of its own calls")
		}
		assert.LessOrEqual(t, days[0], 6)
	}
}

func prefix(address string) string {
	p, _ := netip.MustParseAddr(address).Prefix(24)
	return p.String()
}

// The two streams differ in nothing but the poison.
func TestPoisonIsTheOnlyDifference(t *testing.T) {
	with, without := Poisoning(3, true), Poisoning(3, false)
	assert.Equal(t, with.scenarios, without.scenarios)
	for n := 1; n <= with.scenarios; n++ {
		poisoned, theft := attack(with, n), attack(without, n)
		require.Len(t, poisoned, len(theft)+14)
		days := map[string]bool{}
		for _, u := range poisoned[:14] {
			days[u.At.Format(time.DateOnly)] = true
			assert.Equal(t, theft[0].Address, u.Address)
			assert.Equal(t, theft[0].Agent, u.Agent)
			assert.True(t, u.At.Before(theft[0].At))
		}
		assert.Len(t, days, 14, "one a day")
		for i, u := range poisoned[14:] {
			assert.Equal(t, theft[i].At, u.At)
			assert.Equal(t, theft[i].Operation, u.Operation)
		}
	}
	assert.Len(t, with.entries, len(without.entries)+14*with.scenarios)
}

func TestSharedTokens(t *testing.T) {
	s, attacks := Shared(4)
	require.Len(t, attacks, s.scenarios)
	for i, a := range attacks {
		uses := attack(s, i+1)
		token := uses[0].Token
		assert.Equal(t, a.Consumers, s.consumers[token])
		clients, addresses := map[string]bool{}, map[string]bool{}
		for _, u := range ordinary(s, token, s.Start, uses[0].At) {
			clients[u.Agent], addresses[u.Address] = true, true
		}
		assert.Len(t, clients, len(a.Consumers))
		own := a.Through != ""
		for _, u := range uses {
			assert.Equal(t, own, clients[u.Agent], "client %s", u.Agent)
			assert.Equal(t, own, addresses[u.Address])
		}
	}
}

func TestANewConsumerStartsInWeekFive(t *testing.T) {
	s, attacks := Shared(4)
	last := attacks[len(attacks)-1]
	var first time.Time
	for _, u := range ordinary(s, attack(s, len(attacks))[0].Token, s.Start, s.End) {
		if u.Agent == last.Consumers[2]+"/4.2 okhttp/4.12.0" && (first.IsZero() || u.At.Before(first)) {
			first = u.At
		}
	}
	assert.InDelta(t, 28, first.Sub(s.Start).Hours()/24, 1)
}

func TestMigrationClauses(t *testing.T) {
	for _, clause := range append([]string{""}, Clauses...) {
		t.Run(clause, func(t *testing.T) {
			s, moved := Migration(5, clause)
			all, old, other, strange, before, after := 24, 0, 0, 0, 0, 0
			if clause == "some tokens only" {
				all = 6
			}
			assert.Len(t, moved, all)
			for _, token := range s.tokens[:24] {
				if !contains(moved, token) {
					continue
				}
				home := networks.Of(token.Addresses[0]).ASN
				before += len(ordinary(s, token, MigrationBegins.Add(-7*day), MigrationBegins))
				for _, u := range ordinary(s, token, MigrationBegins.Add(6*time.Hour), MigrationBegins.Add(6*time.Hour+7*day)) {
					after++
					if networks.Of(u.Address).ASN == home {
						old++
					}
					if u.Agent != token.Agent {
						other++
					}
					if u.Operation.Kind != "Login" && !does(token, u.Operation) {
						strange++
					}
				}
			}
			assert.Equal(t, clause == "old infrastructure in use", old > 0, "old servers: %d", old)
			assert.Equal(t, clause == "other client", other > 0, "other clients: %d", other)
			assert.Equal(t, clause == "other operations", strange > 0, "other operations: %d", strange)
			assert.Equal(t, clause == "more volume", float64(after) > 1.2*float64(before), "%d after %d", after, before)
		})
	}
}

func contains(list []string, token *vendors.Token) bool {
	for _, condition := range list {
		if condition == token.Condition() {
			return true
		}
	}
	return false
}

func does(token *vendors.Token, operation vendors.Operation) bool {
	return slices.Contains(token.Work.Operations, operation)
}
