package engine

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

func finite(t *testing.T, out incident.Output) {
	t.Helper()
	check := func(v *incident.Verdict) {
		if v != nil {
			require.False(t, math.IsNaN(v.Score) || math.IsInf(v.Score, 0), v.Reason)
			require.NotContains(t, v.Reason, "NaN")
			require.NotContains(t, v.Reason, "Inf")
		}
	}
	check(out.Verdict)
	for _, n := range append(out.Before, out.After...) {
		check(&n.Verdict)
	}
}

// restless is a use of which every field is another each time.
func restless(i int, at time.Time) event.Event {
	ev := plainUse("restless", fmt.Sprint("r", i), at)
	ev.Action, ev.System, ev.Object, ev.Issuer = fmt.Sprint("op", i), fmt.Sprint("sys", i), fmt.Sprint("obj", i), fmt.Sprint("iss", i)
	ev.Origin = event.Origin{
		Address: fmt.Sprintf("10.%d.%d.7", i/250%250, i%250), ASN: uint32(i + 1), Country: fmt.Sprint("C", i), Region: fmt.Sprint("region/", i),
		UserAgent: fmt.Sprintf("agent%d/%d", i, i), Runner: fmt.Sprint("runner", i),
	}
	ev.Class = event.Class(1 + i%7)
	ev.Rows, ev.Bytes = int64(i)*1_000_000, math.MaxInt64-int64(i)
	ev.Scopes = []string{fmt.Sprint("scope", i), fmt.Sprint("admin:", i)}
	return ev
}

func TestATokenWhoseEveryFieldChanges(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens = 4
	e := newEngine(t, o)
	var bytes int64
	for i := range 5000 {
		finite(t, judgeNow(e, restless(i, origin0.Add(time.Duration(i)*47*time.Minute))))
		if i == 500 {
			bytes = e.Stats().StateBytes
		}
	}
	// 166 values at most, so a full token stays as large as it was.
	assert.LessOrEqual(t, e.Stats().StateBytes, bytes+2048)
	assert.LessOrEqual(t, e.Stats().IncidentsOpen, int64(1))
}

func TestOddConfigurations(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Options){
		"no learning":          func(o *Options) { o.LearningPeriod, o.LearningUses = 0, 0 },
		"one token":            func(o *Options) { o.MaxTokens = 1 },
		"no duplicates window": func(o *Options) { o.DuplicateWindow = 0 },
		"no half-life":         func(o *Options) { o.HalfLife = 0 },
		"budget of nothing":    func(o *Options) { o.Budget = 0 },
		"budget of everything": func(o *Options) { o.Budget = 1e9 },
		"no periods":           func(o *Options) { o.QuietPeriod, o.ClearAfter, o.MaxLateness = 0, 0, 0 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			change(&o)
			e := newEngine(t, o)
			for i := range 300 {
				at := origin0.Add(time.Duration(i) * 3 * time.Hour)
				finite(t, judgeNow(e, restless(i, at)))
				finite(t, judgeNow(e, plainUse("steady", fmt.Sprint("s", i), at)))
				finite(t, judgeNow(e, stolen(fmt.Sprint("t", i), fmt.Sprint("x", i), at)))
			}
		})
	}
}

func TestExtremeTimesAndAmounts(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	for i, at := range []int64{math.MinInt64, -1, 0, 1, math.MaxInt64, origin0.UnixNano()} {
		for _, observed := range []int64{0, 1, math.MaxInt64, math.MinInt64} {
			ev := restless(i, origin0)
			ev.ID, ev.Time, ev.Rows, ev.Bytes = "", at, math.MinInt64, math.MaxInt64
			finite(t, e.Judge(&ev, Arrival{Timestamp: at, Observed: observed}))
		}
	}
}

func TestAMillionUsesOfOneToken(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a second")
	}
	e := newEngine(t, defaults(t))
	ev := plainUse("busy", "", origin0)
	empty := e.Stats().StateBytes // tables are sized for their limits at once
	start := time.Now()
	for i := range 1_000_000 {
		ev.Time = origin0.UnixNano() + int64(i)*int64(5*time.Second)
		if v := judgeNow(e, ev).Verdict; v != nil {
			t.Fatal(v.Reason)
		}
	}
	assert.Less(t, time.Since(start), 2*time.Minute)
	h := e.tokens.At(e.tokens.Find(e.index(&ev)))
	assert.EqualValues(t, 1_000_000, h.Uses)
	assert.EqualValues(t, 1, e.Stats().Tokens)
	assert.Less(t, e.Stats().StateBytes-empty, int64(1<<20), "a thousand places of each kind")
}

// TestAFloodThroughTheEngine: 20,000 made-up tokens push out no mature one and
// open no flood of incidents.
func TestAFloodThroughTheEngine(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens = 200
	e := newEngine(t, o)
	for i := range 8 * 7 * 2 {
		for token := range 100 {
			judgeNow(e, plainUse(fmt.Sprint("old-", token), fmt.Sprint(token, "/", i), origin0.Add(time.Duration(i)*12*time.Hour)))
		}
	}
	require.EqualValues(t, 100, e.Stats().Mature)
	at := origin0.Add(57 * day)
	for i := range 20_000 {
		judgeNow(e, plainUse(fmt.Sprint("flood-", i), fmt.Sprint("f", i), at.Add(time.Duration(i)*time.Second)))
	}
	s := e.Stats()
	assert.EqualValues(t, 200, s.Tokens)
	assert.EqualValues(t, 100, s.Mature)
	assert.Zero(t, s.EvictedMature)
	assert.EqualValues(t, 20_000-100, s.EvictedYoung+s.AdmissionsRefused)
	v := judgeNow(e, stolen("old-7", "theft", at.Add(6*time.Hour))).Verdict
	require.NotNil(t, v, "a real baseline survived")
	assert.Equal(t, "incident", v.Level.String())
}
