package engine

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// grants are the tokens of one app: each works from nine to four, for eight
// weeks, and then round the clock for three days. Between hours a use can be
// other than usual.
type grants struct {
	*world
	n     int
	begin time.Time
	tags  []*incident.Verdict
}

// appOf plays the history of n grants of one Salesforce app.
func appOf(t *testing.T, n int, change func(*Options)) *grants {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	o.Criteria = map[string]string{"unusual_hour": "ignore"}
	if change != nil {
		change(&o)
	}
	g := &grants{world: newWorld(t, newEngine(t, o)), n: n, begin: origin0.Add(56*day + 9*time.Hour)}
	for d := range 56 {
		for hour := 9; hour < 17; hour++ {
			for token := range n {
				g.use(token, origin0.Add(time.Duration(d)*day+time.Duration(hour)*time.Hour), nil)
			}
		}
	}
	g.notices, g.tags = nil, nil
	return g
}

// use shows a use of a grant, some minutes after the hour.
func (g *grants) use(token int, hour time.Time, c change) {
	g.Helper()
	own := change{"USER_ID": fmt.Sprintf("0055j00000%d", token), "USER_NAME": fmt.Sprintf("sync-%d@example.com", token), "SESSION_KEY": nil, "LOGIN_KEY": nil}
	if v := g.show(salesforce, hour.Add(time.Duration(token*4)*time.Minute), own, c); v != nil {
		g.tags = append(g.tags, v)
	}
}

// days plays three days of one use an hour of every grant.
func (g *grants) days(of func(token, hour int) change) {
	g.Helper()
	for hour := range 72 {
		for token := range g.n {
			g.use(token, g.begin.Add(time.Duration(hour)*time.Hour), of(token, hour))
		}
	}
}

// incidents are those that opened, and those of them that became the theft of
// the app.
func (g *grants) incidents() (opened, thefts []*incident.Notice) {
	stolen := map[string]bool{}
	for _, n := range g.notices {
		if n.State == incident.StateOpened {
			opened = append(opened, n)
		}
		if n.State != incident.StateClosed && slices.Contains(n.Signals, "app_theft") && !stolen[n.IncidentID] {
			stolen[n.IncidentID] = true
			thefts = append(thefts, n)
		}
	}
	return opened, thefts
}

func (g *grants) reviews(signal string) (n int) {
	for _, v := range g.tags {
		if v.Level == incident.LevelReview && slices.Contains(v.Signals, signal) {
			n++
		}
	}
	return n
}

// moves is a vendor's migration: within three hours all grants move.
func moves(token, hour int) change {
	if hour < token/2 {
		return nil
	}
	return change{"CLIENT_IP": away}
}

// with is the migration with one thing otherwise, on uses from the new place.
func moveWith(c change) func(token, hour int) change {
	return func(token, hour int) change {
		m := moves(token, hour)
		if m == nil {
			return nil
		}
		maps.Copy(m, c)
		return m
	}
}

