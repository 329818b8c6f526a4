package baseline

import "math"

// share is how much of a token's recent uses is about values it has not had
// for long, against how much of it ever was.
type share struct {
	at    uint32
	young float32 // uses that showed a young value, faded in two days
	all   float32
	usual float32 // the same, faded in eight weeks
	total float32
}

const (
	shareFast = 2 * 86400
	shareSlow = 56 * 86400
	// What was never seen is not impossible (Jeffreys' half).
	unseenYoung = 0.5
	leastYoung  = 3 // recent uses below which nothing is a walk
	// Nor where so few uses were counted before them that nobody can say what
	// share is usual: a token may show something new with every use.
	leastUsual = 50
	stepBits   = 2 // a walk is told again when it has grown by so much
)

// Walk counts a use and returns how surprising the share of young values is,
// in bits, when it has become more surprising: the likelihood ratio of the
// recent uses under their own share and under the usual one (a Poisson count of
// the faded uses).
func (h *Head) Walk(young bool, at uint32) float64 {
	s := &h.share
	if at > s.at {
		dt := float64(at - s.at)
		fast, slow := float32(math.Exp2(-dt/shareFast)), float32(math.Exp2(-dt/shareSlow))
		s.young, s.all = s.young*fast, s.all*fast
		s.usual, s.total = s.usual*slow, s.total*slow
		s.at = at
	}
	// What is recent is not yet usual.
	n, y := float64(s.total-s.all), float64(s.usual-s.young)
	p := (max(y, 0) + unseenYoung) / (max(n, 0) + 2*unseenYoung)
	s.all++
	s.total++
	if young {
		s.young++
		s.usual++
	}
	seen, expected := float64(s.young), p*float64(s.all)
	if seen <= expected || seen < leastYoung || n < leastUsual {
		h.walkSaid = 0
		return 0
	}
	bits := (seen*math.Log(seen/expected) - seen + expected) / math.Ln2
	step := uint8(min(bits/stepBits, 255))
	if step < h.walkSaid/2 {
		h.walkSaid = 2 * step // it ebbs away
	}
	if !young || step <= h.walkSaid {
		return 0
	}
	h.walkSaid = step
	return bits
}

// YoungShare is how much of the uses of about two days is about young values,
// and how much of those of the eight weeks before was, of 1.
func (h *Head) YoungShare() (now, usual float64) {
	s := &h.share
	now = float64(s.young / max(s.all, 1))
	return min(now, 1), min(float64(max(s.usual-s.young, 0)/max(s.total-s.all, 1)), 1)
}
