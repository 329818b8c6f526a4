package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// stolen is a use from another network by another client that exports.
func stolen(token, id string, at time.Time) event.Event {
	ev := plainUse(token, id, at)
	ev.Origin.Address, ev.Origin.UserAgent = away, "python-requests/2.32"
	ev.Action, ev.Class, ev.Rows = "files.export", event.ClassBulk, 100
	return ev
}

func matureEngine(t *testing.T, change func(*Options)) (*Engine, time.Time) {
	t.Helper()
	o := defaults(t)
	// These tests go around the clock, and to and fro between two places.
	o.Criteria = map[string]string{"unusual_hour": "ignore", "two_heads": "ignore", "baseline_walk": "ignore"}
	if change != nil {
		change(&o)
	}
	e := newEngine(t, o)
	return e, steady(e, "a", origin0, 8)
}

func TestTheLifeOfAnIncident(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	out := judgeNow(e, stolen("a", "s0", at))
	require.NotNil(t, out.Verdict)
	require.Equal(t, "incident", out.Verdict.Level.String())
	require.Len(t, out.After, 1)
	id := out.Verdict.IncidentID
	assert.Regexp(t, `^td-[0-9a-f]{16}$`, id)
	assert.Equal(t, incident.StateOpened, out.After[0].State)
	assert.ElementsMatch(t, []string{"new_network", "new_client", "new_action"}, out.Verdict.Signals)
	assert.Equal(t, "high", out.Verdict.Severity.String(), "three families and a bulk export")

	usual := judgeNow(e, plainUse("a", "u1", at.Add(time.Minute)))
	assert.Nil(t, usual.Verdict, "a record without evidence carries no verdict")

	repeat := judgeNow(e, stolen("a", "s1", at.Add(5*time.Hour+59*time.Minute)))
	require.NotNil(t, repeat.Verdict)
	assert.Equal(t, "incident", repeat.Verdict.Level.String())
	assert.Equal(t, id, repeat.Verdict.IncidentID)
	assert.Empty(t, repeat.After)

	review := judgeNow(e, stolen("a", "s2", at.Add(6*time.Hour+time.Minute)))
	require.NotNil(t, review.Verdict, "then one review")
	assert.Equal(t, "review", review.Verdict.Level.String())
	assert.Empty(t, review.Verdict.IncidentID)
	assert.Nil(t, judgeNow(e, stolen("a", "s3", at.Add(7*time.Hour))).Verdict, "and then nothing")

	assert.Empty(t, judgeNow(e, plainUse("a", "u2", at.Add(72*time.Hour-time.Second))).Before)
	closed := judgeNow(e, plainUse("a", "u3", at.Add(80*time.Hour))).Before
	require.Len(t, closed, 1)
	assert.Equal(t, incident.StateClosed, closed[0].State)
	assert.Equal(t, at.Add(72*time.Hour).UnixNano(), closed[0].Time, "the due time, not the time of the record that passed it")
	assert.Equal(t, id, closed[0].IncidentID)
	assert.EqualValues(t, 2, closed[0].RecordCount)
	assert.EqualValues(t, 200, closed[0].BlastVolume)
	assert.Equal(t, []string{"s0", "s1"}, closed[0].Records)
}

func TestQuietPeriod(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	for i := range 8 { // two days on which it says what it may do
		ev := plainUse("a", fmt.Sprint("scoped", i), at.Add(time.Duration(i)*5*time.Hour))
		ev.Scopes = []string{"files.read"}
		require.Nil(t, judgeNow(e, ev).Verdict)
	}
	at = at.Add(2 * day)
	// Medium: two families, no harm beyond reading.
	first := plainUse("a", "q0", at)
	first.Origin.Address, first.Scopes = away, []string{"files.read", "mail.read"}
	out := judgeNow(e, first)
	require.NotNil(t, out.Verdict)
	require.Equal(t, "incident", out.Verdict.Level.String())
	require.Equal(t, "medium", out.Verdict.Severity.String())
	require.Len(t, out.After, 1)

	more := first
	more.ID, more.Time, more.System = "q1", at.Add(30*time.Minute).UnixNano(), "billing"
	more.Action, more.Class = "files.get", event.ClassRead
	out = judgeNow(e, more)
	require.NotNil(t, out.Verdict)
	require.Equal(t, "incident", out.Verdict.Level.String())

	worse := stolen("a", "q2", at.Add(40*time.Minute))
	worse.Action, worse.Class = "secrets.read", event.ClassSecrets
	out = judgeNow(e, worse)
	require.Equal(t, "critical", out.Verdict.Severity.String())
	require.Len(t, out.After, 1, "a rise in severity is told within the quiet period")
	assert.Equal(t, incident.StateEscalated, out.After[0].State)

	another := stolen("a", "q3", at.Add(50*time.Minute))
	another.System = "mail"
	out = judgeNow(e, another)
	assert.Equal(t, "critical", out.Verdict.Severity.String(), "severity does not fall")
	assert.Empty(t, out.After, "no further notice within the quiet period")

	late := stolen("a", "q4", at.Add(26*time.Hour))
	late.System, late.Origin.Address, late.Origin.UserAgent = "calendar", "203.0.113.77", "Go-http-client/1.1"
	out = judgeNow(e, late)
	require.NotNil(t, out.Verdict)
	assert.Len(t, out.After, 1, "after it new evidence is told")
}

func TestReviewOnceAndAgainAfterThirtyDays(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, func(o *Options) { o.Criteria["new_client"] = "review" })
	odd := func(id string, at time.Time) *incident.Verdict {
		ev := plainUse("a", id, at)
		ev.Origin.UserAgent = "curl/8.5"
		return judgeNow(e, ev).Verdict
	}
	require.NotNil(t, odd("r0", at))
	for i := range 29 {
		require.Nil(t, odd(fmt.Sprint("r", i+1), at.Add(time.Duration(i+1)*day)))
	}
	v := odd("r30", at.Add(30*day+time.Second))
	require.NotNil(t, v)
	assert.Equal(t, "review", v.Level.String())
}
