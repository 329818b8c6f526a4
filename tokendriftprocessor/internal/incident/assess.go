package incident

import (
	"math"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// Policy is what the user decided.
type Policy struct {
	Budget   float64           // false incidents per token and week
	Criteria map[string]string // signal -> ignore | review | incident
	Without  Without           // to measure what the rest does alone
}

// reviewTimes is how many budgets make a review.
const reviewTimes = 10

// RuleScore is the score of rules, in bits: they do not wait for a rate.
const RuleScore = 64

// NewValue is the weekly rate below which a statistical signal counts as the "new
// value of another family" that turns a conditional review into an incident.
const NewValue = 0.02

// Assessment is what the evidence of one use amounts to by itself, before it
// is known whether that was said already.
type Assessment struct {
	Level    Level
	Severity Severity
	Score    float64
	Weighed  Weighed
	ByRule   bool
	Evidence []signal.Evidence // most telling first
	Sharing  *Sharing          // nil: nobody is known to share the token
	Newcomer *Newcomer         // nil: no declared consumer explains it
}

// Assess weighs the evidence of one use of a token, nil where none is held, and
// notes in its visit what spoke.
func (p *Policy) Assess(
	found []signal.Evidence, h *baseline.Head, visit *baseline.Visit, ev *event.Event, at uint32, rates *app.Rates,
) Assessment {
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
		if p.Without.Has(WithoutRules) && e.Says != signal.SaysRate {
			e.Says = signal.SaysNothing
		}
		kept = append(kept, e)
	}
	a.Evidence = kept
	a.Weighed = weigh(kept, h, visit, at, rates, p.Without)
	if !p.Without.Has(WithoutRules) && p.Criteria["no_owner"] == "" && p.Criteria["no_purpose"] == "" && fired(kept, "no_owner") && fired(kept, "no_purpose") {
		rule = LevelIncident
	}
	joined := func(rate float64) bool { return other(kept, ev, rate) }
	for i := range kept {
		switch e := &kept[i]; e.Says {
		case signal.SaysReview:
			rule = max(rule, LevelReview)
		case signal.SaysReviewOr:
			rule = max(rule, LevelReview)
			if joined(max(e.With, NewValue)) {
				rule = LevelIncident
			}
		case signal.SaysCritical:
			critical = true
			rule = LevelIncident
		case signal.SaysIncident:
			rule = LevelIncident
		}
	}
	a.Weighed.OffRunner = a.Weighed.Strength.Of(int(signal.Infrastructure)) > 0 && fired(kept, "unapproved_runner")
	a.Weighed.Upward = h != nil && ev.Class >= event.ClassBulk && uint8(ev.Class) > h.MostHarm
	if a.Weighed.Upward && a.Weighed.Families > 1 {
		a.Weighed.Rate = max(a.Weighed.Rate*upwardShare, leastRate(a.Weighed.Person, rates))
	}
	statistics := p.statistics(a.Weighed, ev.Subject.Grade)
	a.Level = max(rule, statistics)
	a.ByRule = rule >= statistics && rule > LevelNone
	switch {
	case a.ByRule:
		a.Score = RuleScore
	case a.Weighed.Rate > 0:
		a.Score = max(0, -math.Log2(a.Weighed.Rate))
	}
	if a.Level == LevelIncident {
		a.Severity = severity(kept, ev, a.Weighed, critical)
	}
	order(kept)
	return a
}

// other is whether something statistical speaks too.
func other(found []signal.Evidence, ev *event.Event, rate float64) bool {
	return slices.ContainsFunc(found, func(e signal.Evidence) bool {
		if ev.App.Key() != "" && (e.Signal.Family == signal.Infrastructure || e.Signal.Family == signal.Client) {
			return false // where an app's servers are is no act of the person
		}
		if e.Dim == baseline.Action && ev.Class >= event.ClassAdminister {
			return true
		}
		return e.Says == signal.SaysRate && e.Own > 0 && e.Own <= rate && e.Dim != baseline.Edge
	})
}

// Welcome takes what statistics say for the first steps of a declared consumer:
// a review at most.
func (a *Assessment) Welcome(n *Newcomer) {
	a.Newcomer = n
	a.Level, a.Severity = min(a.Level, LevelReview), SeverityNone
}

// Fired is whether a signal is part of the evidence.
func (a *Assessment) Fired(name string) bool { return fired(a.Evidence, name) }

func fired(found []signal.Evidence, name string) bool {
	return slices.ContainsFunc(found, func(e signal.Evidence) bool { return e.Signal.Name == name })
}
