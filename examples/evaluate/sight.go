package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// sight is what was said on the records of one attack.
type sight struct {
	began    time.Time // event time of its first record
	verdict  moment    // the first review or incident
	incident moment    // the first incident
	opened   *opening  // the first incident that opened on it
}

// moment is an event time and what was said; a zero time is never.
type moment struct {
	at      time.Time
	signals []string
}

func (m *moment) earlier(at time.Time, signals []string) {
	if m.at.IsZero() || at.Before(m.at) {
		m.at, m.signals = at, signals
	}
}

// since is how long after a time it came, in hours; never is infinite.
func (m moment) since(from time.Time) float64 {
	if m.at.IsZero() {
		return math.Inf(1)
	}
	return max(0, m.at.Sub(from).Hours())
}

// sightOf looks at all records of a scenario, whatever the signals: a row of
// its own asks when something was said, not what.
func sightOf(e *estate, d *detection, scenario int32) sight {
	s := sight{began: e.scenarios[scenario].began}
	for _, v := range d.reviews {
		if r := &e.records[v.record]; r.scenario == scenario {
			s.verdict.earlier(r.time, v.signals)
		}
	}
	for _, n := range d.tagged {
		if r := &e.records[n]; r.scenario == scenario {
			s.incident.earlier(r.time, nil)
		}
	}
	for i := range d.openings {
		o := &d.openings[i]
		if o.record >= 0 && e.records[o.record].scenario == scenario {
			at := e.records[o.record].time
			if s.incident.at.Equal(at) || s.incident.at.IsZero() {
				s.incident = moment{at, o.signals}
			}
			if s.opened == nil {
				s.opened = o
			}
		}
	}
	if !s.incident.at.IsZero() {
		s.verdict.earlier(s.incident.at, s.incident.signals)
	}
	return s
}

// beside is what was falsely said in the streams of a row.
type beside struct {
	incidents  int
	tokenWeeks float64
}

func (b *beside) add(other beside) {
	b.incidents += other.incidents
	b.tokenWeeks += other.tokenWeeks
}

func besideOf(e *estate, d *detection) beside {
	t := count(e, d)
	return beside{t.incidents, t.tokenWeeks}
}

// line has no aim: the estates are what false incidents are measured on.
func (b beside) line() line {
	return line{what: "false incidents in these streams", came: fmt.Sprintf("%d in %.0f token-weeks", b.incidents, b.tokenWeeks)}
}

// onChange is what was said about the tokens of benign changes while they lasted.
type onChange struct {
	incidents, incidentTokens, reviewTokens int
	signals                                 []string // of the incidents, else of the reviews
}

func changesIn(e *estate, d *detection) onChange {
	var c onChange
	incidents, reviews := map[int32]bool{}, map[int32]bool{}
	var said []string
	for _, o := range d.openings {
		if e.changing(o.token, o.at) {
			c.incidents++
			incidents[o.token] = true
			c.signals = append(c.signals, o.signals...)
		}
	}
	for _, v := range d.reviews {
		if r := &e.records[v.record]; e.changing(r.token, r.time) {
			reviews[r.token] = true
			said = append(said, v.signals...)
		}
	}
	if len(c.signals) == 0 {
		c.signals = said
	}
	slices.Sort(c.signals)
	c.signals = slices.Compact(c.signals)
	c.incidentTokens, c.reviewTokens = len(incidents), len(reviews)
	return c
}

// changing says whether the token is in a benign change at that time.
func (e *estate) changing(token int32, at time.Time) bool {
	return token >= 0 && slices.ContainsFunc(e.truth.tokens[token].rows, func(n int) bool {
		row := &e.truth.rows[n]
		return row.label == benign && row.holds(at)
	})
}

// spread says of several replays what came how often.
func spread(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	var order []string
	times := map[string]int{}
	for _, s := range list {
		if times[s] == 0 {
			order = append(order, s)
		}
		times[s]++
	}
	if len(order) == 1 {
		return order[0]
	}
	for i, s := range order {
		order[i] = fmt.Sprintf("%s (%d of %d)", s, times[s], len(list))
	}
	return strings.Join(order, "; ")
}
