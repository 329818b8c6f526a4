package incident

import (
	"math"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// The heads have a place for every family that is combined, and no more.
var _ [signal.Statistical]struct{} = [baseline.Families]struct{}{}

// together is how close families must fire to be multiplied: two hours, in
// seconds (decision notes of the prototype).
const together = 2 * 3600

// corroborates is the weekly rate above which a family says nothing about
// another: what a token shows every ten weeks falls together with anything.
const corroborates = 0.1

// weekSeconds is a week.
const weekSeconds = 7 * 86400

// joint is the shipped prior of families that really show new things together,
// as a share of the rarest one's rate, by how many they are: releases change
// client, network and operations on one day, so the product of the rates is
// never believed below this. Judged; the pooled figure takes its place.
var joint = [...]float64{1, 1, 0.2, 0.05, 0.02, 0.02, 0.02}

// Weighed is what the statistical families say together.
type Weighed struct {
	Rate     float64 // expected per week for this token; 0: nothing fired
	Families int
	Earlier  []*signal.Def // signals of other families within the last two hours
	Alone    *signal.Def   // the one signal that fired, when it was one
}

// weigh takes the strongest of each family, raises it when the family keeps
// showing new things, joins families that fired within two hours, and holds
// the product above the joint rate and above what the history can certify.
func weigh(found []signal.Evidence, h *baseline.Head, at uint32, poolWeeks float64) Weighed {
	var w Weighed
	if h == nil {
		return w
	}
	var best [signal.Statistical]float64
	var fresh [signal.Statistical]uint16
	fired := 0
	for i := range found {
		e := &found[i]
		f := int(e.Signal.Family)
		if e.Says != signal.SaysRate || f >= signal.Statistical || e.Rate <= 0 {
			continue
		}
		fired++
		w.Alone = e.Signal
		if e.Fresh {
			fresh[f]++
		}
		if best[f] == 0 || e.Rate < best[f] {
			best[f] = e.Rate
			if r := &h.Recent[f]; !recent(r, at) || e.Rate <= float64(r.Rate) {
				r.Sig = e.Signal.Index()
			}
		}
	}
	if fired == 0 {
		return w
	}
	if fired > 1 {
		w.Alone = nil
	}
	product, rarest, common := 1.0, math.Inf(1), math.Inf(1)
	for f := range best {
		r := &h.Recent[f]
		if best[f] > 0 {
			remember(r, best[f], fresh[f], at)
		} else if !recent(r, at) {
			continue
		} else {
			w.Earlier = append(w.Earlier, &signal.Table[r.Sig-1])
		}
		rate := raised(float64(r.Rate), r.Count)
		if rate > corroborates {
			common = min(common, rate)
			continue
		}
		if w.Families++; w.Families > 1 {
			product *= 2 * together / float64(weekSeconds)
		}
		product *= rate
		rarest = min(rarest, rate)
	}
	if w.Families == 0 {
		w.Families, product, rarest = 1, common, common
	}
	w.Rate = max(product, joint[w.Families]*rarest, 1/(baseline.PriorTokenWeeks+poolWeeks))
	return w
}

func recent(r *baseline.Recent, at uint32) bool {
	return r.Sig != 0 && at >= r.At && at-r.At <= together
}

// remember keeps the strongest evidence of an episode and counts its new
// values; an episode is over when two hours brought nothing.
func remember(r *baseline.Recent, rate float64, fresh uint16, at uint32) {
	if r.At == 0 || at > r.At+together {
		r.Count, r.Rate = 0, float32(rate)
	}
	r.Rate = min(r.Rate, float32(rate))
	r.Count = min(r.Count+fresh, 1000)
	r.At = max(r.At, at)
}

// raised makes an episode of three or more new values rarer: twelve first-ever
// operations in six minutes are more than one.
func raised(rate float64, n uint16) float64 {
	if n < 3 {
		return rate
	}
	share := 2 / float64(n)
	return rate * max(share*share, 1.0/64)
}

// Episode is whether a family is in the middle of showing several new values.
func Episode(h *baseline.Head, at uint32) bool {
	for f := range h.Recent {
		if r := &h.Recent[f]; r.Count > 1 && recent(r, at) {
			return true
		}
	}
	return false
}