// TestMigrationOrTheft: a vendor's migration is a review that says so; a twin
// that differs in one clause alone is one theft of the whole app.
func TestMigrationOrTheft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		clause string
		of     func(token, hour int) change
		theft  bool
		why    string
	}{
		{"migration", moves, false, ""},
		{"failover and back", func(token, hour int) change {
			if hour < 2 || hour > 20 {
				return nil
			}
			return change{"CLIENT_IP": away}
		}, false, ""},
		{"other addresses of the same network", func(token, hour int) change {
			if m := moves(token, hour); m != nil {
				return change{"CLIENT_IP": nextDoor}
			}
			return nil
		}, false, ""},
		{"two canaries", func(token, hour int) change {
			if token < 2 {
				return moves(token, hour)
			}
			return nil
		}, false, ""},
		{"the old infrastructure in use", func(token, hour int) change {
			if hour%3 == 1 {
				return nil
			}
			return moves(token, hour)
		}, true, "their old place goes on being used"},
		{"another client", moveWith(change{"USER_AGENT": "python-requests/2.32.4"}), true, "the client is another"},
		{"other operations", moveWith(change{"EVENT_TYPE": "BulkApi2", "URI": "/services/data/v58.0/jobs/query"}), true, "the operations are others"},
		{"more volume", moveWith(change{"ROWS_PROCESSED": "90000"}), true, "they move more than ever"},
		{"some tokens only", func(token, hour int) change {
			if token < 3 {
				return moves(token, hour)
			}
			return nil
		}, true, "others stayed where they were"},
	} {
		t.Run(c.clause, func(t *testing.T) {
			t.Parallel()
			g := appOf(t, 6, nil)
			g.days(c.of)
			opened, thefts := g.incidents()
			if !c.theft {
				assert.Empty(t, opened)
				if c.clause == "migration" {
					assert.Equal(t, 1, g.reviews("app_migration"), "once, of the app")
				}
				return
			}
			require.Len(t, thefts, 1)
			n := thefts[0]
			assert.Contains(t, n.Body, c.why)
			assert.Equal(t, incident.SeverityCritical, n.Severity)
			assert.NotEmpty(t, n.Action.Reason)
			assert.GreaterOrEqual(t, len(n.BlastTokens), 3)
			assert.NotEmpty(t, n.Records)
			assert.NotEmpty(t, n.BlastSystems)
			assert.Positive(t, n.BlastVolume)
			assert.Zero(t, n.Time%int64(time.Hour), "the hour's close decides")
			for _, o := range opened { // before the hour's close single tokens may speak
				assert.Less(t, o.Time, n.Time+1, "%v", o.Signals)
			}
		})
	}
}

// loud is what makes a single token an incident at once.
var loud = change{"CLIENT_IP": away, "USER_AGENT": "python-requests/2.32.4", "EVENT_TYPE": "BulkApi2", "URI": "/services/data/v58.0/jobs/query", "ROWS_PROCESSED": "90000"}

// TestIncidentsOfTokensBecomePartOfTheApps: in the first hour every token
// speaks for itself; then one incident has them all, also those that follow.
func TestIncidentsOfTokensBecomePartOfTheApps(t *testing.T) {
	t.Parallel()
	g := appOf(t, 6, nil)
	g.days(func(token, hour int) change {
		if hour < 3 && token == hour+3 || hour == 0 && token < 3 { // three at once, then one an hour
			return loud
		}
		return nil
	})
	opened, thefts := g.incidents()
	require.NotEmpty(t, opened)
	for _, n := range opened {
		assert.Less(t, n.Time, g.begin.Add(time.Hour).UnixNano(), "later ones are part of the first")
	}
	require.Len(t, thefts, 1)
	assert.Equal(t, opened[0].IncidentID, thefts[0].IncidentID)
	part := 0
	for _, n := range g.notices {
		if n.State == incident.StateClosed && n.Time == g.begin.Add(time.Hour).UnixNano() {
			assert.Contains(t, n.Body, "part of "+thefts[0].IncidentID)
			part++
		}
	}
	assert.Equal(t, len(opened)-1, part)
	whole := g.book.ByID(thefts[0].IncidentID)
	if whole == nil { // it has closed by now
		i := slices.IndexFunc(g.notices, func(n *incident.Notice) bool {
			return n.State == incident.StateClosed && n.IncidentID == thefts[0].IncidentID
		})
		require.GreaterOrEqual(t, i, 0)
		assert.Len(t, g.notices[i].BlastTokens, 6)
		return
	}
	assert.Len(t, whole.Blast(), 6)
}

