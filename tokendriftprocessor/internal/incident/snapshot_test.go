package incident

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

func exampleVerdict(i int) Verdict {
	return Verdict{
		Level: LevelIncident, Severity: SeverityHigh, Signals: []string{"after_revoke", "new_network"}, Score: 64,
		Reason: "The okta token was used although it was revoked.", IncidentID: fmt.Sprintf("td-%04d", i), Policy: "0011",
		Action:   Action{Name: ActionRevoke, Reason: "the revocation did not hold."},
		Token:    Token{ID: "aa", Provider: "okta", Tenant: "t", App: "sync", Owner: "gus@example.com", Grade: "grant", Actor: "gus", Shared: true},
		Baseline: Baseline{State: "mature", Since: -5, Uses: 70}, References: []string{"NHI4:2025"},
		Evidence: []Shown{{"after_revoke", "used", "revoked"}, {"new_network", "AS1", ""}},
	}
}

func exampleBook(n int) *Book {
	b := NewBook(1000)
	for i := range n {
		o := &Open{
			Verdict: exampleVerdict(i), Key: store.Key{Hash: uint64(n - i), Check: 7}, Source: uint32(i % 3),
			Opened: int64(i), LastEvidence: int64(100 + i%5), LastNotice: int64(i), OnlyEnds: i%2 == 0,
		}
		ev := event.Event{ID: fmt.Sprint("e", i), Provider: "okta", Object: "file", Rows: 3}
		o.Add(&ev, int64(i+1), []uint32{uint32(i), 9})
		b.Put(o)
	}
	return b
}

func TestBookRoundTrip(t *testing.T) {
	t.Parallel()
	b := exampleBook(20)
	bytes := b.AppendBinary([]byte("before"))[6:]
	loaded := NewBook(1000)
	require.NoError(t, loaded.Load(bytes))
	assert.Equal(t, 20, loaded.Len())
	assert.Equal(t, bytes, loaded.AppendBinary(nil))
	assert.Equal(t, b.Of(store.Key{Hash: 3, Check: 7}), loaded.Of(store.Key{Hash: 3, Check: 7}))
	assert.ElementsMatch(t, []uint32{0, 1, 2}, loaded.Sources())
	for source := range uint32(3) { // and it goes on alike
		for _, watermark := range []int64{1099, 1102, 5000} {
			assert.Equal(t, b.Due(source, watermark), loaded.Due(source, watermark))
		}
	}
	assert.Zero(t, loaded.Len())
}

func TestBookBytesDoNotDependOnTheOrderOfOpening(t *testing.T) {
	t.Parallel()
	forth, back := exampleBook(9), NewBook(1000)
	for i := 8; i >= 0; i-- {
		back.Put(forth.ByID(fmt.Sprintf("td-%04d", i)))
	}
	assert.Equal(t, forth.AppendBinary(nil), back.AppendBinary(nil))
}

func TestBookRefusesWhatItDidNotWrite(t *testing.T) {
	t.Parallel()
	b := exampleBook(3)
	good := b.AppendBinary(nil)
	for n := range good {
		require.Error(t, b.Load(good[:n]), "cut at %d", n)
	}
	assert.Equal(t, 3, b.Len(), "a failed load changes nothing")
	require.Error(t, b.Load(append(good, 0)))
	require.ErrorContains(t, b.Load(append([]byte{9}, good[1:]...)), "version 9, this program reads versions 1 to 2")
	require.Error(t, b.Load([]byte{1, 0xfe, 0xff, 0xff, 0xff, 0x0f}), "a count beyond the bytes")
	two := exampleBook(2)
	two.ByID("td-0001").Key = store.Key{Hash: 2, Check: 7}
	two.byToken[store.Key{Hash: 1, Check: 7}].Key = store.Key{Hash: 2, Check: 7}
	assert.Error(t, b.Load(two.AppendBinary(nil)), "two incidents of one token")
}

func TestNoticeRoundTrip(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]*Notice{
		"summary": {Summary: &Summary{Provider: "okta", First: 1, Until: 2, Count: 300, Tokens: []string{"aa"}}, Body: "In the first 7 days"},
		"opened": {
			Verdict: exampleVerdict(1), State: StateOpened, Time: math.MinInt64, FirstSeen: 1, LastSeen: math.MaxInt64, RecordCount: 2,
			Records: []string{"e1", ""}, BlastTokens: []string{"aa"}, BlastVolume: 9,
		},
		"empty": {},
	} {
		bytes := AppendNotice(nil, n)
		r := NewReader("notice", bytes)
		read := ReadNotice(r)
		require.NoError(t, r.End(), name)
		assert.Equal(t, n, read, name)
		for cut := range bytes {
			r = NewReader("notice", bytes[:cut])
			ReadNotice(r)
			require.Error(t, r.End(), "%s cut at %d", name, cut)
		}
	}
}

func TestNoScoreThatIsNoNumber(t *testing.T) {
	t.Parallel()
	for _, score := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		v := exampleVerdict(1)
		v.Score = score
		r := NewReader("verdict", AppendVerdict(nil, &v))
		ReadVerdict(r)
		assert.ErrorContains(t, r.End(), "verdict: a figure that is no number")
	}
}

func FuzzBookLoad(f *testing.F) {
	f.Add(exampleBook(3).AppendBinary(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		book := NewBook(1000)
		if book.Load(b) == nil {
			again := NewBook(1000)
			require.NoError(t, again.Load(book.AppendBinary(nil)))
			book.Due(0, math.MaxInt64)
		}
	})
}

func FuzzNotice(f *testing.F) {
	v := exampleVerdict(1)
	f.Add(AppendNotice(nil, &Notice{Verdict: v, State: StateClosed}))
	f.Fuzz(func(_ *testing.T, b []byte) { ReadNotice(NewReader("notice", b)) })
}
