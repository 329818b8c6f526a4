package main

import (
	"fmt"
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

var driftRow = ownRow{
	name: "drift",
	figures: []string{
		"drift_attackers_client_hours_until_incident_at_most", "drift_vendors_client_hours_until_review_at_most", "drift_vendors_client_hours_until_incident_at_most",
		"drift_hourly_files_attackers_client_hours_until_incident_at_most", "drift_hourly_files_vendors_client_hours_until_review_at_most",
		"drift_hourly_files_vendors_client_hours_until_incident_at_most",
	},
	run: drift,
}

// drift replays the theft with both user agents, delivered at once and as
// hourly files. Hours are those after the attacker's first call, by event time.
func drift(y *yard) (answer, error) {
	a, all := answer{figures: map[string]float64{}}, beside{}
	broad := rows.DriftBroad.Sub(rows.DriftFirst).Hours()
	for _, hourly := range []bool{false, true} {
		for _, ownClient := range []bool{false, true} {
			what, name, aim, limit := "the attacker's client from the first request", "drift_attackers_client", "incident at 08-12 22:14:09", 0.0
			if ownClient {
				what, name, aim, limit = "the vendor's client until 08-17", "drift_vendors_client", "review at 08-12 22:14:09, incident by 08-13 19:33:11", broad
			}
			if hourly {
				what, name = what+", as hourly files", strings.Replace(name, "drift_", "drift_hourly_files_", 1)
			}
			sights, besides := make([]sight, len(y.seeds)), make([]beside, len(y.seeds))
			err := each(len(y.seeds), func(i int) error {
				e, d, err := y.stream(fmt.Sprintf("%s-%d", name, y.seeds[i]), func() *rows.Stream { return rows.Drift(y.seeds[i], ownClient, hourly) })
				if err == nil {
					sights[i], besides[i] = sightOf(e, d, 0), besideOf(e, d)
				}
				return err
			})
			if err != nil {
				return a, err
			}
			var reviews, incidents []string
			review, incident := 0.0, 0.0
			for i, s := range sights {
				all.add(besides[i])
				reviews, incidents = append(reviews, s.verdict.said()), append(incidents, s.incident.said())
				review, incident = max(review, s.verdict.since(rows.DriftFirst)), max(incident, s.incident.since(rows.DriftFirst))
			}
			if ownClient {
				a.figures[name+"_hours_until_review_at_most"] = review
			}
			a.figures[name+"_hours_until_incident_at_most"] = incident
			a.lines = append(a.lines, line{
				what, aim, "first verdict " + spread(reviews) + "; incident " + spread(incidents),
				yes(incident <= limit && (review <= 0 || !ownClient)),
			})
		}
	}
	a.lines = append(a.lines, all.line())
	return a, nil
}

// said is the time and the signals.
func (m moment) said() string {
	if m.at.IsZero() {
		return "never"
	}
	return strings.TrimSpace(m.at.Format("01-02 15:04:05") + " " + strings.Join(m.signals, " "))
}
