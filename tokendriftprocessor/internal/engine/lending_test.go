package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// one is a use of one of the tokens of one app.
func one(token int, id string, at time.Time) event.Event {
	ev := plainUse(fmt.Sprint("t", token), id, at)
	ev.App = event.App{ID: "crm", Name: "CRM"}
	return ev
}

// crmEngine has seen eight weeks of eight tokens of one app, and gives the day
// after. Its budget makes whatever is new by itself a review.
func crmEngine(t *testing.T) (*Engine, time.Time) {
	t.Helper()
	o := defaults(t)
	o.Budget = 0.05
	o.Criteria = map[string]string{"unusual_hour": "ignore", "two_heads": "ignore", "baseline_walk": "ignore"}
	e := newEngine(t, o)
	for i := range 8 * 7 * 4 {
		for token := range 8 {
			at := origin0.Add(time.Duration(i/4)*day + time.Duration(9+i%4)*time.Hour + time.Duration(token)*time.Minute)
			judgeNow(e, one(token, fmt.Sprint(token, "-", i), at))
		}
	}
	return e, origin0.Add(56*day + 9*time.Hour)
}

func release(ev event.Event) event.Event {
	ev.Origin.UserAgent = "acme-sync/2.0"
	return ev
}

func levelOf(v *incident.Verdict) string {
	if v == nil {
		return ""
	}
	return v.Level.String()
}

// TestLendingEndsAReleaseAfterThreeTokens: a vendor's release is news three
// times and not eight; those that showed it first know it by their peers.
func TestLendingEndsAReleaseAfterThreeTokens(t *testing.T) {
	t.Parallel()
	e, at := crmEngine(t)
	var got []string
	for token := range 8 {
		got = append(got, levelOf(judgeNow(e, release(one(token, fmt.Sprint("r", token), at.Add(time.Duration(token)*time.Hour)))).Verdict))
	}
	assert.Equal(t, []string{"review", "review", "review", "", "", "", "", ""}, got)

	first := e.tokens.At(1)
	waiting := func() bool {
		v := e.tokens.FindValue(first, baseline.Client, baseline.Hash("acme-sync/2"))
		require.NotNil(t, v)
		return v.Waiting()
	}
	assert.True(t, waiting(), "it has waited since its review")
	require.Nil(t, judgeNow(e, release(one(0, "again", at.Add(9*time.Hour)))).Verdict)
	assert.False(t, waiting(), "its peers confirm it")
}

// TestWithinOneHourNobodyLends: what is shown becomes visible with the next
// full hour, so that no verdict depends on the order within one.
func TestWithinOneHourNobodyLends(t *testing.T) {
	t.Parallel()
	e, at := crmEngine(t)
	for token := range 8 {
		v := judgeNow(e, release(one(token, fmt.Sprint("r", token), at.Add(time.Duration(token)*time.Minute)))).Verdict
		assert.Equal(t, "review", levelOf(v), token)
	}
}

// TestATheftFreezesLending: the theft of an app's tokens looks the same on all
// of them. What they showed since a day before it is nobody's habit until the
// incident is closed.
func TestATheftFreezesLending(t *testing.T) {
	t.Parallel()
	e, at := crmEngine(t)
	probe := func(token, hour int) string {
		ev := one(token, fmt.Sprint("p", token, "-", hour), at.Add(time.Duration(hour)*time.Hour))
		ev.Origin.Address = away
		return levelOf(judgeNow(e, ev).Verdict)
	}
	for token := range 3 {
		require.Equal(t, "review", probe(token, token))
	}
	require.Empty(t, probe(3, 3), "by now it looks like a move")

	loud := stolen("t0", "loud", at.Add(4*time.Hour))
	loud.App = event.App{ID: "crm", Name: "CRM"}
	out := judgeNow(e, loud)
	require.Equal(t, "incident", levelOf(out.Verdict))
	assert.Equal(t, "review", probe(4, 5), "it did until one of them was loud")
	assert.Equal(t, "review", levelOf(judgeNow(e, release(one(5, "r5", at.Add(6*time.Hour)))).Verdict))

	for d := range 5 { // the others go on as before, and the incident closes
		for token := 1; token < 8; token++ {
			judgeNow(e, one(token, fmt.Sprint("on", token, "-", d), at.Add(time.Duration(d+1)*day)))
		}
	}
	require.Zero(t, e.book.Len())
	assert.Empty(t, probe(6, 6*24), "then they lend again")
}

// TestAnAppThatComesBackIsFrozenAgain: an app that had to leave its table while
// an incident was open lends nothing that came up with it.
func TestAnAppThatComesBackIsFrozenAgain(t *testing.T) {
	t.Parallel()
	e, at := crmEngine(t)
	loud := stolen("t0", "loud", at)
	loud.App = event.App{ID: "crm", Name: "CRM"}
	require.Equal(t, "incident", levelOf(judgeNow(e, loud).Verdict))
	first := one(1, "after", at)
	crm := e.appKey(&first)
	require.True(t, e.apps.Doubts(crm, seconds(at.UnixNano())))

	e.apps = app.NewTable() // the worst case: all had to leave
	judgeNow(e, one(20, "a new token of the app", at.Add(time.Hour)))
	assert.True(t, e.apps.Doubts(crm, seconds(at.UnixNano())))
}
