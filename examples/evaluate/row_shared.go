package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/rows"
)

var sharedRow = ownRow{
	name: "shared", figures: []string{"shared_unknown_right_at_least", "shared_consumer_right_at_least", "shared_incidents_before_at_most", "shared_incidents_before_newcomer_at_most"}, run: shared,
}

// sharedCount is what became of the attacks on tokens of one shape.
type sharedCount struct{ attacks, incidents, restricts, nobody, right, wrong, good int }

// shared replays attacks on shared tokens, by a cluster that nobody knows and
// through a consumer's own.
func shared(y *yard) (answer, error) {
	type found struct {
		kind   string
		attack rows.SharedAttack
		sight  sight
	}
	bySeed, before := make([][]found, len(y.seeds)), make([][2]int, len(y.seeds))
	err := each(len(y.seeds), func(i int) error {
		var attacks []rows.SharedAttack
		e, d, err := y.stream(fmt.Sprintf("shared-%d", y.seeds[i]), func() (s *rows.Stream) {
			s, attacks = rows.Shared(y.seeds[i])
			return s
		})
		if err != nil {
			return err
		}
		for n, s := range e.scenarios {
			token := e.records[s.records[0]].token
			for _, attack := range attacks {
				if attack.Name == s.name {
					bySeed[i] = append(bySeed[i], found{e.lifeAt(token, time.Time{}), attack, sightOf(e, d, int32(n))})
				}
			}
			newcomer := 0
			if strings.Contains(e.lifeAt(token, time.Time{}), "week 5") {
				newcomer = 1
			}
			for _, o := range d.openings {
				if o.token == token && o.at.Before(s.began) {
					before[i][newcomer]++
				}
			}
		}
		return nil
	})
	if err != nil {
		return answer{}, err
	}
	var order []string
	counts := map[string]*sharedCount{}
	var sums [2]sharedCount
	var early [2]int
	for i := range bySeed {
		early[0] += before[i][0]
		early[1] += before[i][1]
		for _, f := range bySeed[i] {
			what, which := strings.TrimPrefix(f.kind, "population: ")+": an unknown cluster", 0
			if f.attack.Through != "" {
				what, which = strings.TrimPrefix(f.kind, "population: ")+": through a consumer's own", 1
			}
			if counts[what] == nil {
				counts[what] = new(sharedCount)
				order = append(order, what)
			}
			counts[what].add(f.attack, f.sight.opened)
			sums[which].add(f.attack, f.sight.opened)
		}
	}
	a := answer{figures: map[string]float64{
		"shared_unknown_right_at_least":   float64(sums[0].good) / float64(sums[0].attacks),
		"shared_consumer_right_at_least":  float64(sums[1].good) / float64(sums[1].attacks),
		"shared_incidents_before_at_most": float64(early[0]), "shared_incidents_before_newcomer_at_most": float64(early[1]),
	}}
	for _, what := range order {
		c := counts[what]
		aim := "restrict, no consumer named"
		if strings.HasSuffix(what, "own") {
			aim = "attributed to that consumer"
		}
		a.lines = append(a.lines, line{what, aim, c.said(), yes(c.good == c.attacks)})
	}
	newcomers := 2 * len(y.seeds)
	a.lines = append(a.lines,
		line{"incidents before the attacks, where no consumer is new", "0", strconv.Itoa(early[0]), yes(early[0] == 0)},
		line{"... where a declared consumer starts in week 5", "at most one each", fmt.Sprintf("%d on %d tokens", early[1], newcomers), yes(early[1] <= newcomers)})
	return a, nil
}

func (c *sharedCount) add(attack rows.SharedAttack, o *opening) {
	c.attacks++
	if o == nil {
		return
	}
	c.incidents++
	if o.action == "restrict" {
		c.restricts++
	}
	named := blamed(o, attack.Consumers)
	switch {
	case len(named) == 0:
		c.nobody++
		if attack.Through == "" && o.action == "restrict" {
			c.good++
		}
	case len(named) == 1 && named[0] == attack.Through:
		c.right++
		c.good++
	default:
		c.wrong++
	}
}

func (c *sharedCount) said() string {
	return fmt.Sprintf("%d of %d incidents, %d restrict; named: nobody %d, the right one %d, others %d", c.incidents, c.attacks, c.restricts, c.nobody, c.right, c.wrong)
}
