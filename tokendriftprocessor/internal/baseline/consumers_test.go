package baseline

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// full is a table without a place left, of tokens that nobody declared, each
// used once.
func full(at uint32) *Consumers {
	c := NewConsumers()
	for i := range mostSharing {
		c.Teach(c.Admit(keyOf(i), false, at), syncs, at)
	}
	return c
}

func TestAFullTable(t *testing.T) {
	t.Parallel()
	c := full(monday)
	assert.Nil(t, c.Admit(keyOf(-1), false, monday+13*aDay))
	assert.EqualValues(t, 1, c.Refused())
	assert.Equal(t, c.Limit(), c.Held())

	assert.NotNil(t, c.Admit(keyOf(-2), true, monday+13*aDay), "a declared one takes a place")
	assert.NotNil(t, c.Of(keyOf(-2)))
	assert.NotNil(t, c.Admit(keyOf(-3), false, monday+15*aDay), "two weeks without a second consumer")
	assert.EqualValues(t, 1, c.Refused())
	assert.Equal(t, c.Limit(), c.Held())
	held := 0
	for i := range mostSharing {
		if s := c.Of(keyOf(i)); s != nil {
			require.Equal(t, keyOf(i), s.Key, "the index follows")
			held++
		}
	}
	assert.Equal(t, mostSharing-2, held)
}

func TestDeclaredAndFoundOnesStay(t *testing.T) {
	t.Parallel()
	c := NewConsumers()
	for i := range mostSharing {
		s := c.Admit(keyOf(i), i%2 == 0, monday)
		if i%2 == 1 {
			c.goOn(s, monday, 7, syncs, reports)
			require.Equal(t, 2, s.Apart())
		}
		c.Teach(s, syncs, monday+20*aDay)
	}
	assert.Nil(t, c.Admit(keyOf(-1), false, monday+21*aDay))
	for range 100 {
		require.Nil(t, c.Admit(keyOf(-1), false, monday+21*aDay))
	}
	assert.EqualValues(t, 101, c.Refused())
	assert.NotNil(t, c.Admit(keyOf(-1), false, monday+51*aDay), "not used for a month")
}

// lived is a table after a life of some tokens.
func lived(uses int) *Consumers {
	random, c := rand.New(rand.NewPCG(1, 2)), NewConsumers()
	for i := range uses {
		at, k := monday+uint32(i)*60, keyOf(random.IntN(40))
		s := c.Of(k)
		if s == nil {
			s = c.Admit(k, random.IntN(2) == 0, at)
		}
		use := Trace{random.Uint32N(4), random.Uint32N(3), random.Uint32N(12), random.Uint32N(15)}
		c.Follows(s, use)
		c.Teach(s, use, at)
		switch random.IntN(500) {
		case 0:
			c.Forget(k)
		case 1:
			c.Tell(s, at)
		}
	}
	return c
}

func TestConsumersComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	c := lived(20_000)
	b := c.AppendBinary(nil)
	back := NewConsumers()
	require.NoError(t, back.Load(b))
	assert.Equal(t, c.all, back.all)
	assert.Equal(t, c.index, back.index)
	assert.Equal(t, b, back.AppendBinary(nil))
	assert.Equal(t, b, lived(20_000).AppendBinary(nil), "equal tables, equal bytes")

	write := c.Freeze()
	c.Forget(c.all[0].Key)
	c.goOn(&c.all[1], monday+30*aDay, 1, syncs)
	assert.Equal(t, b, write(nil, store.NoLock{}), "the moment, whatever came later")
}

func TestConsumersRefuseWhatTheyDidNotWrite(t *testing.T) {
	t.Parallel()
	b := lived(500).AppendBinary(nil)
	c := lived(200)
	was := c.AppendBinary(nil)
	for n := range b {
		require.Error(t, c.Load(b[:n]), "cut at %d", n)
	}
	require.Error(t, c.Load(append(bytes.Clone(b), 0)))
	other := bytes.Clone(b)
	other[0]++
	assert.ErrorContains(t, c.Load(other), "version 2, this program reads version 1")
	twice := bytes.Clone(b)
	copy(twice[9+sharingSize+int(b[9+46])*clusterSize:], b[9:9+16])
	require.Error(t, c.Load(twice), "a token twice")
	assert.Equal(t, was, c.AppendBinary(nil), "it is as it was")

	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 { // whatever the bytes, no panic
		bad := bytes.Clone(b)
		bad[random.IntN(len(bad))] ^= byte(1 + random.IntN(255))
		if c := NewConsumers(); c.Load(bad) == nil {
			for i := range c.all {
				c.Teach(&c.all[i], syncs, monday+90*aDay)
				c.all[i].Fitting(syncs, monday+90*aDay)
				c.all[i].Systems(monday + 90*aDay)
			}
		}
	}
}

func TestTeachingLeavesNoGarbage(t *testing.T) {
	c, s := shared(t, 7, syncs, reports)
	at := monday + 7*aDay
	assert.Zero(t, testing.AllocsPerRun(1000, func() {
		at += 3600
		c.Follows(s, syncs)
		c.Teach(s, syncs, at)
		s.Fitting(syncs, at)
	}))
}
