package lifecycle

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// TestAsOf: what is said of a use at a moment is what was said of it when the
// facts came in order, in whatever order they come.
func TestAsOf(t *testing.T) {
	revoke := func(at int64) told { return oktaGrant(at, event.FactRevoked, "0oa1", "u1") }
	issue := func(at int64) told { return oktaGrant(at, event.FactIssued, "0oa1", "u1") }
	for name, row := range map[string]struct {
		facts []told
		want  map[int64]int64 // moment -> since when the grant has ended
	}{
		"ended":                             {[]told{revoke(10)}, map[int64]int64{9: 0, 10: 0, 11: 10}},
		"issued again":                      {[]told{revoke(10), issue(20)}, map[int64]int64{9: 0, 15: 10, 20: 0, 21: 0}},
		"and ended again":                   {[]told{revoke(10), issue(20), revoke(30)}, map[int64]int64{15: 10, 25: 0, 35: 30}},
		"ended twice":                       {[]told{revoke(10), revoke(20)}, map[int64]int64{5: 0, 15: 10, 25: 10}},
		"issued before":                     {[]told{issue(5), revoke(10)}, map[int64]int64{7: 0, 15: 10}},
		"of the app, and of the user's own": {[]told{revoke(10), oktaGrant(20, event.FactRevoked, "0oa1")}, map[int64]int64{15: 10, 25: 20}},
		"of the app, issued again":          {[]told{oktaGrant(10, event.FactRevoked, "0oa1"), issue(20)}, map[int64]int64{15: 10, 25: 0}},
		"of the user, signed in":            {[]told{okta(10, event.FactRevoked, event.TargetUserGrants, "u1"), okta(20, event.FactSignIn, event.TargetUser, "u1")}, map[int64]int64{15: 10, 25: 0}},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 1))
			for range 20 {
				r.Shuffle(len(row.facts), func(i, j int) { row.facts[i], row.facts[j] = row.facts[j], row.facts[i] })
				s := stateOf(row.facts...)
				for moment, since := range row.want {
					s.AsOf(moment)
					g := s.Grant("okta", "acme", chat, "u1")
					require.Equal(t, since != 0, g.Is, "at %d", moment)
					require.Equal(t, since, g.Since, "at %d", moment)
				}
			}
		})
	}
}

func TestAsOfPeopleAndApps(t *testing.T) {
	s := stateOf(
		okta(10, event.FactOffboarded, event.TargetUser, "u1"), okta(20, event.FactOnboarded, event.TargetUser, "u1"),
		okta(10, event.FactRetired, event.TargetApp, "0oa1"), okta(20, event.FactRestored, event.TargetApp, "0oa1"),
		okta(10, event.FactRotated, event.TargetCredential, "k"), okta(20, event.FactRevoked, event.TargetCredential, "k"),
	)
	for moment, ended := range map[int64]bool{9: false, 15: true, 21: false, 0: false} {
		s.AsOf(moment)
		assert.Equal(t, ended, s.Person("okta", "acme", "u1").Offboarded, moment)
		assert.Equal(t, ended, s.PersonByAlias("okta", "u1").Offboarded, moment)
		assert.Equal(t, ended, s.App("okta", "acme", chat).Retired, moment)
	}
	s.AsOf(15)
	assert.Equal(t, event.FactRotated, s.Credential("okta", "acme", "k").How, "it was revoked only later")
	assert.Equal(t, int64(20), s.Latest())
	assert.Equal(t, int64(20), s.LatestOf("github", "other"), "a person left")
	okta(30, event.FactRevoked, event.TargetCredential, "k").to(s)
	assert.Equal(t, int64(30), s.Latest())
	assert.Equal(t, int64(30), s.LatestOf("okta", "acme"))
	assert.Equal(t, int64(20), s.LatestOf("okta", "other"))
}

// TestWhatIsNotKnownIsNotHeldAgainstAUse: of many re-issues only the latest
// facts are kept.
func TestWhatIsNotKnownIsNotHeldAgainstAUse(t *testing.T) {
	s := stateOf(okta(10, event.FactRevoked, event.TargetUserGrants, "u1"))
	for at := int64(20); at <= 100; at += 10 {
		okta(at, event.FactSignIn, event.TargetUser, "u1").to(s)
	}
	s.AsOf(45)
	assert.False(t, s.Grant("okta", "acme", chat, "u1").Is)
	s.AsOf(101)
	assert.False(t, s.Grant("okta", "acme", chat, "u1").Is)
}

func TestASnapshotAnswersForTheSameMoments(t *testing.T) {
	s := stateOf(manyFacts(rand.New(rand.NewPCG(5, 6)), 100)...)
	loaded := New(Limits{}, testSeed)
	require.NoError(t, loaded.Load(s.AppendBinary(nil)))
	for moment := range int64(32) {
		s.AsOf(moment)
		loaded.AsOf(moment)
		require.Equal(t, answers(s), answers(loaded))
	}
	assert.Equal(t, s.Latest(), loaded.Latest())
}

func TestAsOfDoesNotDependOnTheOrderOfFacts(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	facts := manyFacts(r, 12)
	want := stateOf(facts...)
	for range 100 {
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		s := stateOf(facts...)
		for moment := int64(1); moment < 32; moment += 3 {
			want.AsOf(moment)
			s.AsOf(moment)
			require.Equal(t, answers(want), answers(s), "at %d", moment)
		}
	}
}
