package incident

import (
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// The visits have a place for every family that is combined, and no more.
var _ [signal.Statistical]struct{} = [baseline.Families]struct{}{}

// corroborates is the weekly rate above which a family says nothing about
// another: what a token shows every ten weeks falls together with anything.
const corroborates = 0.1

// weekSeconds is a week.
const weekSeconds = 7 * 86400

// Weighed is what the statistical families say together.
type Weighed struct {
	Rate      float64 // expected per week for this token; 0: nothing fired
	Families  int
	Earlier   []*signal.Def // signals of other families within the last two hours
	Person    bool          // a person's token
	OffRunner bool          // an automation's token on no runner, and in a new place
	Upward    bool          // more harmful than anything the token did before
	Strength  app.Strength  // of the episode so far, in every family
}

// weigh takes the strongest of each family, raises it when the family keeps
// showing new things, joins families that fired within two hours, and holds
// the product (r1 x r2 x twice the window, in weeks) above the joint rate and
// above what the history can certify: a rate is not believed below one in all
// token-weeks seen (Good 1953; decision notes of the prototype, joint tail).
func weigh(found []signal.Evidence, h *baseline.Head, visit *baseline.Visit, at uint32, rates *app.Rates, without Without) Weighed {
	var w Weighed
	if h == nil {
		return w
	}
	var best [signal.Statistical]float64
	var fresh [signal.Statistical]uint16
	fired := false
	for i := range found {
		e := &found[i]
		f := e.Signal.Axis()
		if e.Says != signal.SaysRate || f >= signal.Statistical || e.Rate <= 0 {
			continue
		}
		fired = true
		if e.Fresh && e.Dim != baseline.Edge && (fresh[f] == 0 || e.Signal.Family == signal.Behaviour) {
			fresh[f]++ // a new country is a new network too: one piece of news
		}
		if best[f] == 0 || e.Rate < best[f] {
			best[f] = e.Rate
			if r := &visit.Recent[f]; !recent(r, at) || e.Rate <= float64(r.Rate) {
				r.Sig = e.Signal.Index()
			}
		}
	}
	if !fired {
		return w
	}
	explained := job(h, visit, best[:], at)
	var each [signal.Statistical]float64
	for f := range best {
		r := &visit.Recent[f]
		if best[f] > 0 {
			remember(r, best[f], fresh[f], at)
		} else if !recent(r, at) {
			continue
		} else {
			w.Earlier = append(w.Earlier, &signal.Table[r.Sig-1])
		}
		if (f == int(signal.Volume) && r.Count == 0 || f == axisDrain) && explained {
			continue // the new job's rows are its own
		}
		each[f] = raised(float64(r.Rate), r.Count)
		w.Strength = w.Strength.With(f, app.Level(each[f]))
	}
	product, common, rarest := 1.0, math.Inf(1), 1.0
	sums(&each)
	for _, rate := range each {
		switch {
		case rate == 0:
			continue
		case rate > corroborates:
			common = min(common, rate)
			continue
		}
		if w.Families++; w.Families > 1 {
			product *= 2 * Together / float64(weekSeconds)
		}
		product, rarest = product*rate, min(rarest, rate)
	}
	if without.Has(WithoutMultiplication) {
		product = rarest
	}
	if w.Families == 0 {
		w.Families, product = 1, common
	}
	w.Person = bool(h.Person())
	w.Rate = max(product, leastRate(w.Person, rates))
	if !without.Has(WithoutJointTail) {
		w.Rate = max(w.Rate, rates.Floor(w.Strength, w.Person))
	}
	return w
}

// sums joins what is counted over days to the same evidence of an hour: a walk
// begins with new operations, and an hour's burst is in the sum of its days.
func sums(rates *[signal.Statistical]float64) {
	for _, pair := range [...][2]int{{int(signal.Behaviour), axisWalk}, {int(signal.Volume), axisDrain}} {
		hour, days := &rates[pair[0]], &rates[pair[1]]
		if *hour > 0 && *days > 0 {
			*hour, *days = min(*hour, *days), 0
		}
	}
}

// job is whether a new operation of a machine explains its volume: it does
// something first-ever from its own place and with its own client. Such a night
// job or import is looked at, and is no theft by its size alone.
func job(h *baseline.Head, visit *baseline.Visit, best []float64, at uint32) bool {
	if h.Person() {
		return false
	}
	speaks := func(axis int) bool { return best[axis] > 0 || recent(&visit.Recent[axis], at) }
	return (speaks(int(signal.Behaviour)) || speaks(axisWalk)) && !speaks(int(signal.Infrastructure)) && !speaks(int(signal.Client)) &&
		!speaks(int(signal.Scope)) && !speaks(axisHeads)
}

// Where two places at once and a walk count, apart from their families.
var (
	axisHeads = signal.ByName("two_heads").Axis()
	axisWalk  = signal.ByName("baseline_walk").Axis()
	axisDrain = signal.ByName("volume_drain").Axis()
)

// leastRate is the rarest that the history can certify.
func leastRate(person bool, rates *app.Rates) float64 {
	return 1 / (app.PriorWeeks + rates.Of(person).Seen())
}
