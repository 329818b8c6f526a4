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

func TestMerelyOwnedWithOtherEvidenceIsAnIncident(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	at := steady(e, "orphan", warm(e, origin0), 8)
	ev := plainUse("orphan", "odd", at)
	ev.Origin.UserAgent = "curl/8.5"
	v := judgeNow(e, ev).Verdict
	require.NotNil(t, v)
	assert.Equal(t, "incident", v.Level.String())
	assert.Subset(t, v.Signals, []string{"owner_offboarded", "new_client"})
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
