package lifecycle

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestFloodStaysWithinTheLimits(t *testing.T) {
	s := New(Limits{People: 100, Apps: 50, Ended: 200}, testSeed)
	for i := range 5000 {
		at := int64(i + 1)
		okta(at, event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i), fmt.Sprintf("u%d@acme.com", i)).to(s)
		okta(at, event.FactRetired, event.TargetApp, fmt.Sprint("a", i)).to(s)
		okta(at, event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i)).to(s)
		c := s.Counts()
		require.LessOrEqual(t, c.People.Held, 100)
		require.LessOrEqual(t, len(s.people.index), 400)
		require.LessOrEqual(t, c.Apps.Held, 50)
		require.LessOrEqual(t, c.Ended.Held, 200)
	}
	c := s.Counts()
	assert.Equal(t, uint64(5000), uint64(c.People.Held)+c.People.Evicted)
	assert.Equal(t, uint64(5000), uint64(c.Apps.Held)+c.Apps.Evicted)
	assert.Equal(t, uint64(5000), uint64(c.Ended.Held)+c.Ended.Evicted)
	assert.LessOrEqual(t, len(s.people.persons), 101, "places are used again")
	assert.True(t, s.Credential("okta", "acme", "k4999").Is, "the newest stays")
	assert.False(t, s.Credential("okta", "acme", "k0").Is, "the oldest goes")
}

func TestOneTenantsFloodCostsOnlyThatTenant(t *testing.T) {
	s := New(Limits{People: 100, Apps: 100, Ended: 100}, testSeed)
	for i := range 20 {
		okta(int64(i+1), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i)).to(s)
		okta(int64(i+1), event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i)).to(s)
	}
	for i := range 2000 {
		user := okta(int64(1000+i), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i))
		key := okta(int64(1000+i), event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i))
		user.tenant, key.tenant = "noisy", "noisy"
		user.to(s)
		key.to(s)
	}
	for i := range 20 {
		assert.True(t, s.Person("okta", "acme", fmt.Sprint("u", i)).Offboarded, i)
		assert.True(t, s.Credential("okta", "acme", fmt.Sprint("k", i)).Is, i)
	}
}

func TestSignInsDoNotPushOutAnOffboarding(t *testing.T) {
	s := New(Limits{People: 100, Apps: 100, Ended: 100}, testSeed)
	okta(1, event.FactOffboarded, event.TargetUser, "leaver").to(s)
	okta(1, event.FactRevoked, event.TargetUserGrants, "leaver").to(s)
	for i := range 3000 {
		okta(int64(2+i), event.FactSignIn, event.TargetUser, fmt.Sprint("u", i)).to(s)
	}
	assert.True(t, s.Person("okta", "acme", "leaver").Offboarded)
	assert.True(t, s.Grant("okta", "acme", chat, "leaver").Is)
}

func TestANameEveryoneSharesDoesNotMakeEveryoneOne(t *testing.T) {
	s := New(Limits{}, testSeed)
	for i := range 1000 {
		okta(int64(i+1), event.FactSignIn, event.TargetUser, "shared", fmt.Sprint("u", i)).to(s)
	}
	for i := range s.people.persons {
		require.LessOrEqual(t, int(s.people.persons[i].count), mostNames)
	}
}

func TestForgettingIsDeterministic(t *testing.T) {
	run := func() []byte {
		s := New(Limits{People: 64, Apps: 64, Ended: 128}, testSeed)
		for i := range 3000 {
			f := okta(int64(1+i%97), event.FactRevoked, event.TargetGrant, fmt.Sprint("a", i%40))
			f.fact.Users = []string{fmt.Sprint("u", i), fmt.Sprintf("u%d@acme.com", i)}
			f.tenant = fmt.Sprint("t", i%7)
			f.to(s)
		}
		return s.AppendBinary(nil)
	}
	want := run()
	for range 5 {
		require.Equal(t, want, run())
	}
}

func TestVictimsComeFromTheFullest(t *testing.T) {
	var all []candidate
	for source, size := range []int{10, 4, 7} {
		for i := range size {
			all = append(all, candidate{id: uint64(source*100 + i), at: int64(i), source: uint32(source), dear: i == 0})
		}
	}
	// 10, 4, 7 less five is 6, 4, 6: four from the first and one from the third.
	ids := map[uint64]bool{}
	for _, c := range victims(all, 5) {
		ids[c.id] = true
	}
	assert.Equal(t, map[uint64]bool{1: true, 2: true, 3: true, 4: true, 201: true}, ids)
}
