package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// manyFacts is a crowded little world: few names, so that facts meet, and few
// moments, so that they tie.
func manyFacts(r *rand.Rand, n int) []told {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	kinds := []event.FactKind{
		event.FactIssued, event.FactRotated, event.FactRevoked, event.FactOffboarded, event.FactOnboarded,
		event.FactSignIn, event.FactRole, event.FactRetired, event.FactRestored, event.FactSessionEnd, event.FactLeaked, event.FactDevice, event.FactJob,
	}
	facts := make([]told, 0, n)
	for range n {
		f := told{provider: pick("okta", "github"), tenant: pick("a", "b"), at: 1 + r.Int64N(30), subject: pick("x", "y")}
		f.fact = event.Fact{
			Kind: kinds[r.IntN(len(kinds))], Target: event.Target(1 + r.IntN(7)), Taken: r.IntN(2) == 0,
			Values: []string{pick("admin", "reader", "n1")},
		}
		for range 1 + r.IntN(3) {
			f.fact.IDs = append(f.fact.IDs, pick("n1", "n2", "n3", "n4", "n5", "one@acme.com", "two@acme.com"))
		}
		for range r.IntN(3) {
			f.fact.Users = append(f.fact.Users, pick("n1", "n2", "n3", "two@acme.com"))
		}
		facts = append(facts, f)
	}
	return facts
}

// answers is everything the state says, but for Since, which is exact only for
// few ends of one target.
func answers(s *State) []string {
	var all []string
	names := []string{"n1", "n2", "n3", "n4", "n5", "one@acme.com", "two@acme.com"}
	for _, provider := range []string{"okta", "github"} {
		for _, tenant := range []string{"a", "b"} {
			for _, n := range names {
				p, a := s.Person(provider, tenant, n), s.App(provider, tenant, event.App{ID: n})
				se, c := s.Session(provider, tenant, n), s.Credential(provider, tenant, n, "x")
				us, su := s.UserSessions(provider, tenant, n), s.Subject(provider, tenant, []byte("y"), event.GradeGrant)
				g := s.Grant(provider, tenant, event.App{ClientID: "n2"}, n)
				for _, e := range []*Ended{&se, &c, &us, &su, &g} {
					e.Since = 0
				}
				p.Since, a.Since = 0, 0
				things := s.Things(&event.Event{
					Provider: provider, Tenant: tenant, Instance: n, App: event.App{ID: "n2"}, Actor: event.Actor{ID: n},
				}, []byte("y"))
				l := s.Leaked(provider, tenant, &things)
				l.Since = 0
				all = append(all, fmt.Sprint(provider, tenant, n, p, a, se, c, us, su, g, l, s.LeakedAlias(provider, n).At, s.Device(provider, tenant, "n1", n), s.Work(provider, n, 20)))
			}
		}
	}
	return all
}

func TestAnswersDoNotDependOnTheOrderOfFacts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{6, 40, 120} {
		facts := manyFacts(r, n)
		want := answers(stateOf(facts...))
		for range 200 {
			r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
			require.Equal(t, want, answers(stateOf(facts...)))
		}
	}
}

func TestSinceDoesNotDependOnOrderForTwoEnds(t *testing.T) {
	user := event.TargetUser
	facts := []told{
		okta(10, event.FactOffboarded, user, "u1"), okta(20, event.FactOffboarded, user, "u1@acme.com"),
		okta(15, event.FactOnboarded, user, "u1"), okta(5, event.FactSignIn, user, "u1", "u1@acme.com"),
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		p := stateOf(facts...).Person("okta", "acme", "u1")
		require.Equal(t, int64(20), p.Since)
		require.Equal(t, int64(20), p.At)
	}
}

func TestTwoEndsOfOneMoment(t *testing.T) {
	key := event.TargetCredential
	facts := []told{
		okta(10, event.FactRotated, key, "k1"), okta(10, event.FactRevoked, key, "k1"), okta(10, event.FactSessionEnd, key, "k1"),
	}
	for i := range facts {
		s := stateOf(facts[i], facts[(i+1)%3], facts[(i+2)%3])
		require.Equal(t, event.FactRevoked, s.Credential("okta", "acme", "k1").How)
	}
}

func TestBytesDoNotDependOnTheOrderOfFacts(t *testing.T) {
	// Two tenants that tell of one person: whose flood may cost them their
	// place must not depend on who spoke first.
	at := func(tenant string, ids ...string) told {
		f := okta(10, event.FactOnboarded, event.TargetUser, ids...)
		f.tenant = tenant
		return f
	}
	a, b, both := at("a", "u1"), at("b", "gus@acme.com"), at("a", "u1", "gus@acme.com")
	want := stateOf(a, b, both).AppendBinary(nil)
	for _, order := range [][]told{{a, both, b}, {b, a, both}, {b, both, a}, {both, a, b}, {both, b, a}} {
		require.Equal(t, want, stateOf(order...).AppendBinary(nil))
	}
}
