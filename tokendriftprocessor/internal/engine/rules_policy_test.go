package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

func TestTheBudgetDecides(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		budget float64
		want   incident.Level
	}{
		"one in ten weeks":              {0.1, incident.LevelIncident},
		"one in a thousand":             {0.001, incident.LevelIncident},
		"beyond what history certifies": {1e-6, incident.LevelNone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, at := matureEngine(t, func(o *Options) { o.Budget = row.budget })
			v := judgeNow(e, stolen("a", "s", at)).Verdict
			if row.want == incident.LevelNone {
				assert.Nil(t, v, "2,000 token-weeks certify no rate below one in 2,000")
				return
			}
			require.NotNil(t, v)
			assert.Equal(t, row.want.String(), v.Level.String())
			assert.LessOrEqual(t, v.Score, 11.0, "log2 of 2,000 token-weeks of prior and the few seen")
		})
	}
}

func TestOneNewNetworkAloneIsAtMostAReview(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, func(o *Options) { o.Budget = 0.1 })
	ev := plainUse("a", "n", at)
	ev.Origin.Address = away
	v := judgeNow(e, ev).Verdict
	require.NotNil(t, v)
	assert.Equal(t, "review", v.Level.String())
}

func TestCriteriaOverrideTheBudget(t *testing.T) {
	t.Parallel()
	for criterion, want := range map[string]string{"ignore": "", "review": "review", "incident": "incident"} {
		t.Run(criterion, func(t *testing.T) {
			t.Parallel()
			e, at := matureEngine(t, func(o *Options) { o.Criteria["new_client"] = criterion })
			ev := plainUse("a", "c", at)
			ev.Origin.UserAgent = "curl/8.5"
			v := judgeNow(e, ev).Verdict
			if want == "" {
				assert.Nil(t, v)
				return
			}
			require.NotNil(t, v)
			assert.Equal(t, want, v.Level.String())
		})
	}
}

func TestAnExceptionCoversOneSignalAndValue(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, func(o *Options) {
		o.Origin = openOrigin(t, madeUpPlaces(t))
		o.Inventory = loadInventory(t, `exceptions: [{provider: acme, app: app-a, signal: new_network, value: AS64501, until: 2027-01-01T00:00:00Z},
  {provider: acme, app: app-a, signal: new_client, value: curl/8, until: 2026-02-01T00:00:00Z, ticket: CHG-7}]`)
		o.Criteria = map[string]string{"new_network": "review", "new_client": "review", "new_country": "review", "new_region": "review", "no_owner": "ignore", "no_purpose": "ignore"}
	})
	ev := plainUse("a", "x", at)
	ev.Origin.Address = away
	v := judgeNow(e, ev).Verdict
	require.NotNil(t, v)
	assert.NotContains(t, v.Signals, "new_network")
	assert.Contains(t, v.Signals, "new_country", "the other signals keep scoring")

	agent := func(id string, at time.Time) *incident.Verdict {
		ev := plainUse("a", id, at)
		ev.Origin.UserAgent = "curl/8.5"
		return judgeNow(e, ev).Verdict
	}
	v = agent("y", at.Add(time.Hour))
	require.NotNil(t, v)
	assert.Contains(t, v.Signals, "exception_expired")
	assert.Contains(t, v.Signals, "new_client", "an exception that has run out covers nothing")
	assert.Contains(t, v.Reason, "CHG-7")
	assert.Nil(t, agent("z", at.Add(2*time.Hour)), "told once")
}

// TestTheReasonIsASentenceForPeople: what was seen, what is normal and since
// when, how rare, on what history; and no credential in it.
func TestTheReasonIsASentenceForPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, func() Options {
		o := defaults(t)
		o.Origin = openOrigin(t, madeUpPlaces(t))
		return o
	}()))
	at := w.play(salesforce, 8)
	v := w.show(salesforce, at.Add(10*time.Hour), change{
		"CLIENT_IP": tor, "USER_AGENT": "python-requests/2.32.4", "EVENT_TYPE": "BulkApi2", "URI": "/services/data/v58.0/jobs/query", "ROWS_PROCESSED": "900000",
	})
	require.NotNil(t, v)
	assert.Equal(t, "incident", v.Level.String())
	for _, part := range []string{
		"The salesforce token of Chat Sync (gus@example.com)", "900000 rows in an hour", "at most 1000 rows in an hour", "since 2026-01-05", "once in",
		"7 weeks of its own history", "shipped prior",
	} {
		assert.Contains(t, v.Reason, part)
	}
	assert.True(t, strings.HasSuffix(v.Reason, "."))
	assert.NotContains(t, v.Reason, "NaN")
	for _, s := range v.Evidence {
		if s.Signal == "new_network" {
			assert.Equal(t, "AS64501 (far away), "+tor, s.Seen)
			assert.Equal(t, "AS64500", s.Normal)
		}
		if s.Signal == "new_client" {
			assert.Equal(t, "python-requests/2", s.Seen)
			assert.Equal(t, "Salesforce-Multi-Org-Fetcher/1", s.Normal)
		}
	}
	assert.NotContains(t, v.Reason+v.Action.Reason, "sk-1", "the session key stays inside")
}

// TestRereadPlacesJudge: databases that are put in force judge the next use,
// and the policy says that something else judges.
func TestRereadPlacesJudge(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, func(o *Options) {
		o.Criteria = map[string]string{"new_network": "review", "anonymiser": "review", "no_owner": "ignore", "no_purpose": "ignore"}
	})
	use := func(id, address string, at time.Time) *incident.Verdict {
		ev := plainUse("a", id, at)
		ev.Origin.Address = address
		return judgeNow(e, ev).Verdict
	}
	before := use("x", tor, at)
	require.NotNil(t, before)
	assert.NotContains(t, before.Signals, "anonymiser", "no range is known")
	e.SetOrigin(openOrigin(t, madeUpPlaces(t)), [32]byte{1})
	after := use("y", tor, at.Add(time.Hour))
	require.NotNil(t, after)
	assert.Contains(t, after.Signals, "anonymiser")
	assert.NotEqual(t, before.Policy, after.Policy)
}
