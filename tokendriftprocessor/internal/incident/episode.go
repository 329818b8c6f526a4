package incident

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// Together is how close families must fire to be multiplied, in seconds.
const Together = baseline.VisitLasts

// recent is whether a family spoke within the window of a visit.
func recent(r *baseline.Recent, at uint32) bool {
	return r.Sig != 0 && max(at, r.At)-min(at, r.At) <= Together // records of one visit come in any order
}

// remember keeps the strongest evidence of an episode and counts its new
// values; an episode is over when two hours brought nothing.
func remember(r *baseline.Recent, rate float64, fresh uint16, at uint32) {
	if r.At == 0 || at > r.At+Together {
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
func Episode(v *baseline.Visit, at uint32) bool {
	for f := range v.Recent {
		if r := &v.Recent[f]; r.Count > 1 && recent(r, at) {
			return true
		}
	}
	return false
}
