package engine

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// elsewhereBulk is a use from elsewhere with a client and an operation that the
// token never had.
var elsewhereBulk = change{
	"CLIENT_IP": away, "USER_AGENT": "python-requests/2.32.4", "EVENT_TYPE": "BulkApi2", "URI": "/services/data/v58.0/jobs/query",
}

func disposed(id, verdict string, at time.Time) string {
	return fmt.Sprintf("{incident: %s, verdict: %s, by: gus@example.com, at: %s}", id, verdict, at.Format(time.RFC3339))
}

func (w *world) declare(dispositions ...string) {
	w.Helper()
	list := "dispositions: [" + strings.Join(dispositions, ", ") + "]\n"
	w.SetInventory(loadInventory(w, list+"tokens: [{provider: salesforce, owner: ann@example.com, purpose: sync}]\n"))
}

// disposable plays eight weeks and the use that opens an incident.
func disposable(t *testing.T) (w *world, at time.Time, id string) {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	o.Inventory = loadInventory(t, "tokens: [{provider: salesforce, owner: ann@example.com, purpose: sync}]")
	w = newWorld(t, newEngine(t, o))
	at = w.play(salesforce, 8).Add(9*time.Hour + 30*time.Minute)
	v := w.show(salesforce, at, elsewhereBulk)
	require.NotNil(t, v)
	require.Equal(t, "incident", v.Level.String())
	w.notices = nil
	return w, at, v.IncidentID
}

func TestBenignClosesAndTeaches(t *testing.T) {
	t.Parallel()
	w, at, id := disposable(t)
	decided := at.Add(2 * time.Hour)
	w.declare(disposed(id, "benign", decided))
	assert.NotNil(t, w.show(salesforce, at.Add(time.Hour), elsewhereBulk), "records before it are judged as then")
	assert.Empty(t, w.notices)

	before := w.rates.Of(false)
	before.At(seconds(at.Add(day).UnixNano()))
	counted := before.Reaching(0)
	assert.Nil(t, w.show(salesforce, at.Add(3*time.Hour), elsewhereBulk), "what waited is known")
	require.Len(t, w.notices, 1)
	assert.Equal(t, incident.StateClosed, w.notices[0].State)
	assert.Equal(t, decided.UnixNano(), w.notices[0].Time)
	assert.Contains(t, w.notices[0].Body, "gus@example.com")
	before.At(seconds(at.Add(2 * day).UnixNano()))
	assert.Greater(t, before.Reaching(0), counted, "the episode counts among those that tokens really show")

	assert.Nil(t, w.show(salesforce, at.Add(20*day), elsewhereBulk))
	v := w.show(salesforce, at.Add(20*day+time.Hour), with(elsewhereBulk, change{"USER_AGENT": "curl/8.5", "ROWS_PROCESSED": "900000"}))
	require.NotNil(t, v, "nothing else was allowed")
	assert.True(t, shows(v, "new_client"))
	assert.False(t, shows(v, "new_network"))
}

func TestConfirmedKeepsOutForGood(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		verdict string
		want    incident.Level
	}{"nobody said anything": {"", incident.LevelNone}, "confirmed": {"confirmed", incident.LevelIncident}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, at, id := disposable(t)
			if row.verdict != "" {
				w.declare(disposed(id, row.verdict, at.Add(time.Hour)))
			}
			// It comes every day, and the old place falls silent: so it would settle.
			for d := range 40 {
				for hour := range 8 {
					w.show(salesforce, at.Add(time.Duration(d)*day+time.Duration(hour)*time.Hour+90*time.Minute), change{"CLIENT_IP": away})
				}
			}
			v := w.show(salesforce, at.Add(41*day), change{"CLIENT_IP": away, "USER_AGENT": "python-requests/2.32.4"})
			if row.want == incident.LevelNone {
				assert.False(t, shows(v, "new_network"), "it has settled")
				return
			}
			require.NotNil(t, v)
			assert.True(t, shows(v, "new_network"))
			assert.True(t, shows(v, "new_client"))
		})
	}
}

func TestConfirmedClosesByItself(t *testing.T) {
	t.Parallel()
	w, at, id := disposable(t)
	w.declare(disposed(id, "confirmed", at.Add(time.Hour)))
	w.show(salesforce, at.Add(2*time.Hour))
	assert.EqualValues(t, 1, w.Stats().IncidentsOpen)
	w.show(salesforce, at.Add(73*time.Hour))
	require.Len(t, w.notices, 1)
	assert.Equal(t, at.Add(72*time.Hour).UnixNano(), w.notices[0].Time)
	w.notices = nil
	v := w.show(salesforce, at.Add(74*time.Hour), elsewhereBulk)
	require.NotNil(t, v)
	assert.Equal(t, "incident", v.Level.String(), "who comes back is news")
	assert.NotEqual(t, id, v.IncidentID)
	require.Len(t, w.notices, 1)
	assert.Equal(t, incident.StateOpened, w.notices[0].State)
}

// TestADecisionAfterTheClose: the incident is over, and what it showed is
// remembered.
func TestADecisionAfterTheClose(t *testing.T) {
	t.Parallel()
	for verdict, want := range map[string]bool{"benign": false, "confirmed": true} {
		t.Run(verdict, func(t *testing.T) {
			t.Parallel()
			w, at, id := disposable(t)
			w.show(salesforce, at.Add(80*time.Hour))
			require.Zero(t, w.Stats().IncidentsOpen)
			w.declare(disposed(id, verdict, at.Add(81*time.Hour)))
			v := w.show(salesforce, at.Add(96*time.Hour), elsewhereBulk)
			if want {
				require.NotNil(t, v)
				assert.Equal(t, "incident", v.Level.String())
				return
			}
			assert.Nil(t, v)
		})
	}
}

