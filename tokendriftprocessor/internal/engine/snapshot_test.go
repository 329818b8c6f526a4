package engine

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// restarted is an engine that knows what another one knows, as a storage would
// have kept it.
func restarted(tb testing.TB, e *Engine, o Options) *Engine {
	tb.Helper()
	next := newEngine(tb, o)
	for i, s := range e.sections() {
		require.NoError(tb, next.sections()[i].load(s.append(nil)), s.name)
	}
	e.tokens.Each(func(place uint32, h *baseline.Head) {
		at, err := next.tokens.LoadToken(e.tokens.AppendToken(place, nil))
		require.NoError(tb, err)
		next.tokens.Belongs(at, h.Source)
	})
	// The window of event ids is a log of its own.
	next.duplicates.young, next.duplicates.old = e.duplicates.young, e.duplicates.old
	next.duplicates.youngTags, next.duplicates.oldTags = e.duplicates.youngTags, e.duplicates.oldTags
	return next
}

func TestARestartInTheMiddleChangesNothing(t *testing.T) {
	t.Parallel()
	for name, events := range map[string][]event.Event{"thefts and leavers": mixed(), "lives that end": lives(3 * time.Hour)} {
		o := defaults(t)
		o.Inventory = loadInventory(t, livesYAML)
		through, stopped := newEngine(t, o), newEngine(t, o)
		said := 0
		for i, ev := range events {
			if i%701 == 700 {
				stopped = restarted(t, stopped, o)
			}
			want, got := judgeNow(through, ev), judgeNow(stopped, ev)
			require.Equal(t, want, got, "%s, event %d", name, i)
			said += len(want.Before) + len(want.After)
		}
		assert.Greater(t, said, 20, name)
		for i, s := range through.sections() {
			if s.name == "figures" {
				continue // a restart asks every token's facts anew
			}
			assert.Equal(t, s.append(nil), stopped.sections()[i].append(nil), "%s: %s", name, s.name)
		}
	}
}

func livedEngine(tb testing.TB) *Engine {
	o := defaults(tb)
	o.Inventory = loadInventory(tb, livesYAML)
	e := newEngine(tb, o)
	for i, ev := range lives(23 * time.Hour) {
		if i%9 == 0 {
			ev.ID = fmt.Sprintf("an event id that is too long for its place %d", i)
		}
		judgeNow(e, ev)
	}
	e.pending = append(e.pending, &incident.Notice{Body: "closed", State: incident.StateClosed, Records: []string{"1"}})
	return e
}

func TestSectionsRefuseWhatTheyDidNotWrite(t *testing.T) {
	t.Parallel()
	e := livedEngine(t)
	for i, s := range e.sections() {
		good := s.append(nil)
		fresh := func() section {
			next := newEngine(t, defaults(t))
			require.NoError(t, next.loadFeeds(e.appendFeeds(nil)))
			return next.sections()[i]
		}
		again := fresh()
		require.NoError(t, again.load(good), s.name)
		if s.name != "figures" {
			assert.Equal(t, good, again.append(nil), s.name)
		}
		step := max(len(good)/300, 1)
		for n := 0; n < len(good); n += step {
			require.Error(t, fresh().load(good[:n]), "%s cut at %d", s.name, n)
		}
		require.Error(t, fresh().load(append(slices.Clip(good), 0)), s.name)
		require.ErrorContains(t, fresh().load(append([]byte{200}, good[1:]...)), "version", s.name)
	}
}

func TestIncidentsOfASourceThereIsNot(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	require.NotNil(t, judgeNow(e, stolen("a", "s", at)).Verdict)
	assert.ErrorContains(t, newEngine(t, defaults(t)).loadBook(e.book.AppendBinary(nil)), "one is of source 0, but there are 0")
}

func TestFiguresThatAreNoNumbers(t *testing.T) {
	t.Parallel()
	for _, weeks := range []float64{math.NaN(), math.Inf(1), -1} {
		e := newEngine(t, defaults(t))
		e.rates.Of(false).Weeks(weeks)
		assert.Error(t, newEngine(t, defaults(t)).rates.Load(e.rates.AppendBinary(nil)), weeks)
	}
}

// FuzzSections: whatever the bytes, loading gives an error or a state that can
// be gone on with.
func FuzzSections(f *testing.F) {
	lived := livedEngine(f)
	for i, s := range lived.sections() {
		f.Add(uint8(i), s.append(nil))
	}
	o := defaults(f)
	f.Fuzz(func(t *testing.T, which uint8, b []byte) {
		e := newEngine(t, o)
		require.NoError(t, e.loadFeeds(lived.appendFeeds(nil)))
		sections := e.sections()
		s := sections[int(which)%len(sections)]
		if s.load(b) != nil {
			return
		}
		require.NoError(t, restarted(t, e, o).sections()[0].load(e.appendFeeds(nil)))
		for i, ev := range lives(23 * time.Hour)[:40] {
			ev.Time += int64(i) * int64(10*day)
			finite(t, judgeNow(e, ev))
		}
	})
}
