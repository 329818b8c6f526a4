package engine

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var folders = regexp.MustCompile(`\S+/`)

// doubting is a world that notes what is told of its inventory; told gives it
// without the folder.
func doubting(t *testing.T, content string) (w *world, told func() []string) {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	var all []string
	o.Contradiction = func(where string) { all = append(all, folders.ReplaceAllString(where, "")) }
	o.Inventory = loadInventory(t, content)
	w = newWorld(t, newEngine(t, o))
	return w, func() []string { return all }
}

// TestRecordsContradictTheInventory: each is told once, and what counts is what
// the documentation says.
func TestRecordsContradictTheInventory(t *testing.T) {
	t.Parallel()
	gone := oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com"))
	back := oktaByAdmin("user.lifecycle.activate", oktaUser("00u1", "gus@example.com"))
	appGone := oktaByAdmin("application.lifecycle.deactivate", fields{"type": "AppInstance", "id": "0oa1sync"})
	for name, row := range map[string]struct {
		inventory string
		records   []change
		signal    string // that the next use shows; "" none
		told      string
	}{
		"an active owner has left": {
			"owners:\n  - {id: gus@example.com, aliases: ['okta:00u1'], status: active, since: 2026-01-01T00:00:00Z}",
			[]change{gone},
			"owner_offboarded",
			`inventory.yaml:2: owner "gus@example.com" is active here, but a record of 2026-01-05T01:00:00Z says that they have left; the record counts, until`,
		},
		"an active owner is back by a later word": {
			"owners: [{id: gus@example.com, aliases: ['okta:00u1'], status: active, since: 2026-01-05T02:00:00Z}]", []change{gone}, "", "",
		},
		"of an owner nothing is stated": {
			"owners: [{id: gus@example.com, aliases: ['okta:00u1']}]", []change{gone}, "owner_offboarded", "",
		},
		"an owner who left is back": {
			"owners: [{id: gus@example.com, aliases: ['okta:00u1'], status: offboarded, since: 2026-01-01T00:00:00Z}]",
			[]change{gone, back},
			"owner_offboarded",
			`inventory.yaml:1: owner "gus@example.com" is offboarded here, but a record of 2026-01-05T02:00:00Z says that they are back; this entry counts, until`,
		},
		"an active app is retired": {
			"apps: [{id: 0oa1sync, provider: okta, status: active}]",
			[]change{appGone},
			"app_retired",
			"inventory.yaml:1: app is active here, but a record of 2026-01-05T01:00:00Z says that it is retired; the record counts, until",
		},
		"a retired app is in use": {
			"apps: [{id: 0oa1sync, provider: okta, status: retired}]", nil, "app_retired",
			"inventory.yaml:1: app is retired here and in use at 2026-01-05T09:00:00Z; every use is an incident, until",
		},
		"two entries of as many keys": {
			"tokens:\n  - {app: 0oa1sync, owner: a@example.com, purpose: sync}\n  - {actor: gus@example.com, owner: gus@example.com, purpose: sync}", nil, "",
			"inventory.yaml:2: matches a token that inventory.yaml:3 matches too, with as many keys; that one counts",
		},
		"a general and a particular entry": {
			"tokens: [{provider: okta, owner: a@example.com, purpose: sync}, {provider: okta, app: 0oa1sync, owner: gus@example.com, purpose: sync}]", nil, "", "",
		},
		"the same entry twice is told when the file is read": {
			"tokens: [{app: 0oa1sync, owner: a@example.com, purpose: sync}, {app: 0OA1sync, owner: gus@example.com, purpose: sync}]", nil, "", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, told := doubting(t, row.inventory)
			for i, c := range row.records {
				w.show(okta, origin0.Add(time.Duration(i+1)*time.Hour), c)
			}
			for i := range 3 {
				v := w.show(okta, origin0.Add(9*time.Hour+time.Duration(i)*time.Minute))
				if row.signal != "" {
					require.NotNil(t, v)
					assert.Contains(t, v.Signals, row.signal)
				} else {
					assert.Nil(t, v)
				}
			}
			if row.told == "" {
				assert.Empty(t, told())
				return
			}
			require.Len(t, told(), 1, "once")
			assert.Contains(t, told()[0], row.told)
		})
	}
}

