package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

var disorderRow = ownRow{
	name: "disorder", run: inDisorder,
	figures: []string{
		"disorder_lost_at_most", "disorder_false_token_days_times_at_most",
		"disorder_all_providers_lost_at_most", "disorder_all_providers_false_token_days_times_at_most",
	},
}

// falseDaysTimes is how many more false token-days disorder may add.
const falseDaysTimes = 1.1

// inDisorder replays the estates in order of time, with AWS's records in the
// disorder of CloudTrail's files, and with all providers' in that disorder.
func inDisorder(y *yard) (answer, error) {
	a := answer{figures: map[string]float64{}}
	kinds := []struct {
		what, name, figure string
		asCloudTrail       func(provider string) bool
	}{
		{"", "in_order", "", func(string) bool { return false }},
		{"AWS delivered as CloudTrail's files", "cloudtrail", "disorder", func(provider string) bool { return provider == "aws" }},
		{"all providers delivered so", "all_in_files", "disorder_all_providers", func(string) bool { return true }},
	}
	tallies, said := make([][]*tally, len(kinds)), make([]string, len(kinds))
	for i := range kinds {
		tallies[i] = make([]*tally, len(y.seeds))
	}
	err := each(len(kinds)*len(y.seeds), func(n int) error {
		k, seed := n/len(y.seeds), y.seeds[n%len(y.seeds)]
		e, d, err := y.replay(fmt.Sprintf("%s-%d", kinds[k].name, seed), func(folder string) error {
			if err := y.estate(folder, seed); err != nil {
				return err
			}
			how, err := redeliver(filepath.Join(folder, "records.ndjson"), seed, kinds[k].asCloudTrail)
			if n%len(y.seeds) == 0 {
				said[k] = how.said()
			}
			return err
		}, settings{})
		if err == nil {
			tallies[k][n%len(y.seeds)] = count(e, d)
		}
		return err
	})
	if err != nil {
		return a, err
	}
	for k := range kinds[1:] {
		kind := kinds[k+1]
		c := compare(y.seeds, tallies[0], tallies[k+1])
		a.figures[kind.figure+"_lost_at_most"], a.figures[kind.figure+"_false_token_days_times_at_most"] = float64(len(c.lost)), c.times
		a.lines = append(a.lines,
			line{kind.what + ": scenarios lost that are caught in order of time", "0", c.scenarios(), yes(len(c.lost) == 0)},
			line{
				"... false token-days", fmt.Sprintf("at most %g times", falseDaysTimes),
				fmt.Sprintf("%d, in order %d: %.3f times (%s)", c.days, c.ordered, c.times, said[k+1]), yes(c.times <= falseDaysTimes),
			})
	}
	return a, nil
}

// comparison is of two deliveries of the same estates.
type comparison struct {
	both          int
	lost, found   []string // caught in order alone, and in disorder alone
	ordered, days int      // false incident token-days
	times         float64
}

func compare(seeds []uint64, order, other []*tally) (c comparison) {
	for i, t := range order {
		for n, o := range t.scenarios {
			name := fmt.Sprintf("%d/%s", seeds[i], o.name)
			switch in := other[i].scenarios[n].caught; {
			case o.caught && in:
				c.both++
			case o.caught:
				c.lost = append(c.lost, name)
			case in:
				c.found = append(c.found, name)
			}
		}
		c.ordered += t.incidentDays
		c.days += other[i].incidentDays
	}
	c.times = float64(c.days) / float64(max(1, c.ordered))
	return c
}

func (c *comparison) scenarios() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d lost, %d caught in both", len(c.lost), c.both)
	for _, list := range []struct {
		names []string
		what  string
	}{{c.lost, "lost"}, {c.found, "caught in disorder alone"}} {
		if len(list.names) > 0 {
			slices.Sort(list.names)
			fmt.Fprintf(&s, "; %s: %s", list.what, strings.Join(list.names, ", "))
		}
	}
	return s.String()
}
