package main

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// graceAfterAttack is how long after an attack on a token began its verdicts
// are not counted as false: the token is rightly under suspicion.
const graceAfterAttack = 7 * 24 * time.Hour

// tally is the count of one detector over one or more estates.
type tally struct {
	scenarios   []outcome
	tokenWeeks  float64
	incidents   int // false
	statistical int // of these, not by a rule
	reviews     int // false
	incidentDays, reviewDays,
	contained int // benign tokens
	causes map[cause]*causeCount
}

// outcome is what became of one scenario.
type outcome struct {
	name, kind string
	caught     bool
	rule       bool
	records    int     // of the abuse, until caught, with the one it was caught on
	hours      float64 // of event time
	otherwise  bool    // an incident opened on it, with no signal that was expected
}

// cause is what a false verdict is put down to.
type cause struct {
	kind, signals string
}

type causeCount struct{ incidents, reviews, incidentDays, reviewDays int }

// tokenDay is a token and a UTC day.
type tokenDay struct {
	token   int32
	subject string // where the truth knows no token
	day     int64
}

func dayOf(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }

// count counts a detection as issue "the measuring stick" defines it.
func count(e *estate, d *detection) *tally {
	t := &tally{causes: map[cause]*causeCount{}}
	for n := range e.truth.tokens {
		t.tokenWeeks += e.weeks(n)
	}
	for n := range e.scenarios {
		t.scenarios = append(t.scenarios, outcomeOf(e, int32(n), d))
	}
	t.countOpenings(e, d)
	t.countRecords(e, d)
	return t
}

// outcomeOf looks for the first incident that opened on a record of the abuse,
// or by late truth names one, with a signal that was expected. An incident
// that was open before, by whatever, is no catch: only openings are looked at.
func outcomeOf(e *estate, n int32, d *detection) outcome {
	s := &e.scenarios[n]
	o := outcome{name: s.name, kind: s.kind}
	for _, opened := range d.openings {
		on, at := opened.record, opened.at
		if on < 0 {
			i := slices.IndexFunc(opened.named, func(r int32) bool { return e.records[r].scenario == n })
			if i < 0 {
				continue
			}
			on, at = opened.named[i], e.arrived(opened.position)
		} else if e.records[on].scenario != n {
			continue
		}
		if !d.alerts && !slices.ContainsFunc(opened.signals, func(signal string) bool { return slices.Contains(s.signals, signal) }) {
			o.otherwise = true
			continue
		}
		o.caught, o.rule = true, opened.rule
		o.records = max(1, before(s.records, opened.position))
		o.hours = max(0, at.Sub(s.began).Hours(), e.records[on].time.Sub(s.began).Hours())
		return o
	}
	return o
}

// arrived is about when the record at a position was delivered: the middle of
// the event times delivered just before it. Late truth is caught when it comes,
// not when it happened.
func (e *estate) arrived(position int32) time.Time {
	const window = 51
	from := max(0, int(position)-window)
	to := min(len(e.records), max(int(position), from+1))
	times := make([]time.Time, 0, window)
	for _, r := range e.records[from:to] {
		times = append(times, r.time)
	}
	slices.SortFunc(times, time.Time.Compare)
	return times[len(times)/2]
}

// before is how many records had come.
func before(records []int32, position int32) int {
	n, _ := slices.BinarySearch(records, position)
	return n
}

func (t *tally) countOpenings(e *estate, d *detection) {
	contained, seen := map[tokenDay]bool{}, map[tokenDay]bool{}
	for _, o := range d.openings {
		if o.ofAbuse(e) || e.underAttack(o.token, o.at) {
			continue
		}
		day := tokenDay{o.token, o.subject, dayOf(o.at)}
		if o.token >= 0 {
			day.subject = ""
		}
		if d.alerts && seen[day] {
			continue
		}
		seen[day] = true
		t.incidents++
		if !o.rule {
			t.statistical++
		}
		t.of(e, o.token, o.at, o.signals).incidents++
		if token := (tokenDay{token: day.token, subject: day.subject}); containing(o.action) && !contained[token] {
			contained[token] = true
			t.contained++
		}
	}
}

// ofAbuse says whether it opened on an attacker's record or names one.
func (o *opening) ofAbuse(e *estate) bool {
	if o.record >= 0 {
		return e.records[o.record].scenario >= 0
	}
	return slices.ContainsFunc(o.named, func(r int32) bool { return e.records[r].scenario >= 0 })
}

