package rows

import (
	"fmt"
	"math"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
)

// Mixture are the rates of novelty, in hundredths a week, from which each token
// of the mixed stationary stream draws one for each of its families.
var Mixture = []int{0, 1, 3, 10, 25, 50}

// Stationary is a stream without any attack or any change: tokens of one tenant
// in apps of ten, for so many weeks.
//
// A token's ordinary uses are a Poisson process of five a week, day and night.
// Each is one of its app's three calls of five objects, from one of its app's two
// addresses with its app's client, at most 40 rows. Beside them each token has
// four independent Poisson processes of novelties, one for each family, each with
// a constant rate of its own. Each novelty is one use that is ordinary but for one thing:
//
//	infrastructure  an address in a network (with an AS number of its own)
//	client          a product
//	behaviour       a call, or as likely an object
//	volume          40 rows times two to the power of 1, 2, 3 ... (each power
//	                half as likely as the one before, at most 15)
//
// Networks, products, calls and objects of novelties never come back: half of
// them nobody else ever shows, half are taken without replacement by each token
// from 300 that all tokens take from. So the chance of a novelty in the next
// week is the same in every week, whatever was before, and families come together
// by chance alone.
//
// rates are in hundredths a week; each token draws one for each family.
func Stationary(seed uint64, tokens, weeks int, rates []int) *Stream {
	end := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	s := open(seed, end.AddDate(0, 0, -7*weeks), end)
	s.undeclared = true
	stage := newStage(s)
	for i := range tokens {
		d := s.dice("stationary ", i)
		t := &stationaryToken{number: i, app: i / 10, dice: d}
		condition := fmt.Sprintf("CONNECTED_APP_ID=%s;USER_ID=%s", t.appID(), t.user())
		kind := "stationary"
		var mean [4]time.Duration
		for f := range mean {
			if rate := chance.Pick(d, rates); rate > 0 {
				mean[f] = week * 100 / time.Duration(rate)
			}
		}
		for at := range arrivals(d, s.Start, end, week/5) {
			s.put(t.ordinary(at), 0)
		}
		for f, m := range mean {
			if m > 0 {
				drawn := d.Perm(common)
				for at := range arrivals(d, s.Start, end, m) {
					s.put(stage.novelty(t, f, at, &drawn), 0)
				}
			}
		}
		s.truth = append(s.truth, life.Row{Token: condition, From: s.Start, To: end.Add(-time.Second), Kind: kind, Label: "population"})
	}
	return s
}

// arrivals are those of a Poisson process: waits of minus the logarithm of a
// chance, rounded to milliseconds so that the last bit of a logarithm does not matter.
func arrivals(d chance.Dice, from, to time.Time, mean time.Duration) func(func(time.Time) bool) {
	return func(yield func(time.Time) bool) {
		wait := func() time.Duration {
			return time.Duration(-math.Log(1-d.Float64())*float64(mean.Milliseconds())) * time.Millisecond
		}
		for at := from.Add(wait()); at.Before(to); at = at.Add(wait()) {
			if !yield(at) {
				return
			}
		}
	}
}

type stationaryToken struct {
	number, app int
	dice        chance.Dice
}

func (t *stationaryToken) user() string  { return fmt.Sprintf("0057k0000S%04dN", t.number) }
func (t *stationaryToken) appID() string { return fmt.Sprintf("0H47k0000S%05d", t.app) }

var stationaryHomes = []string{"aws/us-east-1", "gcp/us-east4", "azure/eastus", "aws/us-west-2", "DigitalOcean, LLC"}

func (t *stationaryToken) ordinary(at time.Time) *minimal {
	d := t.dice
	return &minimal{
		token: t, at: at, rows: d.Between(1, 40), agent: fmt.Sprintf("%s-sync/3.1", letters(900000+t.app)),
		address: networks.Named(stationaryHomes[t.app%len(stationaryHomes)]).Address(t.app*4 + d.IntN(2)),
		path:    "/services/data/v60.0/" + chance.Pick(d, []string{"query", "sobjects/Case/{id}", "composite"}),
		object:  chance.Pick(d, []string{"Case", "Contact", "Account", "Lead", "Task"}),
	}
}
