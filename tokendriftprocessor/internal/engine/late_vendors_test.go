package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// reversed plays a case's history and then its steps so that the last one, the
// use, comes first, and gives what was told of the signal and still stands.
func (c *signalCase) reversed(t *testing.T, declared string, steps []step) (standing []*incident.Notice) {
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	if declared != "" {
		o.Inventory = loadInventory(t, declared)
	}
	var own []string
	if c.source != "" {
		own = []string{writeFile(t, "own.yaml", c.source)}
	}
	w := newWorld(t, newEngine(t, o), own...)
	w.show(c.vendor, origin0.Add(-10*day), c.vendor.other)
	at := origin0.Add(9 * time.Hour)
	if !c.young {
		at = w.play(c.vendor, 8, c.habits...).Add(9*time.Hour + 30*time.Minute)
	}
	w.notices = nil
	order := slices.Concat([]int{len(steps) - 1}, numbersBelow(len(steps)-1))
	for _, i := range order {
		v := c.vendor
		if steps[i].from != nil {
			v = *steps[i].from
		}
		w.show(v, at.Add(time.Duration(i+1)*3*time.Minute), steps[i].change)
	}
	for _, n := range w.notices {
		if n.State == incident.StateOpened && slices.Contains(n.Signals, c.signal) {
			standing = append(standing, n)
		}
		if n.State == incident.StateClosed && strings.Contains(n.Body, "told only now") {
			standing = slices.DeleteFunc(standing, func(o *incident.Notice) bool { return o.IncidentID == n.IncidentID })
		}
	}
	return standing
}

func numbersBelow(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

// TestLateTruthFromRawRecords: every vendor's ends, told after the use.
func TestLateTruthFromRawRecords(t *testing.T) {
	t.Parallel()
	vendors := map[string]bool{}
	for _, c := range slices.Concat(lifecycleCases(), leakCases(), sessionCases()) {
		late := []string{"owner_offboarded", "app_retired", "after_session_end", "after_rotation", "after_revoke", "leaked"}
		if !slices.Contains(late, c.signal) || len(c.fires) < 2 || len(c.benign) < 2 {
			continue // told by the inventory, or by the use itself
		}
		vendors[c.vendor.name] = true
		t.Run(c.signal+"/"+c.vendor.name+"/"+c.clause, func(t *testing.T) {
			t.Parallel()
			told := c.reversed(t, c.inventory, c.fires)
			if c.level == incident.LevelReview {
				require.Empty(t, told, "a review can be told on a record only")
				return
			}
			require.Len(t, told, 1)
			assert.Len(t, told[0].Records, 1)
			assert.Equal(t, told[0].FirstSeen, told[0].Time+int64(3*time.Minute), "the end came three minutes before the use")

			twin := c.inventory
			if c.twins != "" {
				twin = c.twins
			}
			assert.Empty(t, c.reversed(t, twin, c.benign), "the twin")
		})
	}
	assert.Len(t, vendors, 7, "all six, and a user's own source")
}
