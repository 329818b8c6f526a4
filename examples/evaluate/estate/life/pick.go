package life

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Pick takes a token that nothing was planned for and that fits, or nil. Which
// one it is depends on the name alone.
func (b *Book) Pick(name string, fits func(*vendors.Token) bool) *vendors.Token {
	var free []*vendors.Token
	for _, t := range b.Tokens {
		if !b.Taken[t] && t.Born.IsZero() && fits(t) {
			free = append(free, t)
		}
	}
	if len(free) == 0 {
		return nil
	}
	t := chance.Pick(b.Dice("pick ", name), free)
	b.Taken[t] = true
	return t
}

// Moment is a time of a working day in the middle weeks: at least three weeks
// and three days after the beginning, at least room before the end.
func (b *Book) Moment(d chance.Dice, room time.Duration) time.Time {
	from := b.Week(3, 3)
	days := int(b.End.Add(-room).Sub(from) / (24 * time.Hour))
	at := from.AddDate(0, 0, d.IntN(max(days, 1)))
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, -1)
	}
	return at.Add(d.Span(10*time.Hour, 20*time.Hour))
}
