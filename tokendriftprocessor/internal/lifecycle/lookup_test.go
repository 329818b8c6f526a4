package lifecycle

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestLookupsAllocateNothing(t *testing.T) {
	long := strings.Repeat("Überlang", 100)
	s := stateOf(
		okta(1, event.FactOffboarded, event.TargetUser, "00u1", "gus@acme.com", long),
		oktaGrant(1, event.FactRevoked, "0oa1", "00u1", "gus@acme.com"))
	key := []byte("some subject")
	var sink int64
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		sink += s.Person("okta", "acme", "00u1", "GUS@acme.com", long).At
		sink += s.PersonByAlias("okta", "00u1").At
		sink += s.App("okta", "acme", chat).At
		sink += s.Grant("okta", "acme", chat, "00u1", "gus@acme.com").At
		sink += s.Session("okta", "acme", "s1", long).At
		sink += s.Credential("okta", "acme", "k1", long).At
		sink += s.Subject("okta", "acme", key, event.GradeToken).At
		sink += s.UserSessions("okta", "acme", "00u1").At
	}))
	assert.NotZero(t, sink)
}

func TestLongNamesThatDifferAtTheEndDiffer(t *testing.T) {
	long := strings.Repeat("x", 1000)
	s := stateOf(okta(1, event.FactRevoked, event.TargetCredential, long+"1"))
	assert.True(t, s.Credential("okta", "acme", long+"1").Is)
	assert.False(t, s.Credential("okta", "acme", long+"2").Is)
}

func TestIsEmail(t *testing.T) {
	for name, want := range map[string]bool{
		"gus@example.com": true, "robot@p.iam.gserviceaccount.com": true, "a_b#EXT#@t.onmicrosoft.com": true,
		"gus": false, "@example.com": false, "gus@localhost": false, "gus@.com": false, "gus@example.": false,
		"AROA123:gus@example.com": false, "arn:aws:x/gus@example.com": false, "": false,
	} {
		assert.Equal(t, want, isEmail(name), name)
	}
}

func BenchmarkLookups(b *testing.B) {
	s := New(Limits{}, testSeed)
	for i := range 100_000 {
		okta(int64(i+1), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i), fmt.Sprintf("u%d@acme.com", i)).to(s)
		oktaGrant(int64(i+1), event.FactRevoked, "0oa1", fmt.Sprint("u", i)).to(s)
	}
	b.Run("person", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.Person("okta", "acme", "u77777", "u77777@acme.com")
		}
	})
	b.Run("grant", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.Grant("okta", "acme", chat, "u77777", "u77777@acme.com")
		}
	})
	b.Run("credential", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.Credential("okta", "acme", "AKIA0123456789ABCDEF")
		}
	})
}

func BenchmarkFullTable(b *testing.B) {
	s := New(Limits{}, testSeed)
	ids := make([]string, 1_000_000)
	for i := range ids {
		ids[i] = fmt.Sprint("k", i)
		okta(int64(i+1), event.FactRevoked, event.TargetCredential, ids[i]).to(s)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		okta(int64(1_000_000+i), event.FactRevoked, event.TargetCredential, fmt.Sprint("n", i)).to(s)
	}
}
