package main

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var monday = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

func day(n float64) time.Time { return monday.Add(time.Duration(n * 24 * float64(time.Hour))) }

// small is an estate of two tokens, four weeks each: token 0 leads a quiet
// life but for a release on day 10, token 1 is attacked on days 10 to 11.
//
//	record   0    1    2     3     4     5     6    7
//	token    0    1    0     1     1     1     1    0
//	day      0    0    10    10    10.5  11    20   21
//	                         abuse abuse abuse
func small() *estate {
	e := &estate{
		truth: &truth{
			tokens: []truthToken{{conditions: "a=0", rows: []int{0, 2}}, {conditions: "a=1", rows: []int{1, 3}}},
			rows: []truthRow{
				{token: 0, from: day(0), to: day(28), kind: "steady", label: population},
				{token: 1, from: day(0), to: day(28), kind: "nightly", label: population},
				{token: 0, from: day(10), to: day(10), kind: "release", label: benign},
				{token: 1, from: day(10), to: day(11), kind: "drift", label: abuse, signals: []string{"new_client", "new_action"}},
			},
		},
		scenarios: []scenario{{name: "drift-1", kind: "drift", signals: []string{"new_client", "new_action"}, records: []int32{3, 4, 5}, began: day(10)}},
		lives:     []life{{records: 3, first: day(0), last: day(21)}, {records: 5, first: day(0), last: day(20)}},
		began:     []time.Time{{}, {}, {}, day(10)},
	}
	e.records = []record{
		{token: 0, time: day(0), scenario: -1},
		{token: 1, time: day(0), scenario: -1},
		{token: 0, time: day(10), scenario: -1},
		{token: 1, time: day(10), scenario: 0},
		{token: 1, time: day(10.5), scenario: 0},
		{token: 1, time: day(11), scenario: 0},
		{token: 1, time: day(20), scenario: -1},
		{token: 0, time: day(21), scenario: -1},
	}
	return e
}

// on is an incident that opens on a record of small.
func on(e *estate, n int32, change ...func(*opening)) opening {
	o := opening{
		record: n, position: n + 1, token: e.records[n].token, subject: "s", at: e.records[n].time,
		signals: []string{"new_client"}, action: "review",
	}
	for _, f := range change {
		f(&o)
	}
	return o
}

func TestCaught(t *testing.T) {
	signals := func(list ...string) func(*opening) { return func(o *opening) { o.signals = list } }
	lateTruth := func(named ...int32) func(*opening) {
		return func(o *opening) { o.record, o.named = -1, named }
	}
	never := outcome{name: "drift-1", kind: "drift"}
	caught := func(records int, hours float64) outcome {
		return outcome{name: "drift-1", kind: "drift", caught: true, records: records, hours: hours}
	}
	e := small()
	for _, c := range []struct {
		name     string
		openings []opening
		alerts   bool
		want     outcome
	}{
		{"on the first record of the abuse", []opening{on(e, 3)}, false, caught(1, 0)},
		{"on its second, half a day later", []opening{on(e, 4)}, false, caught(2, 12)},
		{"the first opening counts", []opening{on(e, 4), on(e, 5)}, false, caught(2, 12)},
		{"one of several signals is expected", []opening{on(e, 3, signals("unusual_hour", "new_action"))}, false, caught(1, 0)},
		{"none of its signals is expected", []opening{on(e, 3, signals("unusual_hour"))}, false, outcome{name: "drift-1", kind: "drift", otherwise: true}},
		{
			"a later one has them",
			[]opening{on(e, 3, signals("unusual_hour")), on(e, 5)},
			false,
			outcome{name: "drift-1", kind: "drift", caught: true, otherwise: true, records: 3, hours: 24},
		},
		{"before the abuse, on the same token", []opening{on(e, 1)}, false, never},
		{"after the abuse, on the same token", []opening{on(e, 6)}, false, never},
		{"on another token", []opening{on(e, 2)}, false, never},
		{"nothing opens", nil, false, never},
		{"by late truth, naming a record of it; it came with the last record", []opening{on(e, 7, lateTruth(4))}, false, caught(3, 12)},
		{"by late truth, naming others only", []opening{on(e, 7, lateTruth(1, 6))}, false, never},
		{"an anchor needs no signals", []opening{on(e, 3, signals())}, true, caught(1, 0)},
		{
			"by a rule",
			[]opening{on(e, 3, func(o *opening) { o.rule = true })},
			false,
			outcome{name: "drift-1", kind: "drift", caught: true, rule: true, records: 1},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := count(e, &detection{openings: c.openings, alerts: c.alerts})
			require.Len(t, got.scenarios, 1)
			got.scenarios[0].hours = math.Round(got.scenarios[0].hours)
			assert.Equal(t, c.want, got.scenarios[0])
		})
	}
}

