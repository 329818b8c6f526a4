package baseline

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// whole is a token with something in every field that is stored.
func whole(s *Set) uint32 {
	place := s.Admit(keyOf(7), monday)
	h := s.At(place)
	copy(h.Fingerprint[:], "sixteen bytes ok")
	s.Belongs(place, 3)
	h.AppText, h.ActorText = s.Texts.Keep("Contact Sync"), s.Texts.Keep("svc@acme.example")
	h.Grade, h.Flags, h.MostHarm, h.LastQuiet = 2, WasMature|Declared|HasOwner, 4, 86400
	for d := range uint32(30) {
		at := monday + d*aDay + 9*3600
		s.shown(h, Network, "AS64500", at)
		h.Step(Hash("files.get"), at)
		h.LearnHour(at)
		h.Count(at, 100+int64(d), 4096)
		h.Flow(at, 100+int64(d), 4096)
		h.Walk(d > 25, at)
	}
	h.Firsts(0.1, monday+29*aDay)
	for i, place := range []uint32{9, 0, 9} { // out, home and out again
		h.Switches(place, monday+29*aDay+uint32(i)*60)
	}
	h.Woke = Woke{At: monday, After: 40, Usual: 5}
	for i := range 20 {
		s.Insert(h, Action, Hash(fmt.Sprint("op", i)), fmt.Sprint("op", i), monday+30*aDay, false)
	}
	s.Wait(h, Country, Hash("NL"), "NL", monday+30*aDay, true, false)
	s.Insert(h, Said, 77, "", monday+29*aDay, false)
	v := s.FindValue(h, Action, Hash("op3"))
	s.words.drop(v)
	*v = Value{} // a hole
	visit := Visit{Episode: Episode{Strength: 0x01020304, At: monday + 60, Flagged: true}}
	visit.Recent[2] = Recent{At: monday, Count: 3, Rate: 0.25, Sig: 11}
	s.Keep(h, &visit, monday+29*aDay)
	h.Soil()
	return place
}

// told is all that is known of a token, in the order of its slots.
func told(s *Set, place uint32) string {
	h := *s.At(place)
	var text strings.Builder
	fmt.Fprintln(&text, s.Texts.String(h.AppText), s.Texts.String(h.ActorText))
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for _, v := range pg.values {
			value := s.words.of(&v)
			v.setText(0)
			fmt.Fprintf(&text, "%+v %s\n", v, value)
		}
		p = pg.next
	}
	visit := s.Visit(&h)
	h.AppText, h.ActorText, h.pages, h.visit, h.Entry, h.Seen, h.FactGen = 0, 0, 0, 0, 0, 0, 0
	return text.String() + fmt.Sprintf("%+v %+v", h, visit)
}

func TestATokenComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s, other := newSet(10), newSet(10)
	place := whole(s)
	h := s.At(place)
	h.Entry, h.Seen, h.FactGen = 5, 6, 7 // of this process
	b := s.AppendToken(place, []byte("before"))[6:]
	other.Admit(keyOf(1), monday)
	loaded, err := other.LoadToken(b)
	require.NoError(t, err)
	assert.Equal(t, told(s, place), told(other, loaded))
	assert.Equal(t, loaded, other.Find(keyOf(7)))
	assert.Zero(t, other.At(loaded).Seen, "the inventory is asked anew")
	key, ok := StoredKey(b)
	assert.True(t, ok)
	assert.Equal(t, keyOf(7), key)
	assert.Equal(t, b, other.AppendToken(loaded, nil))
	assert.Less(t, len(b), 1000)

	_, err = other.LoadToken(b)
	require.ErrorIs(t, err, ErrDamaged, "it is held already")
	other.Forget(loaded)
	held := other.Texts.Held()
	_, err = newSet(0).LoadToken(b)
	require.ErrorIs(t, err, ErrNoRoom)
	for i := range b {
		_, err := other.LoadToken(b[:i])
		require.Error(t, err, "%d bytes", i)
		flipped := append([]byte(nil), b...)
		flipped[i] ^= 1 << (i % 8)
		_, err = other.LoadToken(flipped)
		require.Error(t, err, "byte %d", i)
	}
	b[0] = codecVersion + 1
	_, err = other.LoadToken(b)
	require.ErrorIs(t, err, ErrNewer)
	assert.Equal(t, 1, other.Held(), "what failed left nothing")
	assert.Equal(t, held, other.Texts.Held())
	assert.Zero(t, other.pages.Held())
}

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheStoredFormIsReadable reads tokens that were written when each version
// was made. Never write those files anew: deployments hold the like.
func TestTheStoredFormIsReadable(t *testing.T) {
	t.Parallel()
	for version := 1; version <= codecVersion; version++ {
		path := filepath.Join("testdata", fmt.Sprintf("token_v%d.bin", version))
		if *update && version == codecVersion {
			s := newSet(10)
			require.NoError(t, os.WriteFile(path, s.AppendToken(whole(s), nil), 0o600))
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.EqualValues(t, version, b[0])
		readable(t, b)
	}
}

func readable(t *testing.T, b []byte) {
	t.Helper()
	old := newSet(10)
	loaded, err := old.LoadToken(b)
	require.NoError(t, err)
	h := old.At(loaded)
	assert.Equal(t, "Contact Sync", old.Texts.String(h.AppText))
	assert.Equal(t, [16]byte([]byte("sixteen bytes ok")), h.Fingerprint)
	assert.EqualValues(t, 3, h.Source)
	assert.EqualValues(t, 30, h.Uses)
	assert.Equal(t, monday, h.FirstSeen)
	assert.Equal(t, WasMature|Declared|HasOwner, h.Flags)
	assert.Equal(t, Recent{At: monday, Count: 3, Rate: 0.25, Sig: 11}, old.Visit(h).Recent[2])
	assert.Equal(t, 30, old.FindValue(h, Network, Hash("AS64500")).Days())
	assert.True(t, old.FindValue(h, Country, Hash("NL")).Waiting())
	assert.Nil(t, old.FindValue(h, Action, Hash("op3")))
	assert.InEpsilon(t, 128, h.Volume.peakRows, 1e-9, "the window of the last day is open")
	assert.Equal(t, elsewhere{place: 9, at: monday + 29*aDay + 120}, h.elsewhere)
	assert.EqualValues(t, 1, h.switches)
	assert.Equal(t, Woke{At: monday, After: 40, Usual: 5}, h.Woke)
	assert.Equal(t, Episode{Strength: 0x01020304, At: monday + 60, Flagged: true}, old.Visit(h).Episode)
	assert.Equal(t, monday+29*aDay+9*3600, h.share.at)
	assert.Equal(t, monday+29*aDay+9*3600, h.drain.at)
}

// TestPrefixesOfVersion1: they were hashed as any other text.
func TestPrefixesOfVersion1(t *testing.T) {
	t.Parallel()
	const text = "203.0.113.0/24"
	s, other := newSet(10), newSet(10)
	place := s.Admit(keyOf(1), monday)
	h := s.At(place)
	s.shown(h, Network, text, monday)
	b := s.AppendToken(place, nil)
	b = bytes.Replace(b, binary.LittleEndian.AppendUint32(nil, Hash(text)), binary.LittleEndian.AppendUint32(nil, folded(xxhash.Sum64String(text))), 1)
	b[0] = 1
	b = b[:len(b)-sumLen]
	loaded, err := other.LoadToken(binary.LittleEndian.AppendUint32(b, sum(b)))
	require.NoError(t, err)
	v := other.FindValue(other.At(loaded), Network, Hash(text))
	require.NotNil(t, v)
	assert.Equal(t, text, other.words.of(v))
}

func TestEveryDimensionHasANumberOfItsOwn(t *testing.T) {
	t.Parallel()
	used := map[uint8]Dim{0: DimNone, valuesEnd: DimNone}
	for d := DimNone + 1; d < NDims; d++ {
		n := wireDims[d]
		assert.NotContains(t, used, n, "dimension %d", d)
		used[n] = d
	}
}

// FuzzLoadToken: whatever the bytes, nothing panics and nothing stays behind.
func FuzzLoadToken(f *testing.F) {
	s := newSet(10)
	b := s.AppendToken(whole(s), nil)
	f.Add(b[:len(b)-sumLen])
	f.Fuzz(func(t *testing.T, b []byte) {
		s := newSet(10)
		b = binary.LittleEndian.AppendUint32(b, uint32(xxhash.Sum64(b))) // damage gets no further than that
		if place, err := s.LoadToken(b); err == nil {
			_ = s.AppendToken(place, nil)
			s.Forget(place)
		}
		assert.Zero(t, s.Held())
		assert.Zero(t, s.pages.Held())
		assert.Zero(t, s.Texts.Held())
	})
}

func BenchmarkAppendToken(b *testing.B) {
	s := newSet(10)
	place := whole(s)
	var buffer []byte
	for b.Loop() {
		buffer = s.AppendToken(place, buffer[:0])
	}
	b.ReportMetric(float64(len(buffer)), "B/token")
}

func BenchmarkLoadToken(b *testing.B) {
	s := newSet(10)
	stored := s.AppendToken(whole(s), nil)
	other := newSet(10)
	for b.Loop() {
		place, err := other.LoadToken(stored)
		require.NoError(b, err)
		other.Forget(place)
	}
}

func TestNoSourcesFloodTakesAnothersPlaces(t *testing.T) {
	t.Parallel()
	s := newSet(1000)
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 300 { // of source 1, used once each
		s.Belongs(s.Admit(keyOf(i+1), monday), 1)
	}
	for i := range 50_000 { // of source 2
		at := monday + uint32(i)
		k := keyOf(1_000_000 + i)
		place := s.Admit(k, at)
		if place == 0 {
			if least := s.LeastWorthy(at, 2, random.IntN(2) == 0); least != 0 {
				s.Forget(least)
				place = s.Admit(k, at)
			}
		}
		if place != 0 {
			s.Belongs(place, 2)
		}
	}
	held := 0
	for i := range 300 {
		if s.Find(keyOf(i+1)) != 0 {
			held++
		}
	}
	assert.Equal(t, 300, held)
	assert.Equal(t, 1000, s.Held())
}
