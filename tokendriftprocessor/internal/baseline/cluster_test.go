package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Traces of three programs.
var (
	syncs   = Trace{Family: 1, Network: 10, Prefix: 100, Action: 1000}
	reports = Trace{Family: 2, Network: 20, Prefix: 200, Action: 2000}
	mails   = Trace{Family: 3, Network: 30, Prefix: 300, Action: 3000}
)

func (t Trace) doing(action uint32) Trace { t.Action = action; return t }
func (t Trace) from(prefix uint32) Trace  { t.Prefix = prefix; return t }
func (t Trace) in(network uint32) Trace   { t.Network = network; return t }
func (t Trace) with(family uint32) Trace  { t.Family = family; return t }

// shared shows each trace once an hour for so many days.
func shared(t *testing.T, days int, traces ...Trace) (*Consumers, *Sharing) {
	t.Helper()
	c := NewConsumers()
	s := c.Admit(keyOf(1), false, monday)
	require.NotNil(t, s)
	c.goOn(s, monday, days, traces...)
	return c, s
}

func (t *Consumers) goOn(s *Sharing, from uint32, days int, traces ...Trace) uint32 {
	at := from
	for range days * 24 {
		for i, trace := range traces {
			t.Teach(s, trace, at+uint32(i))
		}
		at += 3600
	}
	return at
}

func TestWhatIsTiedTogetherIsOneCluster(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		traces []Trace
		want   uint8 // clusters
	}{
		"one program":                               {[]Trace{syncs}, 1},
		"one program, two jobs in one place":        {[]Trace{syncs, syncs.doing(1001)}, 1},
		"one program, one job in two places":        {[]Trace{syncs, syncs.from(101)}, 1},
		"two jobs in two places":                    {[]Trace{syncs, syncs.doing(1001).from(101)}, 2},
		"two jobs in two places, tied by a third":   {[]Trace{syncs, syncs.doing(1001).from(101), syncs.doing(1001)}, 1},
		"two clients":                               {[]Trace{syncs, syncs.with(2)}, 2},
		"two networks":                              {[]Trace{syncs, syncs.in(20)}, 2},
		"without a network, in one place":           {[]Trace{syncs.in(0), syncs.in(0).doing(1001)}, 1},
		"a use without a client could be anybody's": {[]Trace{syncs, syncs.with(0)}, 1},
		"three programs":                            {[]Trace{syncs, reports, mails}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, s := shared(t, 6, row.traces...)
			assert.Equal(t, row.want, s.n)
			assert.EqualValues(t, 6, s.clusters[0].Days)
		})
	}
}

func TestWhoIsAConsumer(t *testing.T) {
	t.Parallel()
	c, s := shared(t, 4, syncs)
	at := monday + 4*aDay
	assert.Zero(t, s.Settled(at), "96 uses on four days")
	c.Teach(s, syncs, at)
	assert.EqualValues(t, 1, s.Settled(at), "on five")
	assert.EqualValues(t, 1, s.Settled(at+30*aDay-1))
	assert.Zero(t, s.Settled(at+30*aDay), "it has gone")

	_, s = shared(t, 0)
	for d := range uint32(19) {
		c.Teach(s, reports, monday+d*aDay)
	}
	assert.Zero(t, s.Settled(monday+19*aDay), "19 uses on as many days")
}

func TestConsumersThatAreToldApart(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		traces []Trace
		want   int
	}{
		"two programs":                         {[]Trace{syncs, reports}, 2},
		"two in one network":                   {[]Trace{syncs, reports.in(10).from(100)}, 2},
		"three":                                {[]Trace{syncs, reports, mails}, 3},
		"one program with two clients":         {[]Trace{syncs, syncs.with(2)}, 1},
		"one program in two networks":          {[]Trace{syncs, syncs.in(20).from(200)}, 1},
		"one program with two jobs":            {[]Trace{syncs, syncs.from(101).doing(1001)}, 1},
		"another client elsewhere, same job":   {[]Trace{syncs, reports.doing(1000)}, 2},
		"the same elsewhere without a network": {[]Trace{syncs.in(0), reports.in(0).doing(1000)}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, s := shared(t, 7, row.traces...)
			assert.Equal(t, row.want, s.Apart())
			all := uint8(0)
			systems := s.Systems(monday + 7*aDay)
			for _, set := range systems {
				all |= set
			}
			assert.Len(t, systems, row.want)
			assert.Equal(t, s.Settled(monday+7*aDay), all, "every cluster is somebody's")
		})
	}
}