// Late truth is caught when it was delivered, not when it happened.
func TestArrived(t *testing.T) {
	e := small()
	assert.Equal(t, day(0), e.arrived(0), "before all records")
	assert.Equal(t, day(10), e.arrived(4), "the middle of four")
	for range 60 {
		e.records = append(e.records, record{token: 0, time: day(30), scenario: -1})
	}
	assert.Equal(t, day(30), e.arrived(int32(len(e.records))))
}

func TestFalse(t *testing.T) {
	e := small()
	action := func(name string) func(*opening) { return func(o *opening) { o.action = name } }
	rule := func(o *opening) { o.rule = true }
	at := func(when time.Time) func(*opening) {
		return func(o *opening) { o.at, o.record = when, -1 }
	}
	type figures struct{ incidents, statistical, contained int }
	for _, c := range []struct {
		name     string
		openings []opening
		alerts   bool
		want     figures
	}{
		{"on a benign token", []opening{on(e, 2)}, false, figures{1, 1, 0}},
		{"by a rule it is none of the statistics'", []opening{on(e, 2, rule)}, false, figures{1, 0, 0}},
		{"on the attacked token before the attack", []opening{on(e, 1)}, false, figures{1, 1, 0}},
		{"on a record of the abuse, whatever its signals", []opening{on(e, 3, func(o *opening) { o.signals = nil })}, false, figures{}},
		{"on the attacked token, seven days after the attack began", []opening{on(e, 6, at(day(17)))}, false, figures{}},
		{"and a second later", []opening{on(e, 6, at(day(17).Add(time.Second)))}, false, figures{1, 1, 0}},
		{"on another token within the seven days", []opening{on(e, 2, at(day(12)))}, false, figures{1, 1, 0}},
		{"by late truth that names a record of the abuse, long after", []opening{on(e, 7, at(day(21)), func(o *opening) { o.named = []int32{5} })}, false, figures{}},
		{"by late truth that names benign records", []opening{on(e, 7, at(day(21)), func(o *opening) { o.named = []int32{2} })}, false, figures{1, 1, 0}},
		{"on a token that the truth does not know", []opening{on(e, 2, func(o *opening) { o.token = -1 })}, false, figures{1, 1, 0}},
		{"two on one day are two incidents", []opening{on(e, 2), on(e, 2)}, false, figures{2, 2, 0}},
		{"an anchor's alerts on one day are one", []opening{on(e, 2), on(e, 2), on(e, 7)}, true, figures{2, 2, 0}},
		{"a review contains nothing", []opening{on(e, 2, action("review"))}, false, figures{1, 1, 0}},
		{"to verify contains nothing", []opening{on(e, 2, action("verify"))}, false, figures{1, 1, 0}},
		{"restricted", []opening{on(e, 2, action("restrict"))}, false, figures{1, 1, 1}},
		{"quarantined", []opening{on(e, 2, action("quarantine"))}, false, figures{1, 1, 1}},
		{"rotated", []opening{on(e, 2, action("rotate_then_revoke"))}, false, figures{1, 1, 1}},
		{"revoked", []opening{on(e, 2, action("revoke"))}, false, figures{1, 1, 1}},
		{"one token contained twice is one token", []opening{on(e, 2, action("revoke")), on(e, 7, action("revoke"))}, false, figures{2, 2, 1}},
		{"two tokens", []opening{on(e, 1, action("revoke")), on(e, 7, action("revoke"))}, false, figures{2, 2, 2}},
		{"the attacker's is rightly contained", []opening{on(e, 3, action("revoke"))}, false, figures{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := count(e, &detection{openings: c.openings, alerts: c.alerts})
			assert.Equal(t, c.want, figures{got.incidents, got.statistical, got.contained})
		})
	}
}