// TestWhatAUserSaysOfThefts: criteria and exceptions hold for the theft of an
// app as for any signal.
func TestWhatAUserSaysOfThefts(t *testing.T) {
	t.Parallel()
	partly := func(token, hour int) change {
		if token < 3 {
			return moves(token, hour)
		}
		return nil
	}
	excepted := func(until string) string {
		return "exceptions: [{app: 0H4s00014, provider: salesforce, signal: app_theft, value: AS64501, until: " + until + ", ticket: CHG-1, owner: gus@example.com}]"
	}
	for name, c := range map[string]struct {
		change func(*Options)
		thefts int
		review bool
	}{
		"nothing":                                {nil, 1, false},
		"ignore":                                 {func(o *Options) { o.Criteria["app_theft"] = "ignore" }, 0, false},
		"review":                                 {func(o *Options) { o.Criteria["app_theft"] = "review" }, 0, true},
		"a budget that no history certifies yet": {func(o *Options) { o.Budget = 0.0001 }, 0, true},
		"an exception":                           {func(o *Options) { o.Inventory = loadInventory(t, excepted("2026-12-01T00:00:00Z")) }, 0, false},
		"one that has run out":                   {func(o *Options) { o.Inventory = loadInventory(t, excepted("2026-02-01T00:00:00Z")) }, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := appOf(t, 6, c.change)
			g.days(partly)
			_, thefts := g.incidents()
			assert.Len(t, thefts, c.thefts)
			assert.Equal(t, c.review, g.reviews("app_theft") > 0 && c.thefts == 0)
		})
	}
}

// TestMovesOutliveARestart: the same is said when the engine is put away and
// loaded again in the middle of a move.
func TestMovesOutliveARestart(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]func(token, hour int) change{"migration": moves, "theft": moveWith(change{"USER_AGENT": "python-requests/2.32.4"})} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := func(restart int) (list []string) {
				g := appOf(t, 6, nil)
				for hour := range 72 {
					if hour == restart {
						b := g.moves.AppendBinary(nil)
						loaded := *g.moves
						require.NoError(t, loaded.Load(b))
						assert.Equal(t, b, loaded.AppendBinary(nil))
						*g.moves = loaded
						open := g.book.AppendBinary(nil)
						require.NoError(t, g.book.Load(open))
						assert.Equal(t, open, g.book.AppendBinary(nil))
					}
					for token := range g.n {
						g.use(token, g.begin.Add(time.Duration(hour)*time.Hour), of(token, hour))
					}
				}
				for _, n := range g.notices {
					list = append(list, fmt.Sprint(n.State, n.Time, n.IncidentID, n.Signals, n.BlastTokens, n.Body))
				}
				for _, v := range g.tags {
					list = append(list, fmt.Sprint(v.Level, v.IncidentID, v.Signals, v.Reason))
				}
				return list
			}
			whole := said(-1)
			require.NotEmpty(t, whole)
			for _, restart := range []int{1, 3, 8} {
				assert.Equal(t, whole, said(restart))
			}
		})
	}
}

// TestAStolenAppGoesOnAsOneIncident: when its incident has closed and the
// thief does something new, that is one incident again and not one a token.
func TestAStolenAppGoesOnAsOneIncident(t *testing.T) {
	t.Parallel()
	g := appOf(t, 6, nil)
	g.days(moveWith(change{"USER_AGENT": "python-requests/2.32.4"}))
	_, thefts := g.incidents()
	require.Len(t, thefts, 1)
	for hour := 72; hour < 120; hour++ { // four days after it began it has closed
		for token := range g.n {
			c := moveWith(change{"USER_AGENT": "python-requests/2.32.4"})(token, hour)
			if hour >= 110 {
				c = maps.Clone(loud)
			}
			g.use(token, g.begin.Add(time.Duration(hour)*time.Hour), c)
		}
	}
	var later []*incident.Notice
	for _, n := range g.notices {
		if n.State == incident.StateOpened && n.Time >= g.begin.Add(110*time.Hour).UnixNano() {
			later = append(later, n)
		}
	}
	require.Len(t, later, 1)
	assert.NotEqual(t, thefts[0].IncidentID, later[0].IncidentID)
	o := g.book.ByID(later[0].IncidentID)
	require.NotNil(t, o)
	assert.Len(t, o.Blast(), 6)
}