func TestOneAfterTheOtherIsAMove(t *testing.T) {
	t.Parallel()
	c, s := shared(t, 8, syncs)
	c.goOn(s, monday+6*aDay, 9, reports) // they overlap for two days
	assert.Equal(t, 1, s.Apart())
}

func TestWhomAUseFits(t *testing.T) {
	t.Parallel()
	_, s := shared(t, 7, syncs, reports, mails.in(10).from(100), mails.in(10).from(104).doing(3001))
	at := monday + 7*aDay
	for name, row := range map[string]struct {
		use  Trace
		want uint8
	}{
		"the first":                             {syncs, 1},
		"the first, doing what nobody does":     {syncs.doing(9), 1},
		"the second":                            {reports.doing(9), 2},
		"one network, told apart by the client": {mails.in(10).from(100).doing(9), 4},
		"one client and network, by the place":  {mails.in(10).from(104).doing(9), 8},
		"a known client from another network":   {syncs.in(20).from(200), 0},
		"a known client from another prefix":    {syncs.from(199), 0},
		"another client from a known place":     {syncs.with(9), 0},
		"no client, and one does this there":    {syncs.with(0), 1},
		"no client, and nobody does this":       {syncs.with(0).doing(9), 1 | 4},
		"nothing to go by":                      {Trace{Action: 1000}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, row.want, s.Fitting(row.use, at))
		})
	}
	assert.Zero(t, s.Fitting(syncs, at+31*aDay), "it has gone")
}

func TestAClusterThatRoamsFitsAnyPrefixOfItsNetwork(t *testing.T) {
	t.Parallel()
	c, s := shared(t, 0)
	for i := range uint32(200) {
		c.Teach(s, syncs.from(100+i), monday+i*3600)
	}
	assert.EqualValues(t, 1, s.n)
	assert.EqualValues(t, 1, s.Fitting(syncs.from(9), monday+200*3600))
	assert.Zero(t, s.Fitting(syncs.in(20).from(9), monday+200*3600))
}

func TestAFullTokenKeepsItsConsumers(t *testing.T) {
	t.Parallel()
	c, s := shared(t, 7, syncs, reports)
	at := monday + 7*aDay
	for i := range uint32(100) {
		c.Teach(s, Trace{Family: 50 + i, Network: 50 + i, Prefix: 50 + i, Action: 50}, at+i)
	}
	assert.EqualValues(t, 3, s.Settled(at+200))
	assert.EqualValues(t, mostClusters, s.n)
	assert.Zero(t, c.Refused(), "passers-by make room for each other")

	all := make([]Trace, mostClusters)
	for i := range all {
		all[i] = Trace{Family: uint32(i + 1), Network: 10, Prefix: 100, Action: 1000}
	}
	c, s = shared(t, 6, all...)
	c.Teach(s, Trace{Family: 99, Network: 10, Prefix: 100, Action: 1000}, monday+6*aDay)
	assert.EqualValues(t, 0xff, s.Settled(monday+6*aDay))
	assert.EqualValues(t, 1, c.Refused())
}

func TestOperationsAreCountedWithinBounds(t *testing.T) {
	t.Parallel()
	var c Cluster
	for i := range uint32(100_000) {
		c.addOperation(1, 1)
		if i%3 == 0 {
			c.addOperation(2, 1)
		}
	}
	for i := range uint32(100) {
		c.addOperation(100+i, 1)
	}
	assert.True(t, c.Does(1) && c.Does(2), "rare ones make room for each other")
	assert.InDelta(t, 3, float64(c.counts[0])/float64(c.counts[1]), 0.2)
}
