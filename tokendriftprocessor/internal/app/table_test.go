package app

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

var crm = store.Key{Hash: 7, Check: 1}

const (
	network = baseline.Network
	noon    = 1_000 * hour
	value1  = 11
)

func tableOf(tokens int) *Table {
	t := NewTable()
	for range tokens {
		t.Join(crm, noon-30*86400)
	}
	return t
}

func TestLendingIsAsOfTheLastFullHour(t *testing.T) {
	t.Parallel()
	apps := tableOf(5)
	assert.Equal(t, 5, apps.Tokens(crm))
	apps.Show(crm, network, value1, noon)
	apps.Show(crm, network, value1, noon+hour-1)
	for name, row := range map[string]struct {
		at   uint32
		lent int
	}{
		"in the same second":    {noon, 0},
		"in the same hour":      {noon + hour - 1, 0},
		"in the next hour":      {noon + hour, 2},
		"by a source far ahead": {noon + 100*hour, 2},
		"by a source behind":    {noon - hour, 0},
	} {
		assert.Equal(t, row.lent, apps.Lent(crm, network, value1, row.at), name)
	}
	apps.Show(crm, network, value1, noon+hour)
	assert.Equal(t, 2, apps.Lent(crm, network, value1, noon+hour), "the third is of this hour")
	apps.Show(crm, network, value1, noon-hour)
	assert.Equal(t, 2, apps.Lent(crm, network, value1, noon+hour), "one that comes late is of this hour too")
	assert.Equal(t, 4, apps.Lent(crm, network, value1, noon+2*hour))

	assert.Zero(t, apps.Lent(crm, baseline.Country, value1, noon+2*hour), "another dimension")
	assert.Zero(t, apps.Lent(crm, network, value1+1, noon+2*hour), "another value")
	assert.Zero(t, apps.Lent(store.Key{Hash: 7, Check: 2}, network, value1, noon+2*hour), "another app")
}

func TestWhatOfNoAppIsShownIsNotHeld(t *testing.T) {
	t.Parallel()
	apps := NewTable()
	apps.Show(crm, network, value1, noon)
	apps.Opened(crm, noon)
	apps.Closed(crm)
	assert.Zero(t, apps.Held())
	assert.Zero(t, apps.Tokens(crm))
}

func TestAnOpenIncidentFreezesLending(t *testing.T) {
	t.Parallel()
	apps := tableOf(5)
	apps.Show(crm, network, 1, noon-2*86400) // long before
	apps.Show(crm, network, 2, noon-86400+1) // within the day before
	apps.Opened(crm, noon)
	apps.Show(crm, network, 3, noon+1) // while it is open
	apps.Show(crm, network, 1, noon+1)
	lent := func() (n [3]int) {
		for i := range n {
			n[i] = apps.Lent(crm, network, uint32(i+1), noon+10*hour)
		}
		return n
	}
	assert.Equal(t, [3]int{1, 0, 0}, lent())

	apps.Opened(crm, noon+5*hour) // a second token
	apps.Closed(crm)
	assert.Equal(t, [3]int{1, 0, 0}, lent(), "one is still open")
	apps.Closed(crm)
	assert.Equal(t, [3]int{1, 1, 0}, lent())
	apps.Show(crm, network, 3, noon+6*hour)
	assert.Equal(t, [3]int{1, 1, 1}, lent())
	apps.Closed(crm)
	apps.Show(crm, network, 4, noon+6*hour)
	assert.Equal(t, 1, apps.Lent(crm, network, 4, noon+10*hour), "a close too many changes nothing")
}

func TestFreezingInTheFirstDayOfTime(t *testing.T) {
	t.Parallel()
	apps := tableOf(2)
	apps.Show(crm, network, value1, 10)
	apps.Opened(crm, 20)
	assert.NotPanics(t, func() { apps.Lent(crm, network, value1, noon) })
}

func TestTheTableIsBounded(t *testing.T) {
	t.Parallel()
	apps := NewTable()
	assert.Equal(t, 4096, apps.Limit())
	for i := range uint64(mostApps) {
		apps.Join(store.Key{Hash: i + 1}, uint32(noon+i))
	}
	require.Equal(t, mostApps, apps.Held())
	apps.Join(store.Key{Hash: 1}, noon+10*hour) // the oldest is seen again
	apps.Join(crm, noon+10*hour)
	apps.Join(store.Key{Hash: 9_999}, noon+10*hour)
	assert.Equal(t, mostApps, apps.Held())
	assert.Equal(t, 2, apps.Tokens(store.Key{Hash: 1}))
	assert.Zero(t, apps.Tokens(store.Key{Hash: 2}), "not seen for longest")
	assert.Equal(t, 1, apps.Tokens(store.Key{Hash: 9_999}))
}

func TestTheValuesOfAnAppAreBounded(t *testing.T) {
	t.Parallel()
	apps := tableOf(5)
	for range 3 {
		apps.Show(crm, network, value1, noon-hour)
	}
	for i := range uint32(1000) { // an app that gets a new address all the time
		apps.Show(crm, baseline.Prefix, 1000+i, noon+i)
	}
	_, a := apps.find(crm)
	assert.Len(t, apps.values.of(a, nil), mostValues)
	assert.Equal(t, mostValues, apps.values.slab.Held())
	assert.Equal(t, 3, apps.Lent(crm, network, value1, noon+hour), "what many show stays")
	assert.Equal(t, 1, apps.Lent(crm, baseline.Prefix, 1999, noon+hour))
	assert.Zero(t, apps.Lent(crm, baseline.Prefix, 1000, noon+hour), "the oldest of those that one shows goes")
}

func TestCountsDoNotWrap(t *testing.T) {
	t.Parallel()
	apps := tableOf(1)
	for i := range 70_000 {
		apps.Show(crm, network, value1, noon+uint32(i))
	}
	assert.Equal(t, 1<<15, apps.Lent(crm, network, value1, math.MaxUint32))
}

// TestAnAppUnderIncidentLeavesLast: it would lend again what was taken back.
func TestAnAppUnderIncidentLeavesLast(t *testing.T) {
	table := NewTable()
	for i := range mostApps {
		table.Join(store.Key{Hash: uint64(i + 1)}, uint32(1000+i))
	}
	table.Opened(store.Key{Hash: 1}, 200_000)
	assert.True(t, table.Join(store.Key{Hash: 9999}, 9000))
	assert.Equal(t, 1, table.Tokens(store.Key{Hash: 1}), "it has not been used for longest, and stays")
	assert.Zero(t, table.Tokens(store.Key{Hash: 2}))
	assert.False(t, table.Join(store.Key{Hash: 9999}, 9001), "it is known by now")
}
