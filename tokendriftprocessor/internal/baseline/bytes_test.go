package baseline

import (
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
)

// TestTheByteTable holds the table in the package's documentation: whoever
// makes one of these longer takes it from every token.
func TestTheByteTable(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ is, documented uintptr }{
		"head":   {unsafe.Sizeof(Head{}), 288},
		"visit":  {unsafe.Sizeof(Visit{}), 108},
		"counts": {unsafe.Sizeof(Habits{}), 34},
		"value":  {unsafe.Sizeof(Value{}), 12},
		"page":   {unsafe.Sizeof(page{}), 64},
		"word":   {unsafe.Sizeof(word{}), 20},
	} {
		assert.Equal(t, row.documented, row.is, name)
	}
}

// TestBytesCountsWhatIsThere: tables are sized for the limit, the rest grows by
// 1,024 places and keeps one lot of them.
func TestBytesCountsWhatIsThere(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	const tables = 4 * (16 + 64 + 32_768) // places of the index, buckets of words and of texts
	assert.EqualValues(t, tables, s.Bytes())
	slabs := func() (n int64) {
		for _, p := range s.Parts() {
			n += p.Bytes / 1024
		}
		return n - tables/1024
	}
	place := s.Admit(keyOf(1), monday)
	assert.EqualValues(t, 288, slabs())
	s.shown(s.At(place), Network, "AS64500", monday)
	assert.EqualValues(t, 288+64+20+24, slabs(), "a page, a word and a short text")
	s.Keep(s.At(place), &Visit{Episode: Episode{At: monday}}, monday)
	assert.EqualValues(t, 288+64+20+24+108, slabs())
	s.Forget(place)
	assert.EqualValues(t, 288+64+20+24+108, slabs())
}

func TestAVisitIsHeldAsLongAsItMatters(t *testing.T) {
	t.Parallel()
	s := NewSet(Limits{Tokens: 10, Lateness: 72 * time.Hour})
	h := s.At(s.Admit(keyOf(1), monday))
	quiet := s.Visit(h)
	s.Keep(h, &quiet, monday)
	assert.Zero(t, s.visits.Held(), "nothing spoke")
	v := Visit{Recent: [Families]Recent{2: {At: monday, Count: 1, Rate: 0.1, Sig: 4}}}
	s.Keep(h, &v, monday)
	for _, at := range []uint32{0, 3600, 74 * 3600} { // the latest record that is judged may be three days late
		same := s.Visit(h)
		s.Keep(h, &same, monday+at)
		assert.Equal(t, v, s.Visit(h), at)
	}
	h.LastSeen = monday + 74*3600 + 1
	s.Keep(h, &v, monday)
	assert.Equal(t, Visit{}, s.Visit(h))
	assert.Zero(t, s.visits.Held())
	s.Keep(h, &v, monday)
	assert.Zero(t, s.visits.Held(), "it is over before it began")
}
