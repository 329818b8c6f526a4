package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestRoundTrip(t *testing.T) {
	facts := manyFacts(rand.New(rand.NewPCG(5, 6)), 100)
	s := stateOf(facts...)
	b := s.AppendBinary([]byte("before"))
	require.Equal(t, "before", string(b[:6]))

	loaded := New(Limits{}, testSeed)
	require.NoError(t, loaded.Load(b[6:]))
	assert.Equal(t, answers(s), answers(loaded))
	assert.Equal(t, b[6:], loaded.AppendBinary(nil))
	assert.Equal(t, s.Counts(), loaded.Counts())

	// It goes on as if nothing had happened.
	for _, f := range manyFacts(rand.New(rand.NewPCG(7, 8)), 100) {
		f.to(s)
		f.to(loaded)
	}
	assert.Equal(t, answers(s), answers(loaded))
}

func TestARestartForgetsTheSame(t *testing.T) {
	limits := Limits{People: 60, Apps: 60, Ended: 100}
	through, restarted := New(limits, testSeed), New(limits, testSeed)
	for i := range 2000 {
		f := okta(int64(1+i*7919%1000), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i), fmt.Sprintf("m%d@acme.com", i%300))
		k := okta(int64(1+i*7919%1000), event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i))
		for _, s := range []*State{through, restarted} {
			f.to(s)
			k.to(s)
		}
		if i%50 == 0 {
			next := New(limits, testSeed)
			require.NoError(t, next.Load(restarted.AppendBinary(nil)))
			restarted = next
		}
	}
	assert.Equal(t, through.AppendBinary(nil), restarted.AppendBinary(nil))
}

func TestLoadRefusesWhatItDidNotWrite(t *testing.T) {
	s := stateOf(manyFacts(rand.New(rand.NewPCG(5, 6)), 50)...)
	good := s.AppendBinary(nil)
	for n := range good {
		require.Error(t, New(Limits{}, testSeed).Load(good[:n]), "cut at %d", n)
	}
	huge := append([]byte{}, good...)
	copy(huge[9:], []byte{0xff, 0xff, 0xff, 0xff})
	other := append([]byte{9}, good[1:]...)
	for name, b := range map[string][]byte{"too long": append(good, 0), "a count beyond the bytes": huge, "version": other} {
		assert.Error(t, New(Limits{}, testSeed).Load(b), name)
	}
	assert.ErrorContains(t, New(Limits{}, [16]byte{9}).Load(good), "another fingerprint key")

	before := s.AppendBinary(nil)
	require.Error(t, s.Load(good[:len(good)-1]))
	assert.Equal(t, before, s.AppendBinary(nil), "a failed load changes nothing")
}

func TestLoadUnderLowerLimits(t *testing.T) {
	s := New(Limits{}, testSeed)
	for i := range 1000 {
		okta(int64(i+1), event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i)).to(s)
		okta(int64(i+1), event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i)).to(s)
	}
	small := New(Limits{People: 10, Apps: 10, Ended: 10}, testSeed)
	require.NoError(t, small.Load(s.AppendBinary(nil)))
	assert.LessOrEqual(t, small.Counts().People.Held, 10)
	assert.LessOrEqual(t, small.Counts().Ended.Held, 10)
	assert.True(t, small.Person("okta", "acme", "u999").Offboarded)
}

func FuzzLoad(f *testing.F) {
	f.Add(stateOf(manyFacts(rand.New(rand.NewPCG(5, 6)), 20)...).AppendBinary(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := New(Limits{People: 50, Apps: 50, Ended: 50}, testSeed)
		if s.Load(b) == nil {
			answers(s)
		}
	})
}