// TestTheLastWordCounts: the earlier one is taken back, in either order of the
// file.
func TestTheLastWordCounts(t *testing.T) {
	t.Parallel()
	w, at, id := disposable(t)
	w.declare(disposed(id, "confirmed", at.Add(3*time.Hour)), disposed(id, "benign", at.Add(time.Hour)))
	assert.Nil(t, w.show(salesforce, at.Add(2*time.Hour), elsewhereBulk))
	v := w.show(salesforce, at.Add(4*time.Hour), elsewhereBulk)
	require.NotNil(t, v)
	assert.True(t, shows(v, "new_network"))
}

// TestAReplayKnowsTheDecision: the same inventory from the beginning says the
// same as the one that came when the analyst had written it.
func TestAReplayKnowsTheDecision(t *testing.T) {
	t.Parallel()
	for _, verdict := range []string{"benign", "confirmed"} {
		t.Run(verdict, func(t *testing.T) {
			t.Parallel()
			live, at, id := disposable(t)
			content := []string{disposed(id, verdict, at.Add(90*time.Minute))}
			live.declare(content...)
			o := live.o
			replay := newWorld(t, newEngine(t, o))
			replay.declare(content...)
			replay.play(salesforce, 8)
			replay.show(salesforce, at, elsewhereBulk)
			restart := newWorld(t, restarted(t, live.Engine, o))
			restart.declare(content...)
			restart.serial = replay.serial
			restart.duplicates.young, restart.duplicates.old = maps.Clone(live.duplicates.young), maps.Clone(live.duplicates.old)
			live.notices, replay.notices = nil, nil
			for i := range 100 {
				c := change(nil)
				if i%7 == 0 {
					c = elsewhereBulk
				}
				when := at.Add(time.Duration(i) * time.Hour).Add(time.Minute)
				a, b := live.show(salesforce, when, c), replay.show(salesforce, when, c)
				require.Equal(t, a, b, "use %d", i)
				require.Equal(t, a, restart.show(salesforce, when, c), "use %d after a restart", i)
			}
			assert.NotEmpty(t, live.notices)
			for _, n := range append(live.notices, replay.notices...) {
				n.Policy = "" // of an inventory that did not know yet
			}
			assert.Equal(t, live.notices, replay.notices)
			for _, n := range restart.notices {
				n.Policy = ""
			}
			assert.Equal(t, live.notices, restart.notices)
			assert.Equal(t, live.accounts.appendBinary(nil), restart.accounts.appendBinary(nil))
		})
	}
}

// TestConfirmedIsLentToNobody: what three tokens of an app show is everybody's,
// except what was confirmed on one of them.
func TestConfirmedIsLentToNobody(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		verdict string
		lent    bool
	}{"benign": {"benign", true}, "confirmed": {"confirmed", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Budget, o.Criteria = 0.05, map[string]string{"unusual_hour": "ignore", "two_heads": "ignore", "baseline_walk": "ignore", "app_migration": "ignore"}
			o.Inventory = loadInventory(t, "tokens: [{provider: acme, owner: ann@example.com, purpose: sync}]")
			e := newEngine(t, o)
			use := func(token, id string, at time.Time, address string) event.Event {
				ev := plainUse(token, id, at)
				ev.App = event.App{ID: "app", Name: "App"}
				ev.Origin.Address = address
				return ev
			}
			tokens := []string{"a", "b", "c", "d", "e"}
			for i := range 8 * 7 * 4 {
				for _, token := range tokens {
					judgeNow(e, use(token, fmt.Sprint(token, i), origin0.Add(time.Duration(i/4)*day+time.Duration(9+i%4)*time.Hour), "192.0.2.10"))
				}
			}
			at := origin0.Add(56*day + 9*time.Hour)
			theft := use("a", "theft", at, away)
			theft.Origin.UserAgent, theft.Action, theft.Class = "python-requests/2.32", "files.export", event.ClassBulk
			v := judgeNow(e, theft).Verdict
			require.NotNil(t, v)
			require.NotEmpty(t, v.IncidentID)
			e.SetInventory(loadInventory(t, "dispositions: ["+disposed(v.IncidentID, row.verdict, at.Add(time.Hour))+"]\ntokens: [{provider: acme, owner: ann@example.com, purpose: sync}]"))
			for i, token := range []string{"b", "c", "d"} {
				judgeNow(e, use(token, "moved-"+token, at.Add(time.Duration(80+i)*time.Hour), away))
			}
			v = judgeNow(e, use("e", "asked", at.Add(90*time.Hour), away)).Verdict
			if row.lent {
				assert.Nil(t, v)
				return
			}
			require.NotNil(t, v)
			assert.True(t, shows(v, "new_network"))
		})
	}
}

func TestAccountsAreBounded(t *testing.T) {
	t.Parallel()
	s := newAccounts()
	for i := range mostAccounts + 3000 {
		s.opened(&incident.Open{Verdict: incident.Verdict{IncidentID: fmt.Sprint("td-", i)}, Opened: int64(i)}, tokenNumber(1), false)
		if i%2 == 0 {
			s.all[fmt.Sprint("td-", i)].open = false
		}
	}
	assert.LessOrEqual(t, len(s.all), mostAccounts)
	assert.EqualValues(t, mostAccounts+3000, int64(len(s.all))+s.lost)
	assert.NotContains(t, s.all, "td-0", "the oldest that has closed goes first")
	assert.Contains(t, s.all, "td-1", "an open one stays")

	var a account
	for i := range 2 * mostAccountValues {
		a.add(1, uint32(i+1), "x", false)
	}
	assert.Len(t, a.values, mostAccountValues)
}
