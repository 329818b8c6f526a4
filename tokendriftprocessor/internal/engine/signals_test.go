package engine

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// signalCase plays eight weeks of a steady token and then what should make the
// signal fire, and its twin, which differs in one clause, and must not.
type signalCase struct {
	signal    string
	clause    string // what the twin differs in
	vendor    vendor
	inventory string
	twins     string // the twin's inventory, where that is the clause
	source    string // an own source file
	young     bool   // no history
	habits    []change
	was       []change // the twin's habits, where they are the clause
	fires     []step
	benign    []step
	// level is what the signal alone amounts to, for rules. Statistical ones
	// are looked at with a criterion that makes each of them a review.
	level incident.Level
}

// step is one more record after the history.
type step struct {
	from   *vendor // nil: the case's
	after  time.Duration
	change change
}

func signalCases() []signalCase {
	return slices.Concat(infrastructureCases(), headsCases(), clientCases(), behaviourCases(), volumeCases(), driftCases(), scopeCases(),
		lifecycleCases(), leakCases(), cleanUpCases(), endpointCases(), sessionCases(), registryCases())
}

func (c *signalCase) run(t *testing.T, declared string, habits []change, steps []step) *incident.Verdict {
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	if declared != "" {
		o.Inventory = loadInventory(t, declared)
	}
	if c.level == incident.LevelNone {
		o.Criteria = map[string]string{c.signal: "review"}
	}
	var own []string
	if c.source != "" {
		own = []string{writeFile(t, "own.yaml", c.source)}
	}
	w := newWorld(t, newEngine(t, o), own...)
	// The source is older than the token, or the token would be one of its
	// first days' list.
	w.show(c.vendor, origin0.Add(-10*day), c.vendor.other)
	at := origin0.Add(9 * time.Hour)
	if !c.young {
		at = w.play(c.vendor, 8, habits...).Add(9*time.Hour + 30*time.Minute)
	}
	var last *incident.Verdict
	for _, s := range steps {
		at = at.Add(max(s.after, time.Minute))
		v := c.vendor
		if s.from != nil {
			v = *s.from
		}
		last = w.show(v, at, s.change)
	}
	return last
}

func TestSignalsFireFromRawRecords(t *testing.T) {
	t.Parallel()
	for _, c := range signalCases() {
		t.Run(c.signal+"/"+c.vendor.name+"/"+c.clause, func(t *testing.T) {
			t.Parallel()
			v := c.run(t, c.inventory, c.habits, c.fires)
			require.NotNil(t, v, "no verdict at all")
			assert.Contains(t, v.Signals, c.signal)
			if c.level != incident.LevelNone {
				assert.Equal(t, c.level.String(), v.Level.String())
			}
			i := slices.IndexFunc(v.Evidence, func(s incident.Shown) bool { return s.Signal == c.signal })
			require.GreaterOrEqual(t, i, 0)
			assert.NotEmpty(t, v.Evidence[i].Seen)
			if !c.young {
				assert.NotEmpty(t, v.Evidence[i].Normal, "an analyst needs to see what is normal")
			}
			for _, ref := range signal.ByName(c.signal).References {
				assert.Contains(t, v.References, ref)
			}

			twin, was := c.inventory, c.habits
			if c.twins != "" {
				twin = c.twins
			}
			if c.was != nil {
				was = c.was
			}
			v = c.run(t, twin, was, c.benign)
			assert.False(t, shows(v, c.signal), "the twin fires: %+v", v)
		})
	}
}

// TestEverySignalHasACase: a signal that gets a function needs a case here.
func TestEverySignalHasACase(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{"app_migration": true, "app_theft": true} // of an app, see moves_test.go
	for _, c := range signalCases() {
		covered[c.signal] = true
	}
	later := []string{}
	for i := range signal.Table {
		fires := !reflect.ValueOf(&signal.Table[i]).Elem().FieldByName("fire").IsNil()
		name := signal.Table[i].Name
		if name == "exception_expired" {
			fires = true // raised by the engine, which knows what exceptions cover
		}
		assert.Equal(t, fires, covered[name], name)
		if !fires {
			later = append(later, name)
		}
	}
	assert.Empty(t, later)
}

func TestEveryVendorIsCovered(t *testing.T) {
	t.Parallel()
	cases := map[string]int{}
	for _, c := range signalCases() {
		cases[c.vendor.name]++
	}
	for _, v := range []vendor{github, okta, salesforce, google, entra, aws} {
		assert.GreaterOrEqual(t, cases[v.name], 5, v.name)
	}
}