func TestTheLongerTextOrTheEarlierEntryCounts(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"tokens:\n  - {app: 0oa1sync, owner: a@example.com}\n  - {actor: gus@example.com, owner: b@example.com}": "b@example.com",
		"tokens:\n  - {app: 0oa1*, owner: a@example.com}\n  - {app: 0oa1s*, owner: b@example.com}":               "b@example.com",
		"tokens:\n  - {app: 0oa1sync, owner: a@example.com}\n  - {token: 0oa1sync, owner: b@example.com}":        "a@example.com",
	} {
		w, told := doubting(t, content)
		w.show(okta, origin0, okta.other)
		v := w.show(okta, origin0.Add(8*day))
		require.NotNil(t, v, "no purpose")
		assert.Equal(t, want, v.Token.Owner, content)
		assert.Len(t, told(), 1)
	}
}

// TestAnExceptionOfNoToken: it is told after a week in which nobody used it.
func TestAnExceptionOfNoToken(t *testing.T) {
	t.Parallel()
	const end = ", signal: new_network, value: AS1, until: 2027-01-01}\n"
	w, told := doubting(t, "exceptions:\n  - {app: 0oa1sync"+end+"  - {app: nobodys"+end+"  - {token: nobodys, provider: okta"+end+
		"  - {app: over, signal: new_network, value: AS1, until: 2025-01-01}\n")
	for d := range 20 {
		for hour := range 4 {
			w.show(okta, origin0.Add(time.Duration(d)*day+time.Duration(hour)*time.Hour))
		}
		if d == 6 {
			assert.Empty(t, told(), "it may yet come")
		}
	}
	const what = "exception is about no token that exists: none that it names was used in 7 days; it changes nothing"
	assert.Equal(t, []string{"inventory.yaml:3: " + what, "inventory.yaml:4: " + what}, told())
}

func TestADispositionOfNoIncident(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, func(o *Options) { o.Inventory = loadInventory(t, "{}") })
	var told []string
	e.o.Contradiction = func(where string) { told = append(told, folders.ReplaceAllString(where, "")) }
	v := judgeNow(e, stolen("a", "s", at)).Verdict
	require.NotNil(t, v)
	when := at.Add(-time.Hour)
	inv := loadInventory(t, "dispositions:\n  - "+disposed(v.IncidentID, "benign", when)+"\n  - "+disposed("td-0000", "confirmed", when))
	for range 2 {
		e.SetInventory(inv)
		require.Len(t, told, 1, "once")
		assert.Contains(t, told[0], `inventory.yaml:3: incident "td-0000" is not known: it never opened here`)
	}
	assert.Zero(t, e.Stats().IncidentsOpen, "the other one counts")
	judgeNow(e, plainUse("a", "later", at.Add(100*time.Hour)))
	assert.Len(t, told, 1)
}

// TestAReplayWaitsForItsIncidents: from the beginning no incident is known yet.
func TestAReplayWaitsForItsIncidents(t *testing.T) {
	t.Parallel()
	w, told := doubting(t, "dispositions: [{incident: td-0000, verdict: benign, at: 2026-01-10T00:00:00Z}]")
	w.show(okta, origin0.Add(6*day))
	assert.Empty(t, told(), "its source may be behind")
	w.show(okta, origin0.Add(9*day))
	assert.Len(t, told(), 1)
}

func TestWhatIsToldIsBounded(t *testing.T) {
	t.Parallel()
	w, told := doubting(t, "{}")
	for i := range mostContradictions + 50 {
		w.contradict(fmt.Sprint("/f.yaml:", i), noToken, "x")
	}
	assert.Len(t, told(), mostContradictions)
}
