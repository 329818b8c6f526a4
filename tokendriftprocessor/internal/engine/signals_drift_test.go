package engine

import (
	"strconv"
	"time"
)

// driftCases are what shows over days and not in any single hour.
func driftCases() []signalCase {
	hourly := func(rows string) step { return step{after: time.Hour, change: change{"ROWS_PROCESSED": rows}} }
	secrets := step{after: time.Hour, change: change{"repo": "example-org/secrets"}}
	return []signalCase{
		{
			signal: "volume_drain", clause: "the rows of any day", vendor: salesforce,
			fires: slicesOf(hourly("1900"), 7), benign: slicesOf(hourly("1000"), 7),
		},
		{
			signal: "baseline_walk", clause: "another repository every day before too", vendor: github,
			was:   daily(func(d int) change { return change{"repo": "example-org/repository-" + strconv.Itoa(d)} }),
			fires: slicesOf(secrets, 4), benign: slicesOf(secrets, 4),
		},
		{
			signal: "baseline_walk", clause: "three looks", vendor: github,
			fires: slicesOf(secrets, 4), benign: []step{secrets, secrets, secrets, {after: time.Hour}},
		},
	}
}

// daily are the habits of a token that shows something else every day.
func daily(of func(day int) change) (habits []change) {
	for d := range 8 * 7 {
		for range 8 {
			habits = append(habits, of(d))
		}
	}
	return habits
}
