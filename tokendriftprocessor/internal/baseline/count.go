package baseline

import "math"

// count is a faded count in 16 bits: a floating point number without a sign, 5
// bits of exponent and 11 of mantissa, so good to one in 4,096. It reaches from
// 2^-8, below which there is nothing, to 8 million.
type count uint16

const (
	mantissaBits  = 11
	lostBits      = 23 - mantissaBits // of a float32's mantissa
	exponentShift = 118 << 23         // its exponent of 2^-9
	leastCount    = 1 << mantissaBits
)

func (c count) float() float32 {
	if c < leastCount {
		return 0
	}
	return math.Float32frombits(uint32(c)<<lostBits + exponentShift)
}

// countOf rounds to the nearest.
func countOf(f float32) count { return rounded(f, 1<<(lostBits-1)) }

// countNear rounds up or down by chance, as near as f is to either: a great
// count goes on growing by ones which are less than its last bit. The noise is
// the caller's, so that a replay throws the same.
func countNear(f float32, noise uint32) count {
	return rounded(f, noise*0x9E3779B1>>(32-lostBits))
}

func rounded(f float32, add uint32) count {
	if !(f >= 1.0/256) {
		return 0
	}
	return count(min((math.Float32bits(f)-exponentShift+add)>>lostBits, math.MaxUint16))
}
