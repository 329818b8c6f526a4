package life

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// moments are the beginnings of the token's rounds of work, by its population.
func (b *Book) moments(d chance.Dice, t *vendors.Token) []time.Time {
	switch t.Kind {
	case "person", "administrator":
		return b.workdays(d, t)
	case "nightly":
		return b.daily(d, time.Duration(1+t.Number%5)*time.Hour+time.Duration(t.Number%60)*time.Minute, 6*time.Minute)
	case "monthly":
		return b.monthly(d)
	case "bursty_batch", "rare":
		return b.scattered(d, t.Pace)
	}
	return b.regular(d, t.Pace)
}

func (b *Book) regular(d chance.Dice, pace time.Duration) []time.Time {
	pace = max(pace, time.Minute)
	var out []time.Time
	jitter := min(pace/4, 20*time.Minute)
	for at := b.Start.Add(d.UpTo(pace)); at.Before(b.End); at = at.Add(pace) {
		out = append(out, at.Add(d.UpTo(jitter)))
	}
	return out
}

// waits are the quantiles of an exponential distribution, in hundredths of its mean.
var waits = []int{0, 5, 11, 16, 22, 29, 36, 43, 51, 60, 69, 80, 92, 105, 120, 139, 161, 190, 230, 300, 450}

// scattered moments come by chance, on average once in a pace.
func (b *Book) scattered(d chance.Dice, pace time.Duration) []time.Time {
	var out []time.Time
	for at := b.Start.Add(d.UpTo(pace)); at.Before(b.End); at = at.Add(d.Along(waits, pace/100)) {
		out = append(out, at.Truncate(time.Millisecond))
	}
	return out
}

func (b *Book) daily(d chance.Dice, hour, jitter time.Duration) []time.Time {
	var out []time.Time
	for day := b.Start; day.Before(b.End); day = day.AddDate(0, 0, 1) {
		out = append(out, day.Add(hour+d.UpTo(jitter)))
	}
	return out
}

// monthly work is done on the first three days of each month and on its 15th.
func (b *Book) monthly(d chance.Dice) []time.Time {
	var out []time.Time
	for _, at := range b.daily(d, 5*time.Hour, 20*time.Minute) {
		if n := at.Day(); n <= 3 || n == 15 || at.Sub(b.Start) < 48*time.Hour {
			out = append(out, at)
		}
	}
	return out
}

// The working day, in UTC: the company is on the American east coast.
const (
	dayBegins = 12*time.Hour + 30*time.Minute
	dayLasts  = 9*time.Hour + 30*time.Minute
)

// workdays are a person's: nothing at weekends but now and then, a sick day, an
// evening.
func (b *Book) workdays(d chance.Dice, t *vendors.Token) []time.Time {
	var out []time.Time
	for day := b.Start; day.Before(b.End); day = day.AddDate(0, 0, 1) {
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		n := d.Between(t.Round[0], t.Round[1])
		if weekend {
			n = 1
		}
		if d.Once(0.04) || weekend && !d.Once(0.06) {
			continue
		}
		slot := dayLasts / time.Duration(max(n, 1))
		for i := range n {
			out = append(out, day.Add(dayBegins+time.Duration(i)*slot+d.UpTo(slot)))
		}
		if d.Once(0.07) {
			out = append(out, day.Add(23*time.Hour+d.UpTo(3*time.Hour)))
		}
	}
	return out
}
