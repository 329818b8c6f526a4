package app

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

func key(n int) store.Key { return store.Key{Hash: uint64(n + 1), Check: 7} }

// at is some minutes into an hour after the beginning.
func at(h int) uint32 { return uint32(500_000+h)*hour + 600 }

// followedApp has tokens in a new network from hour 0 on, and others that stay.
func followedApp(m *Moves, moved, stay int) *Move {
	mv := m.Begin(key(0), 3, at(0))
	for token := range moved + stay {
		s := Sighting{Token: key(token), At: at(0)}
		if token < moved {
			s.Dim, s.Place = baseline.Network, 77
		}
		m.Sight(mv, &s)
	}
	return mv
}

func TestTwoTokensAreNoMove(t *testing.T) {
	m := NewMoves()
	assert.Equal(t, Undecided, followedApp(m, FewestMoved-1, 0).Judge(at(10)).Became)
}

func TestAMoveTakesAsLongAsAnHourOfQuietDoes(t *testing.T) {
	mv := followedApp(NewMoves(), FewestMoved, 0)
	assert.Equal(t, Undecided, mv.Judge(at(soonest-1)).Became)
	assert.Equal(t, Migration, mv.Judge(at(soonest)).Became)
	assert.Equal(t, Undecided, mv.Judge(at(stillMoving+1)).Became, "nobody is seen anywhere: that is no move")
}

// TestTwoThievesAreJudgedApart: three tokens at one place with another client
// are a theft, whatever the twelve do that fail over the day after.
func TestTwoThievesAreJudgedApart(t *testing.T) {
	m := NewMoves()
	mv := m.Begin(key(0), 3, at(0))
	for token := range 15 {
		s := Sighting{Token: key(token), At: at(0), Dim: baseline.Network, Place: 77, Other: OtherClient}
		if token >= 3 {
			s = Sighting{Token: key(token), At: at(20), Dim: baseline.Region, Place: 88}
		}
		m.Sight(mv, &s)
	}
	got := mv.Judge(at(21))
	assert.Equal(t, Test{Became: Theft, Broken: OtherClient, Moved: 3, Active: 15, Shared: 77}, got)
	mv.Decide(Theft, &got)
	assert.Equal(t, []store.Key{key(0), key(1), key(2)}, mv.Tokens())
	assert.True(t, mv.Meets(77, at(21)))
	assert.False(t, mv.Meets(88, at(21)))
}

// TestWhatWasSeenThisHourIsNotAskedYet: within an hour nothing depends on the
// order of tokens.
func TestWhatWasSeenThisHourIsNotAskedYet(t *testing.T) {
	mv := followedApp(NewMoves(), 3, 0)
	assert.False(t, mv.Meets(77, at(0)))
	assert.True(t, mv.Meets(77, at(1)))
}

func TestMovesHaveBounds(t *testing.T) {
	m := NewMoves()
	for i := range mostMoves + 10 {
		m.Begin(key(i), uint32(i/100), at(0))
	}
	assert.Equal(t, mostMoves, m.Held())
	assert.Equal(t, int64(10), m.Refused())
	for i := range mostOfSource {
		m.Begin(key(10_000+i), 99, at(0))
	}
	assert.Equal(t, mostMoves, m.Held())

	m = NewMoves()
	for i := range mostOfSource + 1 {
		m.Begin(key(i), 1, at(0))
	}
	assert.Equal(t, mostOfSource, m.Held(), "one source's flood leaves room for others")
	mv := m.Of(key(0))
	for i := range mostSeats + 5 {
		m.Sight(mv, &Sighting{Token: key(i), At: at(0)})
	}
	assert.Len(t, mv.seats, mostSeats)
	assert.Equal(t, int64(6), m.Refused())
}

func TestMovesAreForgotten(t *testing.T) {
	m := NewMoves()
	followedApp(m, 3, 0)
	assert.Len(t, m.Due(3, at(followed)), 1)
	assert.Empty(t, m.Due(4, at(followed)), "another source's hours say nothing")
	assert.Empty(t, m.Due(3, at(followed+1)))
	assert.Zero(t, m.Held())
	assert.False(t, m.Follows(3))

	mv := followedApp(m, 3, 0)
	mv.Decide(Migration, &Test{Shared: 77})
	assert.Empty(t, m.Due(3, at(settledFor)), "it is decided, and remembered")
	assert.True(t, mv.Meets(77, at(settledFor)))
	assert.False(t, mv.Over(at(settledFor)))
	assert.True(t, mv.Over(at(settledFor+1)), "the app may move again")
	assert.Empty(t, m.Due(3, at(remembered+1)))
	assert.Zero(t, m.Held())
}

func TestMovesComeBackAsTheyWere(t *testing.T) {
	m := NewMoves()
	mv := followedApp(m, 4, 2)
	mv.Call(baseline.Network, 77, "AS64501", "AS64501 (far away)")
	mv.Note(5_000, 12, "r1", "RestApi", "Case")
	got := mv.Judge(at(30))
	mv.Decide(Theft, &got)
	mv.ID, mv.Told = "td-1", true
	m.Begin(key(5), 1, at(2))
	b := m.AppendBinary(nil)
	loaded := NewMoves()
	require.NoError(t, loaded.Load(b))
	assert.Equal(t, m, loaded)
	assert.Equal(t, b, loaded.AppendBinary(nil))

	for n := range b {
		require.Error(t, NewMoves().Load(b[:n]), "cut after %d bytes", n)
	}
	require.Error(t, NewMoves().Load(append(slices.Clip(b), 0)))
	require.ErrorContains(t, NewMoves().Load([]byte{9}), "version 1")
	for i := range b {
		bent := append([]byte(nil), b...)
		bent[i] ^= 0x41
		_ = NewMoves().Load(bent) // anything but a panic
	}
}
