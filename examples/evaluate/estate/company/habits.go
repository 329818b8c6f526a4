package company

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// spread makes like tokens differ: in pace, in the part of their work's
// operations and objects they do, and in the rare ones they do at all.
func (c *Company) spread() {
	busy := false
	for _, t := range c.Tokens {
		d := chance.New(c.Seed, fmt.Sprint("habits ", t.Number))
		t.Pace = t.Pace * time.Duration(d.Between(700, 1400)) / 1000
		t.Work.Tail, t.Work.TailThing = some(d, t.Work.Tail), some(d, t.Work.TailThing)
		if t.Form == vendors.GitHubToken && t.Person != nil { // nobody works on everything
			from := d.IntN(3)
			t.Work.Objects = t.Work.Objects[from:min(from+3, len(t.Work.Objects))]
		}
		switch t.Kind {
		case "busy":
			if busy || t.Provider() != "salesforce" { // one is enough: ten thousand uses a week
				t.Kind = "steady_sync"
				continue
			}
			busy = true
			t.Pace, t.Round = 6*time.Minute*time.Duration(c.Slower*c.Slower), [2]int{4, 7}
		case "rare":
			t.Pace, t.Round = 34*time.Hour, [2]int{1, 3}
		case "bursty_batch":
			t.Pace, t.Round = 50*time.Hour, [2]int{10, 45 / c.Slower}
		case "nightly", "monthly":
			t.Round = [2]int{4, 14}
		}
	}
}

// some keeps each element of a tail with a chance of two in three.
func some[T any](d chance.Dice, from []T) []T {
	var out []T
	for _, v := range from {
		if d.Once(0.67) {
			out = append(out, v)
		}
	}
	return out
}
