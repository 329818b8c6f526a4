package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestIndexAgainstAMap plays random operations against a map, with so few
// homes that runs are long and wrap around the end of the table.
func TestIndexAgainstAMap(t *testing.T) {
	t.Parallel()
	for name, homes := range map[string]uint64{"crowded": 5, "spread": 1 << 40} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(7, homes))
			const limit = 100
			keys := make([]Key, limit+1)
			index := NewIndex(limit, func(i uint32) Key { return keys[i] })
			held := map[Key]uint32{}
			var free []uint32
			for i := uint32(1); i <= limit; i++ {
				free = append(free, i)
			}
			check := uint64(0)
			for range 10_000 {
				if len(free) > 0 && random.IntN(100) < 55 {
					place := free[len(free)-1]
					free = free[:len(free)-1]
					check++
					// Homes at both ends of the table, so that runs wrap.
					k := Key{Hash: random.Uint64N(homes) - homes/2, Check: check}
					keys[place] = k
					index.Put(k, place)
					held[k] = place
					continue
				}
				all := slices.SortedFunc(maps.Keys(held), func(a, b Key) int { return int(int64(a.Check) - int64(b.Check)) })
				if len(all) == 0 {
					continue
				}
				k := all[random.IntN(len(all))]
				index.Delete(k)
				free = append(free, held[k])
				keys[held[k]] = Key{}
				delete(held, k)
				require.Zero(t, index.Find(k))
				for other, place := range held {
					require.Equal(t, place, index.Find(other))
				}
			}
			index.Delete(Key{Hash: 1, Check: 1 << 60}) // not held: nothing happens
			assert.Zero(t, index.Find(Key{Hash: 3, Check: 1 << 60}))
		})
	}
}

func TestSlabReusesWhatIsGivenBack(t *testing.T) {
	t.Parallel()
	s := NewSlab[int](3)
	a, b, c := s.Take(), s.Take(), s.Take()
	assert.Equal(t, []uint32{1, 2, 3}, []uint32{a, b, c}, "place 0 means none")
	assert.Zero(t, s.Take(), "the limit holds")
	*s.At(b) = 7
	s.Give(b)
	assert.Equal(t, 2, s.Held())
	again := s.Take()
	assert.Equal(t, b, again)
	assert.Zero(t, *s.At(again), "a place comes back zeroed")
	assert.Equal(t, 3, s.Limit())
	assert.EqualValues(t, 4, s.End())
}

func TestSlabGivesUpEmptyChunksButOne(t *testing.T) {
	t.Parallel()
	s := NewSlab[int](10 * chunkLen)
	for range 5*chunkLen - 1 { // with place 0 that is five chunks
		s.Take()
	}
	full := s.Bytes()
	for i := uint32(1); i < s.End(); i++ {
		if i%chunkLen != 7 || i/chunkLen != 3 {
			s.Give(i)
		}
	}
	assert.Equal(t, 1, s.Held())
	assert.Equal(t, full-2*8*chunkLen, s.Bytes(), "the first, the one in use and an empty one stay")
	assert.True(t, s.Taken(3*chunkLen+7))
	assert.False(t, s.Taken(4*chunkLen+7))
	assert.False(t, s.Taken(0))
	var taken []uint32
	for range 5*chunkLen - 2 {
		i := s.Take()
		require.Zero(t, *s.At(i))
		*s.At(i) = 1
		taken = append(taken, i)
	}
	assert.IsIncreasing(t, taken, "the lowest free place first")
	assert.Equal(t, full, s.Bytes())
	i := s.Take() // of a chunk of its own
	last := s.chunks[5]
	s.Give(i)
	assert.Equal(t, i, s.Take())
	assert.Same(t, last, s.chunks[5], "nothing is allocated")
}

func TestSlabChunksNeverMove(t *testing.T) {
	t.Parallel()
	s := NewSlab[int](5000)
	first := s.At(s.Take())
	for range 4999 {
		s.Take()
	}
	assert.Same(t, first, s.At(1))
	assert.Equal(t, 5000, s.Held())
}

func TestTextsAreKeptOnceAndCounted(t *testing.T) {
	t.Parallel()
	texts := NewTexts(10)
	a, again := texts.Keep("AS64500"), texts.Keep("AS64500")
	assert.Equal(t, a, again)
	assert.Equal(t, 1, texts.Held())
	texts.Drop(a)
	assert.Equal(t, "AS64500", texts.String(again))
	texts.Drop(again)
	assert.Zero(t, texts.Held())
	assert.Zero(t, texts.Keep(""))
	assert.Empty(t, texts.String(0))
	texts.Drop(0)

	long := texts.Keep(strings.Repeat("x", 100))
	assert.Equal(t, strings.Repeat("x", 44)+"...", texts.String(long))
}

// TestTextsOfEverySize: each ends up in a cell that holds it, and leaves it to
// the next.
func TestTextsOfEverySize(t *testing.T) {
	t.Parallel()
	texts := NewTexts(200) // 64 buckets, so that some share one
	random := rand.New(rand.NewPCG(3, 4))
	held := map[string]uint32{}
	for range 20_000 {
		s := fmt.Sprintf("%0*d", 3+random.IntN(45), random.IntN(4))
		i, known := held[s]
		if known && random.IntN(2) == 0 {
			texts.Drop(i)
			delete(held, s)
			continue
		}
		if !known {
			held[s] = texts.Keep(s)
		}
		for s, i := range held {
			require.Equal(t, s, texts.String(i))
		}
		require.Equal(t, len(held), texts.Held())
	}
	for _, i := range held {
		texts.Drop(i)
	}
	assert.Zero(t, texts.Held())
}

func TestTextsAreBounded(t *testing.T) {
	t.Parallel()
	texts := NewTexts(100)
	kept := 0
	for i := range 1000 {
		if texts.Keep(fmt.Sprint("text ", i)) != 0 {
			kept++
		}
	}
	assert.Equal(t, 100, kept)
	assert.Equal(t, 100, texts.Held())
	assert.NotZero(t, texts.Keep("text 5"), "what is held is found when all is full")
}

// TestABatchFindsWhatItExpects although the room for what has left memory is
// full: only what storage lacks, and what no batch waits for, is let go of.
func TestABatchFindsWhatItExpects(t *testing.T) {
	t.Parallel()
	s, c := NewSpill(20_000), &Changes{}
	record := func(n uint64) Record { return Record{Key: Key{Hash: n}, Version: 1, Bytes: make([]byte, 872)} }
	assert.True(t, s.Put(record(1), true, true))
	assert.Len(t, s.Turn(c), 1)
	assert.Empty(t, s.Turn(c), "it is written")
	s.Hold(map[Key]struct{}{{Hash: 1}: {}, {Hash: 2}: {}})
	for n := uint64(10); s.Put(record(n), true, true); n++ {
		assert.Less(t, n, uint64(40), "it is bounded")
	}
	pressed, full := s.Pressed()
	assert.True(t, pressed)
	assert.True(t, full)
	assert.True(t, s.Put(record(2), false, false), "storage has it, and the batch wants it")
	assert.True(t, s.Has(Key{Hash: 1}))
	assert.True(t, s.Has(Key{Hash: 2}))
	assert.True(t, s.Put(record(3), false, false), "storage has it")
	assert.False(t, s.Has(Key{Hash: 3}))
	s.Hold(nil)
	assert.False(t, s.Put(record(4), true, false))
	assert.False(t, s.Has(Key{Hash: 1}), "nobody wants it any more")
}
