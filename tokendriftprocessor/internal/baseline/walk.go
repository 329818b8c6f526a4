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
	// A walk takes hours and days: of what one hour shows no more counts than
	// this, so that one new job's night, of a hundred calls, is none.
	hourYoung = 3
)

// Walk counts a use and returns how surprising the share of young values is,
// in bits, when it has become more surprising, else 0: the likelihood ratio of
// the recent uses under their own share and under the usual one (a Poisson
// count of the faded uses).
func (h *Head) Walk(young bool, at uint32) float64 {
	s := &h.share
	if at/3600 != s.at/3600 {
		h.walked = 0
	}
	s.fade(at)
	// What is recent is not yet usual.
	n, y := float64(s.total-s.all), float64(s.usual-s.young)
	p := (max(y, 0) + unseenYoung) / (max(n, 0) + 2*unseenYoung)
	s.all++
	s.total++
	if young && h.walked < hourYoung {
		h.walked++
		s.young++
		s.usual++
	}
	bits := surprise(float64(s.young), p*float64(s.all), leastYoung)
	if n < leastUsual {
		bits = 0
	}
	if !young && bits > 0 {
		return 0
	}
	return grown(&h.walkSaid, bits)
}

func (s *share) fade(at uint32) {
	if at <= s.at {
		return
	}
	dt := float64(at - s.at)
	fast, slow := float32(math.Exp2(-dt/shareFast)), float32(math.Exp2(-dt/shareSlow))
	s.young, s.all = s.young*fast, s.all*fast
	s.usual, s.total = s.usual*slow, s.total*slow
	s.at = at
}

// surprise is the likelihood ratio of a Poisson count under itself and under
// what was expected, in bits; 0 for no more than expected, and below least.
func surprise(seen, expected, least float64) float64 {
	if seen <= expected || seen < least {
		return 0
	}
	return (seen*math.Log(seen/expected) - seen + expected) / math.Ln2
}

// stepBits is by how much a walk must have grown to be told again.
const stepBits = 2

// grown returns the bits if they are a step more than what was said, else 0.
func grown(said *uint8, bits float64) float64 {
	step := uint8(min(bits/stepBits, 255))
	if step < *said/2 || bits == 0 {
		*said = 2 * step // it ebbs away
	}
	if step <= *said {
		return 0
	}
	*said = step
	return bits
}

// YoungShare is how much of the uses of about two days is about young values,
// and how much of those of the eight weeks before was, of 1.
func (h *Head) YoungShare() (now, usual float64) {
	s := &h.share
	now = float64(s.young / max(s.all, 1))
	return min(now, 1), min(float64(max(s.usual-s.young, 0)/max(s.total-s.all, 1)), 1)
}
