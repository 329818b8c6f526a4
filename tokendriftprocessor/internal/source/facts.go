package source

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// setFacts adds what the record says about owners, apps, sessions and
// credentials. A fact about nothing that is named says nothing.
func (r *Reader) setFacts(e *event.Event, d *definition, m *meaning) {
	for _, i := range m.facts {
		rule := &d.facts[i]
		if e.Outcome == event.OutcomeFailure && !rule.onFailure || !r.holdsAll(rule.when) {
			continue
		}
		if rule.target == event.TargetSubject && e.Subject.Grade == event.GradeNone {
			continue
		}
		f := addFact(e)
		f.Kind, f.Target, f.Taken = rule.kind, rule.target, rule.taken
		f.IDs = r.all(&rule.ids, f.IDs, maxIDs)
		if len(f.IDs) == 0 && rule.target != event.TargetSubject {
			e.Facts = e.Facts[:len(e.Facts)-1]
			continue
		}
		f.Users = r.all(&rule.users, f.Users, maxIDs)
		f.Values = r.all(&rule.values, f.Values, maxValuesOf)
	}
}

// addFact reuses the lists of a fact that an earlier event left behind.
func addFact(e *event.Event) *event.Fact {
	n := len(e.Facts)
	if n < cap(e.Facts) {
		e.Facts = e.Facts[:n+1]
	} else {
		e.Facts = append(e.Facts, event.Fact{})
	}
	f := &e.Facts[n]
	*f = event.Fact{IDs: f.IDs[:0], Users: f.Users[:0], Values: f.Values[:0]}
	return f
}