// containing says whether an action takes something away from the token.
func containing(action string) bool {
	switch action {
	case "restrict", "quarantine", "rotate_then_revoke", "revoke":
		return true
	}
	return false
}

func (t *tally) countRecords(e *estate, d *detection) {
	days := map[tokenDay]bool{}
	fresh := func(n int32, subject string) bool {
		r := &e.records[n]
		day := tokenDay{token: r.token, day: dayOf(r.time)}
		if r.token < 0 {
			day.subject = subject
		}
		if days[day] {
			return false
		}
		days[day] = true
		return true
	}
	for _, n := range d.tagged {
		if r := &e.records[n]; r.scenario < 0 && !e.underAttack(r.token, r.time) && fresh(n, "") {
			t.incidentDays++
			t.of(e, r.token, r.time, nil).incidentDays++
		}
	}
	clear(days)
	for _, v := range d.reviews {
		r := &e.records[v.record]
		if r.scenario >= 0 || e.underAttack(r.token, r.time) {
			continue
		}
		t.reviews++
		t.of(e, r.token, r.time, v.signals).reviews++
		if fresh(v.record, v.subject) {
			t.reviewDays++
			t.of(e, r.token, r.time, nil).reviewDays++
		}
	}
}

// underAttack says whether an attack on the token began in the seven days before.
func (e *estate) underAttack(token int32, at time.Time) bool {
	if token < 0 {
		return false
	}
	for _, n := range e.truth.tokens[token].rows {
		began := e.began[n]
		if !began.IsZero() && !at.Before(began) && at.Sub(began) <= graceAfterAttack {
			return true
		}
	}
	return false
}

// of is the count of a cause: the benign change that the token was in, or had
// been in the day before, else its population.
func (t *tally) of(e *estate, token int32, at time.Time, signals []string) *causeCount {
	c := cause{kind: "(no token of the truth)"}
	if token >= 0 {
		c.kind = e.lifeAt(token, at)
	}
	signals = slices.Clone(signals)
	slices.Sort(signals)
	c.signals = strings.Join(signals, " ")
	if t.causes[c] == nil {
		t.causes[c] = new(causeCount)
	}
	return t.causes[c]
}

func (e *estate) lifeAt(token int32, at time.Time) string {
	kind, began := "(no population)", time.Time{}
	for _, n := range e.truth.tokens[token].rows {
		row := &e.truth.rows[n]
		switch {
		case row.label == population && began.IsZero():
			kind = population + ": " + row.kind
		case row.label == abuse && at.Sub(e.began[n]) > graceAfterAttack && row.from.After(began):
			kind, began = "a week after "+row.kind, row.from
		case row.label == benign && !at.Before(row.from) && !at.After(row.end().Add(24*time.Hour)) && row.from.After(began):
			kind, began = row.kind, row.from
		}
	}
	return kind
}

// add puts several estates together.
func (t *tally) add(other *tally) {
	t.scenarios = append(t.scenarios, other.scenarios...)
	t.tokenWeeks += other.tokenWeeks
	t.incidents += other.incidents
	t.statistical += other.statistical
	t.reviews += other.reviews
	t.incidentDays += other.incidentDays
	t.reviewDays += other.reviewDays
	t.contained += other.contained
	for c, n := range other.causes {
		if t.causes[c] == nil {
			t.causes[c] = new(causeCount)
		}
		sum := t.causes[c]
		sum.incidents += n.incidents
		sum.reviews += n.reviews
		sum.incidentDays += n.incidentDays
		sum.reviewDays += n.reviewDays
	}
}

func (t *tally) caught() (all, byRule int) {
	for _, o := range t.scenarios {
		switch {
		case o.caught && o.rule:
			all, byRule = all+1, byRule+1
		case o.caught:
			all++
		}
	}
	return all, byRule
}

// sortedCauses has the most incidents first, then the most reviews.
func (t *tally) sortedCauses() []cause {
	list := make([]cause, 0, len(t.causes))
	for c := range t.causes {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b cause) int {
		x, y := t.causes[a], t.causes[b]
		return cmp.Or(cmp.Compare(y.incidents, x.incidents), cmp.Compare(y.incidentDays, x.incidentDays),
			cmp.Compare(y.reviews, x.reviews), cmp.Compare(a.kind, b.kind), cmp.Compare(a.signals, b.signals))
	})
	return list
}
