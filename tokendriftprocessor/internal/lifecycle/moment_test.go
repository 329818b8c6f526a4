package lifecycle

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// meanwhile is a lock that others take each time it is free.
type meanwhile func()

func (m meanwhile) Lock() { m() }
func (meanwhile) Unlock() {}

// TestAMomentIsWrittenAsItWas although facts come and entries are forgotten
// while it is written.
func TestAMomentIsWrittenAsItWas(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	s := New(Limits{People: 3000, Apps: 3000, Ended: 6000}, testSeed)
	n := 0
	live := func(times int) {
		for range times {
			n++
			who := random.IntN(5000)
			okta(int64(n), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", who), fmt.Sprintf("m%d@acme.com", who/2)).to(s)
			okta(int64(n), event.FactRevoked, event.TargetCredential, fmt.Sprint("k", random.IntN(20_000))).to(s)
			okta(int64(n), event.FactRetired, event.TargetApp, fmt.Sprint("a", random.IntN(4000))).to(s)
		}
	}
	live(10_000)
	for range 5 {
		want := s.AppendBinary(nil)
		write := s.Freeze()
		live(50)
		got := write(nil, meanwhile(func() { live(100) }))
		assert.True(t, bytes.Equal(want, got), "%d bytes, then %d", len(want), len(got))
		assert.NotEqual(t, want, s.AppendBinary(nil), "it has gone on")
		assert.Nil(t, s.people.before)
		assert.Nil(t, s.apps.before)
		assert.Nil(t, s.ended.before)
	}
}

func TestChangesGrowWithEveryFact(t *testing.T) {
	t.Parallel()
	s := New(Limits{}, testSeed)
	before := s.Changes()
	okta(5, event.FactRevoked, event.TargetCredential, "k").to(s)
	assert.Greater(t, s.Changes(), before)
}
