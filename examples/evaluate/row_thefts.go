package main

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

var slowRow = ownRow{
	name: "slow", figures: []string{"slow_theft_review_on_first_day_at_least", "slow_theft_incident_in_5_days_at_least"}, run: slowTheft,
}

// slowTheft replays three records a day on many tokens, and gives the shares of
// them with a first verdict within a day and an incident within five.
func slowTheft(y *yard) (answer, error) {
	sights, all, err := y.thefts("slow", rows.SlowTheft)
	if err != nil {
		return answer{}, err
	}
	review, incident, ever := 0, 0, 0
	for _, s := range sights {
		if s.verdict.since(s.began) < 24 {
			review++
		}
		if s.incident.since(s.began) <= 5*24 {
			incident++
		}
		if s.opened != nil {
			ever++
		}
	}
	n := float64(len(sights))
	return answer{
		lines: []line{
			{"three records a day from its own network: a review on the first day", "at least half", fmt.Sprintf("%d of %d", review, len(sights)), yes(float64(review) >= n/2)},
			{"... an incident within five days", "at least half", fmt.Sprintf("%d of %d (in ten days %d)", incident, len(sights), ever), yes(float64(incident) >= n/2)},
			all.line(),
		},
		figures: map[string]float64{"slow_theft_review_on_first_day_at_least": float64(review) / n, "slow_theft_incident_in_5_days_at_least": float64(incident) / n},
	}, nil
}

var poisoningRow = ownRow{name: "poisoning", figures: []string{"poisoning_lost_at_most"}, run: poisoning}

// poisonDays is for how many days the poison comes, one record a day.
const poisonDays = 14

// poisoning replays the same thefts with and without the poison before them.
func poisoning(y *yard) (answer, error) {
	var with, without []sight
	var all, allWithout beside
	err := each(2, func(i int) (err error) {
		if i == 0 {
			with, all, err = y.thefts("poisoned", func(seed uint64) *rows.Stream { return rows.Poisoning(seed, true) })
		} else {
			without, allWithout, err = y.thefts("not_poisoned", func(seed uint64) *rows.Stream { return rows.Poisoning(seed, false) })
		}
		return err
	})
	if err != nil {
		return answer{}, err
	}
	all.add(allWithout)
	caught, early, clean, lost := 0, 0, 0, 0
	for i := range with {
		if with[i].opened != nil {
			caught++
			if with[i].incident.at.Before(without[i].began.Add(-time.Hour)) {
				early++
			}
		}
		if without[i].opened != nil {
			clean++
			if with[i].opened == nil {
				lost++
			}
		}
	}
	came := fmt.Sprintf("caught %d of %d with it (%d in the %d days already), %d without; %d are lost to it", caught, len(with), early, poisonDays, clean, lost)
	return answer{
		lines:   []line{{"one attacker record a day for 14 days, then the theft", "caught as without the 14 days", came, yes(lost == 0)}, all.line()},
		figures: map[string]float64{"poisoning_lost_at_most": float64(lost)},
	}, nil
}

// thefts are the sights of all attacks over all seeds.
func (y *yard) thefts(name string, made func(seed uint64) *rows.Stream) (sights []sight, all beside, _ error) {
	bySeed, besides := make([][]sight, len(y.seeds)), make([]beside, len(y.seeds))
	err := each(len(y.seeds), func(i int) error {
		e, d, err := y.stream(fmt.Sprintf("%s-%d", name, y.seeds[i]), func() *rows.Stream { return made(y.seeds[i]) })
		if err != nil {
			return err
		}
		besides[i] = besideOf(e, d)
		for n := range e.scenarios {
			bySeed[i] = append(bySeed[i], sightOf(e, d, int32(n)))
		}
		return nil
	})
	for i, list := range bySeed {
		sights = append(sights, list...)
		all.add(besides[i])
	}
	return sights, all, err
}
