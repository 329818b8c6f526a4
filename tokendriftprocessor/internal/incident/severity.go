package incident

import (
	"cmp"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

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
