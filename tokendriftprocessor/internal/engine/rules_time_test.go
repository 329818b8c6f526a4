package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestDistrustedTimesMoveNoWatermark(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	require.NotNil(t, judgeNow(e, stolen("a", "s", at)).Verdict)
	for name, ahead := range map[string]time.Duration{"the year 2260": 234 * 365 * day, "sixteen minutes": 16 * time.Minute} {
		ev := plainUse("b", name, at.Add(time.Minute))
		arrived := at.Add(time.Minute)
		ev.Time = arrived.Add(ahead).UnixNano()
		out := e.Judge(&ev, Arrival{Observed: arrived.UnixNano()})
		assert.Empty(t, out.Before, name)
	}
	assert.EqualValues(t, 2, e.Stats().DistrustedTimes)
	assert.EqualValues(t, 1, e.Stats().IncidentsOpen)
	src := e.feeds.of("acme", "t")
	assert.Equal(t, at.UnixNano(), src.watermark)

	ev := plainUse("b", "within the slack", at.Add(10*time.Minute))
	ev.Time = at.Add(24 * time.Minute).UnixNano()
	e.Judge(&ev, Arrival{Observed: at.Add(10 * time.Minute).UnixNano()})
	assert.Equal(t, at.Add(24*time.Minute).UnixNano(), src.watermark, "a clock that is 14 minutes fast is believed")
}

func TestTheYear57000FromARawRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, defaults(t)))
	w.show(github, origin0)
	w.show(github, origin0.Add(time.Minute), change{"@timestamp": origin0.UnixMicro() * 1000, "created_at": origin0.UnixMicro() * 1000})
	assert.Equal(t, origin0.UnixNano(), w.feeds.of("github", "example-enterprise").watermark)
}

func TestARecordWithoutATimeHasThatOfItsArrival(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	ev := plainUse("a", "1", origin0)
	ev.Time = 0
	e.Judge(&ev, Arrival{Timestamp: origin0.UnixNano(), Observed: origin0.Add(time.Hour).UnixNano()})
	assert.Equal(t, origin0.UnixNano(), e.feeds.of("acme", "t").watermark)
}

func TestDuplicatesGetTheFirstTagsAndTeachNothing(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	first := judgeNow(e, stolen("a", "s", at))
	require.NotNil(t, first.Verdict)
	before := e.Stats()
	usesOf := func() uint32 {
		ev := plainUse("a", "", at)
		return e.tokens.At(e.tokens.Find(e.index(&ev))).Uses
	}
	uses := usesOf()
	for range 3 {
		again := judgeNow(e, stolen("a", "s", at))
		assert.Equal(t, first.Verdict, again.Verdict)
		assert.Empty(t, again.After)
	}
	plain := plainUse("a", "p", at.Add(time.Minute))
	require.Nil(t, judgeNow(e, plain).Verdict)
	require.Nil(t, judgeNow(e, plain).Verdict)
	assert.Equal(t, uses+1, usesOf())
	assert.EqualValues(t, 4, e.Stats().Duplicates-before.Duplicates)
	assert.Equal(t, before.IncidentRecords, e.Stats().IncidentRecords)

	other := plainUse("a", "p", at.Add(time.Minute))
	other.Tenant = "another"
	judgeNow(e, other)
	assert.EqualValues(t, 4, e.Stats().Duplicates-before.Duplicates, "ids are the tenant's own")
}

func TestLateRecordsMeetRulesOnly(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	late := stolen("a", "late", at.Add(-100*time.Hour))
	assert.Nil(t, judgeNow(e, late).Verdict, "the baseline is silent about it")
	assert.EqualValues(t, 1, e.Stats().Late)

	revoke := plainUse("admin", "revoke", at)
	judgeNow(e, withFact(revoke, event.Fact{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"k"}}))
	judgeNow(e, plainUse("admin", "on", at.Add(100*time.Hour)))
	used := plainUse("a", "late2", at.Add(time.Minute))
	used.Instance = "k"
	v := judgeNow(e, used).Verdict
	assert.True(t, shows(v, "after_revoke"), "rules are not")
}

func TestSourcesAreCutOffFromOneAnother(t *testing.T) {
	t.Parallel()
	e, at := matureEngine(t, nil)
	require.NotNil(t, judgeNow(e, stolen("a", "s", at)).Verdict)
	other := plainUse("z", "z", at.Add(200*time.Hour))
	other.Tenant = "another"
	assert.Empty(t, judgeNow(e, other).Before, "another tenant's watermark closes nothing here")
	assert.Len(t, judgeNow(e, plainUse("a", "n", at.Add(200*time.Hour))).Before, 1)
}

func TestBothLengthsOfASalesforceTenantAreOneFeed(t *testing.T) {
	t.Parallel()
	f := newFeeds()
	assert.Same(t, f.of("salesforce", "00D5j000000Abcd"), f.of("salesforce", "00D5j000000AbcdEAC"))
	assert.NotSame(t, f.of("okta", "00D5j000000Abcd"), f.of("okta", "00D5j000000AbcdEAC"))
}
