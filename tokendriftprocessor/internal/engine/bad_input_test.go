package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// TestAClockThatIsHoursWrong: a source whose clock is fast is not believed and
// closes nothing; one whose clock is slow is judged at its own times. Another
// source with a good clock is not touched by either.
func TestAClockThatIsHoursWrong(t *testing.T) {
	t.Parallel()
	for name, skew := range map[string]time.Duration{"fast": 9 * time.Hour, "slow": -9 * time.Hour, "very slow": -200 * day} {
		o := defaults(t)
		o.Criteria = map[string]string{"unusual_hour": "ignore"}
		e := newEngine(t, o)
		good := steady(e, "a", origin0, 8)
		for i := range 8 * 7 * 4 {
			arrives := origin0.Add(time.Duration(i/4)*day + time.Duration(9+i%4)*time.Hour)
			ev := plainUse("skewed", fmt.Sprint("k", i), arrives.Add(skew))
			ev.Tenant = "skewed"
			out := e.Judge(&ev, Arrival{Observed: arrives.UnixNano()})
			finite(t, out)
			require.Nil(t, out.Verdict, name)
		}
		src := e.feeds.of("acme", "skewed")
		last := origin0.Add(55*day + 12*time.Hour)
		if skew > 0 {
			assert.Zero(t, src.watermark, "%s: no time of it is believed", name)
			assert.EqualValues(t, 8*7*4, e.Stats().DistrustedTimes, name)
		} else {
			assert.Equal(t, last.Add(skew).UnixNano(), src.watermark, name)
			assert.Zero(t, e.Stats().DistrustedTimes, name)
		}
		v := judgeNow(e, stolen("a", "theft", good)).Verdict
		require.NotNil(t, v, name)
		assert.Equal(t, incident.LevelIncident, v.Level, name)
	}
}

// TestACompletelyWrongClock: times from the year 1970 to the year 57000, which
// nanoseconds cannot count, in a stream that is otherwise good.
func TestACompletelyWrongClock(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	random := rand.New(rand.NewPCG(1, 2))
	closed := 0
	require.NotNil(t, judgeNow(e, stolen("a", "theft", at)).Verdict)
	for i := range 5000 {
		ev := plainUse(fmt.Sprint("w", i%7), fmt.Sprint("w", i), at)
		ev.Time = random.Int64()
		if i%2 == 0 {
			ev.Facts = []event.Fact{{Kind: event.FactKind(random.IntN(16)), Target: event.Target(random.IntN(8)), IDs: []string{fmt.Sprint("svc-w", i%7), "k"}}}
			ev.Instance, ev.Session = "k", "k"
		}
		arrived := Arrival{Observed: at.Add(time.Duration(i) * time.Second).UnixNano()}
		if i%3 == 0 {
			arrived.Timestamp = random.Int64()
		}
		out := e.Judge(&ev, arrived)
		finite(t, out)
		for _, n := range out.Before {
			if n.Token.App == "App a" {
				closed++
			}
		}
	}
	assert.Zero(t, closed, "nobody else's clock closes an incident")
	assert.LessOrEqual(t, e.feeds.of("acme", "t").watermark, at.Add(5000*time.Second).UnixNano()+ahead)
}

// TestTenMillionUsesOfOneToken goes through the baseline alone; what the
// engine adds is counted in TestAMillionUsesOfOneToken.
func TestTenMillionUsesOfOneToken(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	e, at := matureEngine(t, nil)
	ev := plainUse("a", "", at)
	h := e.tokens.At(e.tokens.Find(e.index(&ev)))
	var q baseline.Query
	var a baseline.Answer
	q.Set(baseline.Action, ev.Action)
	q.Set(baseline.System, ev.System)
	seen := seconds(at.UnixNano())
	before := e.Stats().StateBytes // tables are sized for their limits at once
	for range 10_000_000 {
		seen += 3
		e.tokens.Use(h, seen)
		e.tokens.Look(h, &q, &a)
		e.tokens.Learn(h, &q, &a, seen)
		h.Count(seen, 1000, math.MaxInt64)
		h.LearnHour(seen)
	}
	assert.EqualValues(t, 10_000_000+8*7*4, h.Uses)
	assert.False(t, math.IsNaN(h.Weeks()) || math.IsInf(h.Weeks(), 0))
	for d := baseline.Prefix; d < baseline.NDims; d++ {
		rate := e.tokens.Rate(h, d)
		assert.True(t, rate >= 0 && rate < 1e6, "dimension %d: %v", d, rate)
	}
	out := judgeNow(e, stolen("a", "theft", time.Unix(int64(seen)+60, 0)))
	finite(t, out)
	require.NotNil(t, out.Verdict)
	assert.Less(t, e.Stats().StateBytes-before, int64(1<<20), "a thousand places of each kind")
}

// TestNoTableGrowsPastItsBound floods every table at once.
func TestNoTableGrowsPastItsBound(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens, o.DuplicateWindow = 50, 1000
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	at := warm(e, origin0)
	for i := range 30_000 {
		at = at.Add(time.Minute)
		ev := restless(i, at)
		ev.Tenant = fmt.Sprint("tenant", i%12_000)
		ev.Subject.Parts[0] = fmt.Sprint("flood", i)
		ev.Instance, ev.Session, ev.Parent = fmt.Sprint("i", i), fmt.Sprint("s", i), fmt.Sprint("p", i)
		ev.Actor.Email = fmt.Sprintf("u%d@example.com", i)
		ev.Facts = []event.Fact{{Kind: event.FactKind(1 + i%15), Target: event.Target(1 + i%7), IDs: []string{fmt.Sprint("s", i-1), fmt.Sprintf("u%d@example.com", i-1)}}}
		finite(t, judgeNow(e, ev))
		require.LessOrEqual(t, len(e.duplicates.young)+len(e.duplicates.old), 1000)
		require.LessOrEqual(t, len(e.late.index), e.late.held)
	}
	s := e.Stats()
	assert.Len(t, e.feeds.all, mostFeeds)
	assert.LessOrEqual(t, s.Tokens, s.TokensLimit)
	assert.LessOrEqual(t, s.IncidentsOpen, s.IncidentsLimit)
	assert.EqualValues(t, 200, s.LateUsesLimit)
	assert.LessOrEqual(t, s.LateUses, s.LateUsesLimit)
	c := e.life.Counts()
	assert.LessOrEqual(t, c.People.Held, c.People.Limit)
	assert.LessOrEqual(t, c.Ended.Held, c.Ended.Limit)
	assert.LessOrEqual(t, c.Apps.Held, c.Apps.Limit)
	assert.LessOrEqual(t, len(e.pending), mostPending)
	assert.Len(t, e.late.newest, e.late.held)
	sum := uint32(0)
	for _, n := range e.late.shares {
		sum += n
	}
	assert.EqualValues(t, e.late.held, sum, "every remembered use belongs to one source")
	restarted(t, e, o) // and what is held can be read again
}
