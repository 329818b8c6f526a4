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

// warm feeds the source for eight days, so that later tokens are judged one by
// one, and gives the moment after. A token whose owner and purpose are
// declared stands for the source.
func warm(e *Engine, at time.Time) time.Time {
	for d := range 9 {
		judgeNow(e, plainUse("declared", fmt.Sprint("warm-", d), at.Add(time.Duration(d)*day)))
	}
	return at.Add(8*day + time.Hour)
}

// steady plays four uses a day for weeks and gives the day after.
func steady(e *Engine, token string, from time.Time, weeks int) time.Time {
	for i := range weeks * 7 * 4 {
		at := from.Add(time.Duration(i/4)*day + time.Duration(9+i%4)*time.Hour)
		judgeNow(e, plainUse(token, fmt.Sprint(token, "-", i), at))
	}
	return from.Add(time.Duration(weeks*7)*day + 9*time.Hour + 10*time.Minute)
}

const declaredYAML = `tokens:
- {provider: acme, token: declared, owner: ann@example.com, purpose: sync}
- {provider: acme, token: owned, owner: ann@example.com}
- {provider: acme, token: purposed, purpose: sync}
- {provider: acme, token: orphan, owner: gus@example.com, purpose: sync}
owners:
- {id: ann@example.com}
- {id: gus@example.com, aliases: ["acme:u-gus"], status: offboarded, since: 2026-01-01T00:00:00Z}
apps:
- {id: app-retired, provider: acme, status: retired}
`

// TestOwnerAndPurpose goes through the table of owner, purpose and baseline.
func TestOwnerAndPurpose(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		token  string
		mature bool
		actor  string
		want   incident.Level
		signal string
	}{
		"both current, mature":                 {"declared", true, "", incident.LevelNone, ""},
		"both current, learning":               {"declared", false, "", incident.LevelNone, ""},
		"no owner":                             {"purposed", false, "", incident.LevelReview, "no_owner"},
		"no purpose":                           {"owned", false, "", incident.LevelReview, "no_purpose"},
		"both missing":                         {"stray", false, "", incident.LevelIncident, "no_owner"},
		"acts as an offboarded person":         {"declared", false, "u-gus", incident.LevelIncident, "owner_offboarded"},
		"its app is retired":                   {"retired", false, "", incident.LevelIncident, "app_retired"},
		"merely owned by an offboarded person": {"orphan", false, "", incident.LevelReview, "owner_offboarded"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, declaredYAML)
			e := newEngine(t, o)
			at := warm(e, origin0)
			if row.mature {
				at = steady(e, row.token, at, 3)
			}
			ev := plainUse(row.token, "the-use", at)
			if row.actor != "" {
				ev.Actor.ID = row.actor
			}
			v := judgeNow(e, ev).Verdict
			if row.want == incident.LevelNone {
				require.Nil(t, v)
				return
			}
			require.NotNil(t, v)
			assert.Equal(t, row.want.String(), v.Level.String())
			assert.Contains(t, v.Signals, row.signal)

			if row.want == incident.LevelReview {
				ev.ID, ev.Time = "the-next", ev.Time+int64(8*time.Hour)
				assert.Nil(t, judgeNow(e, ev).Verdict, "a review is told once")
				ev.ID, ev.Time = "in-a-month", ev.Time+int64(31*day)
				assert.NotNil(t, judgeNow(e, ev).Verdict, "and again after 30 days")
			}
		})
	}
}

func TestWithoutInventoryRegistryIsSilent(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	at := warm(e, origin0)
	assert.Nil(t, judgeNow(e, plainUse("stray", "x", at)).Verdict)
}

// TestMerelyOwnedWithOtherEvidence: where an app's servers are and what they run
// is no act of the person who left; what the token does is.
func TestMerelyOwnedWithOtherEvidence(t *testing.T) {
	t.Parallel()
	export := func(ev *event.Event) { ev.Action, ev.Class = "files.export", event.ClassBulk }
	for name, row := range map[string]struct {
		byApp  bool
		change func(*event.Event)
		signal string
		want   incident.Level
	}{
		"another client of an app":       {true, func(ev *event.Event) { ev.Origin.UserAgent = "curl/8.5" }, "new_client", incident.LevelReview},
		"another client of no app":       {false, func(ev *event.Event) { ev.Origin.UserAgent = "curl/8.5" }, "new_client", incident.LevelIncident},
		"another network of an app":      {true, func(ev *event.Event) { ev.Origin.Address = away }, "new_network", incident.LevelReview},
		"a first export of an app":       {true, export, "new_action", incident.LevelIncident},
		"an operation like those it has": {true, func(ev *event.Event) { ev.Action = "files.list" }, "", incident.LevelNone},
		"nothing else":                   {true, func(*event.Event) {}, "", incident.LevelNone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, declaredYAML)
			o.Criteria = map[string]string{"unusual_hour": "ignore"}
			e := newEngine(t, o)
			at := warm(e, origin0)
			var ev event.Event
			for i := range 8 * 7 * 4 {
				ev = plainUse("orphan", fmt.Sprint("orphan-", i), at.Add(time.Duration(i/4)*day+time.Duration(i%4)*time.Hour))
				if !row.byApp {
					ev.App = event.App{}
				}
				judgeNow(e, ev)
			}
			ev.ID, ev.Time = "odd", ev.Time+int64(21*time.Hour)
			row.change(&ev)
			v := judgeNow(e, ev).Verdict
			if row.want == incident.LevelNone {
				require.Nil(t, v, "whose it is was told on the first day")
				return
			}
			require.NotNil(t, v)
			assert.Equal(t, row.want.String(), v.Level.String())
			assert.Subset(t, v.Signals, []string{"owner_offboarded", row.signal})
		})
	}
}

func TestAFailedUseAdmitsNoToken(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	at := warm(e, origin0)
	before := e.Stats().Tokens
	ev := plainUse("stray", "x", at)
	ev.Outcome = event.OutcomeFailure
	assert.Nil(t, judgeNow(e, ev).Verdict)
	assert.Equal(t, before, e.Stats().Tokens)
}

func TestANewInventoryIsMatchedAnew(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	at := warm(e, origin0)
	require.NotNil(t, judgeNow(e, plainUse("purposed", "1", at)).Verdict)
	policy := e.policy

	e.SetInventory(loadInventory(t, "tokens: [{provider: acme, token: purposed, owner: ann@example.com, purpose: sync}]"))
	assert.NotEqual(t, policy, e.policy)
	v := judgeNow(e, plainUse("purposed", "2", at.Add(40*day))).Verdict
	assert.Nil(t, v, "declared now, so nothing to tell even 40 days later")

	e.SetInventory(loadInventory(t, "tokens: [{provider: acme, token: purposed, owner: ann@example.com, expires: 2026-01-01T00:00:00Z, purpose: sync}]"))
	v = judgeNow(e, plainUse("purposed", "3", at.Add(41*day))).Verdict
	require.NotNil(t, v)
	assert.Equal(t, []string{"token_expired"}, v.Signals[:1])
}
