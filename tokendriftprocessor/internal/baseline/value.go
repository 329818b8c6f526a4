package baseline

// Value is one value a token showed: 12 bytes. Its printable form is found by
// its hash, see words.
type Value struct {
	FP     uint32 // hash of the value within its dimension
	seen   uint32 // the minute it was last shown in, whether it waits, and its days
	weight count  // uses, faded by half-life since then
	kind   uint8  // its dimension, and which text of its hash it has
	born   uint8  // when it was first shown: two-day steps of the token's age
}

// The parts of seen and kind. Minutes are counted from the year 2000 and last
// until 2063; what is older or younger is taken for that.
const (
	daysMask   = 1<<6 - 1
	waitingBit = 1 << 6
	minutes    = 7
	epoch      = 946_684_800
	lastMinute = 1<<(32-minutes) - 1

	dimMask   = 1<<textShift - 1
	textShift = 5
)

// MostDays is how many days of a value are counted.
const MostDays = daysMask

var _ [dimMask + 1 - int(NDims)]struct{} // every dimension has a number

func newValue(d Dim, fp, at uint32, waiting bool) Value {
	v := Value{FP: fp, weight: countOf(1), kind: uint8(d), seen: minuteOf(at)<<minutes | 1}
	if waiting {
		v.seen |= waitingBit
	}
	return v
}

func minuteOf(at uint32) uint32 {
	if at < epoch {
		return 0
	}
	return min((at-epoch)/60, lastMinute)
}

func (v *Value) minute() uint32 { return v.seen >> minutes }

// Dim is the dimension it is of; DimNone where there is no value.
func (v *Value) Dim() Dim { return Dim(v.kind & dimMask) }

// Last is when it was last shown, seconds of Unix time, to the minute before;
// 0 when that was taken back.
func (v *Value) Last() uint32 {
	if m := v.minute(); m != 0 {
		return m*60 + epoch
	}
	return 0
}

// SetLast says when it was last shown; 0 takes it back.
func (v *Value) SetLast(at uint32) {
	v.seen = v.seen&(1<<minutes-1) | minuteOf(at)<<minutes
}

// shown moves Last on, and is false where it is at least so late already.
func (v *Value) shown(at uint32) bool {
	if minuteOf(at) <= v.minute() {
		return false
	}
	v.SetLast(at)
	return true
}

// Days is how many days it was shown on, at most MostDays.
func (v *Value) Days() int { return int(v.seen & daysMask) }

func (v *Value) setDays(n int) { v.seen = v.seen&^daysMask | uint32(min(n, daysMask)) }

// Waiting is whether it was shown in flagged records only: it scores as new
// until it has earned its place (probation).
func (v *Value) Waiting() bool { return v.seen&waitingBit != 0 }

// text tells its text from those of other values with the same hash; 0 there
// is none.
func (v *Value) text() uint8 { return v.kind >> textShift }

func (v *Value) setText(n uint8) { v.kind = v.kind&dimMask | n<<textShift }