func TestFalseDaysAndReviews(t *testing.T) {
	e := small()
	e.records = append(e.records,
		record{token: 0, time: day(21.9), scenario: -1}, // 8: the same day as 7
		record{token: 1, time: day(12), scenario: -1},   // 9: benign, in the seven days
		record{token: -1, time: day(5), scenario: -1},   // 10
		record{token: -1, time: day(5.1), scenario: -1}, // 11
	)
	type figures struct{ incidentDays, reviews, reviewDays int }
	review := func(list ...int32) (reviews []reviewed) {
		for _, n := range list {
			reviews = append(reviews, reviewed{record: n, subject: string('a' + n)})
		}
		return reviews
	}
	for _, c := range []struct {
		name    string
		tagged  []int32
		reviews []reviewed
		want    figures
	}{
		{"a benign record tagged incident", []int32{2}, nil, figures{1, 0, 0}},
		{"two on one day", []int32{7, 8}, nil, figures{1, 0, 0}},
		{"two days", []int32{2, 7}, nil, figures{2, 0, 0}},
		{"a record of the abuse", []int32{3, 4}, nil, figures{}},
		{"a benign record of the attacked token in the seven days", []int32{9}, nil, figures{}},
		{"and after them", []int32{6}, nil, figures{1, 0, 0}},
		{"and before", []int32{1}, nil, figures{1, 0, 0}},
		{"a benign record tagged review", nil, review(2), figures{0, 1, 1}},
		{"two on one day", nil, review(7, 8), figures{0, 2, 1}},
		{"of the abuse", nil, review(3), figures{}},
		{"in the seven days", nil, review(9), figures{}},
		{"a review and an incident on one day", []int32{7}, review(8), figures{1, 1, 1}},
		{"two tokens that the truth does not know", nil, review(10, 11), figures{0, 2, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := count(e, &detection{tagged: c.tagged, reviews: c.reviews})
			assert.Equal(t, c.want, figures{got.incidentDays, got.reviews, got.reviewDays})
		})
	}
}

func TestWeeksAndRates(t *testing.T) {
	e := small()
	assert.InDelta(t, 8, count(e, new(detection)).tokenWeeks, 0.001, "two tokens, four weeks each")
	e.truth.rows[0].label = benign
	assert.InDelta(t, 7, count(e, new(detection)).tokenWeeks, 0.001, "without a population: from the first to the last use, three weeks")
	got := count(small(), &detection{openings: []opening{on(e, 2)}})
	assert.InDelta(t, 125, got.rate(got.incidents), 0.1)
}

func TestCauses(t *testing.T) {
	e := small()
	for _, c := range []struct {
		token int32
		at    time.Time
		want  string
	}{
		{0, day(9.9), "population: steady"},
		{0, day(10), "release"},
		{0, day(10.9), "release"},
		{0, day(11.1), "population: steady"},
		{1, day(9), "population: nightly"},
		{1, day(20), "a week after drift"},
	} {
		assert.Equal(t, c.want, e.lifeAt(c.token, c.at), "token %d on %s", c.token, c.at)
	}
	got := count(e, &detection{openings: []opening{on(e, 2), on(e, 7)}, tagged: []int32{2}, reviews: []reviewed{{record: 7, signals: []string{"b", "a"}}}})
	assert.Equal(t, map[cause]*causeCount{
		{"release", "new_client"}:            {incidents: 1},
		{"release", ""}:                      {incidentDays: 1},
		{"population: steady", "new_client"}: {incidents: 1},
		{"population: steady", "a b"}:        {reviews: 1},
		{"population: steady", ""}:           {reviewDays: 1},
	}, got.causes)
}

func TestAdd(t *testing.T) {
	e := small()
	sum := count(e, &detection{openings: []opening{on(e, 2, func(o *opening) { o.action = "revoke" }), on(e, 3)}, tagged: []int32{2}})
	sum.add(count(e, &detection{openings: []opening{on(e, 7)}, reviews: []reviewed{{record: 7}}}))
	all, rules := sum.caught()
	assert.Equal(t, []int{1, 0, 2, 2, 1, 1, 1, 1, 2},
		[]int{all, rules, len(sum.scenarios), sum.incidents, sum.contained, sum.incidentDays, sum.reviews, sum.reviewDays, sum.statistical})
	assert.InDelta(t, 16, sum.tokenWeeks, 0.001)
	assert.Equal(t, &causeCount{incidents: 1}, sum.causes[cause{"release", "new_client"}])
	records, hours := sum.untilCaught()
	assert.Equal(t, []float64{1, math.Inf(1)}, records)
	assert.True(t, math.IsInf(median(records), 1), "half is not caught")
	assert.True(t, math.IsInf(p90(hours), 1))
}
