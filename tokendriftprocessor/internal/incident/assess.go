package incident

import (
	"cmp"
	"math"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// Policy is what the user decided.
type Policy struct {
	Budget   float64           // false incidents per token and week
	Criteria map[string]string // signal -> ignore | review | incident
}

// reviewTimes is how many budgets make a review.
const reviewTimes = 10

// ruleScore is the score of rules, in bits: they do not wait for a rate.
const ruleScore = 64

// newValue is the rate below which a statistical signal counts as the "new
// value of another family" that turns a conditional review into an incident.
const newValue = 0.05

// Assessment is what the evidence of one use amounts to by itself, before it
// is known whether that was said already.
type Assessment struct {
	Level    Level
	Severity Severity
	Score    float64
	Weighed  Weighed
	ByRule   bool
	Evidence []signal.Evidence // most telling first
}

// Assess weighs the evidence of one use.
func (p *Policy) Assess(found []signal.Evidence, h *baseline.Head, ev *event.Event, at uint32, poolWeeks float64) Assessment {
	var a Assessment
	rule, critical := LevelNone, false
	kept := found[:0]
	for _, e := range found {
		switch p.Criteria[e.Signal.Name] {
		case "ignore":
			continue
		case "review":
			e.Says = signal.SaysReview
		case "incident":
			e.Says = signal.SaysIncident
		}
		kept = append(kept, e)
	}
	a.Evidence = kept
	a.Weighed = weigh(kept, h, at, poolWeeks)
	if p.Criteria["no_owner"] == "" && p.Criteria["no_purpose"] == "" && fired(kept, "no_owner") && fired(kept, "no_purpose") {
		rule = LevelIncident
	}
	joined := other(kept)
	for i := range kept {
		switch e := &kept[i]; e.Says {
		case signal.SaysReview:
			rule = max(rule, LevelReview)
		case signal.SaysReviewOr:
			rule = max(rule, LevelReview)
			if joined {
				rule = LevelIncident
			}
		case signal.SaysCritical:
			critical = true
			rule = LevelIncident
		case signal.SaysIncident:
			rule = LevelIncident
		}
	}
	statistics := p.statistics(a.Weighed, ev.Subject.Grade)
	a.Level = max(rule, statistics)
	a.ByRule = rule >= statistics && rule > LevelNone
	switch {
	case a.ByRule:
		a.Score = ruleScore
	case a.Weighed.Rate > 0:
		a.Score = max(0, -math.Log2(a.Weighed.Rate))
	}
	if a.Level == LevelIncident {
		a.Severity = severity(kept, ev, a.Weighed, critical)
	}
	order(kept)
	return a
}

// statistics holds the weekly rate against the budget. One new network alone
// and volume alone (month ends, backfills) are at most a review; at grade
// actor, where the subject is a whole person, an incident needs two families.
func (p *Policy) statistics(w Weighed, grade event.Grade) Level {
	switch {
	case w.Rate <= 0 || w.Rate > reviewTimes*p.Budget:
		return LevelNone
	case w.Rate > p.Budget,
		w.Families == 1 && w.Alone != nil && (w.Alone.Name == "new_network" || w.Alone.Family == signal.Volume),
		w.Families == 1 && grade == event.GradeActor:
		return LevelReview
	}
	return LevelIncident
}

// other is whether something statistical speaks too.
func other(found []signal.Evidence) bool {
	return slices.ContainsFunc(found, func(e signal.Evidence) bool {
		return e.Says == signal.SaysRate && e.Rate > 0 && e.Rate <= newValue
	})
}

func fired(found []signal.Evidence, name string) bool {
	return slices.ContainsFunc(found, func(e signal.Evidence) bool { return e.Signal.Name == name })
}

// severity: critical when containment failed or secrets and power are in reach
// from a foreign place; high for rules, for harm beyond reading and for three
// families; else medium.
func severity(found []signal.Evidence, ev *event.Event, w Weighed, critical bool) Severity {
	rules, foreign := false, false
	for i := range found {
		switch e := &found[i]; e.Signal.Family {
		case signal.Lifecycle, signal.Session:
			rules = rules || e.Says >= signal.SaysIncident
		case signal.Infrastructure, signal.Client:
			foreign = true
		}
	}
	switch {
	case critical, foreign && ev.Class >= event.ClassAdminister:
		return SeverityCritical
	case rules, ev.Class >= event.ClassBulk && ev.Class != event.ClassToken, w.Families >= 3:
		return SeverityHigh
	}
	return SeverityMedium
}

// order puts the most telling first: rules by weight, then rates by rarity,
// then what merely joins.
func order(found []signal.Evidence) {
	weight := func(e *signal.Evidence) int {
		switch e.Says {
		case signal.SaysCritical:
			return 0
		case signal.SaysIncident:
			return 1
		case signal.SaysReviewOr:
			return 2
		case signal.SaysReview:
			return 3
		case signal.SaysRate:
			return 4
		}
		return 5
	}
	slices.SortStableFunc(found, func(a, b signal.Evidence) int {
		return cmp.Or(cmp.Compare(weight(&a), weight(&b)), cmp.Compare(a.Rate, b.Rate), cmp.Compare(a.Signal.Index(), b.Signal.Index()))
	})
}
