package baseline

// Value is one value a token showed: 12 bytes. Its printable form is found by
// its hash, see words.
type Value struct {
	FP     uint32 // hash of the value within its dimension
	seen   uint32 // when it was last shown, to two minutes, its state and its days
	weight count  // uses, faded by half-life since then
	kind   uint8  // its dimension, and which text of its hash it has
	born   uint8  // when it was first shown: two-day steps of the token's age
}

// The parts of seen and kind. Spans of two minutes are counted from the year
// 2000 and last until 2063; what is older or younger is taken for that.
const (
	daysMask   = 1<<6 - 1
	stateShift = 6
	stateMask  = 3 << stateShift
	spanShift  = 8
	span       = 120 // seconds
	epoch      = 946_684_800
	lastSpan   = 1<<(32-spanShift) - 1

	dimMask   = 1<<textShift - 1
	textShift = 5
)

// MostDays is how many days of a value are counted.
const MostDays = daysMask

var _ [dimMask + 1 - int(NDims)]struct{} // every dimension has a number

func newValue(d Dim, fp, at uint32, waits bool) Value {
	v := Value{FP: fp, weight: countOf(1), kind: uint8(d), seen: spanOf(at)<<spanShift | 1}
	if waits {
		v.setState(waiting)
	}
	return v
}

func spanOf(at uint32) uint32 {
	if at < epoch {
		return 0
	}
	return min((at-epoch)/span, lastSpan)
}

func (v *Value) span() uint32 { return v.seen >> spanShift }

// Dim is the dimension it is of; DimNone where there is no value.
func (v *Value) Dim() Dim { return Dim(v.kind & dimMask) }

// Last is when it was last shown, seconds of Unix time, to the span before;
// 0 when that was taken back.
func (v *Value) Last() uint32 {
	if n := v.span(); n != 0 {
		return n*span + epoch
	}
	return 0
}

// SetLast says when it was last shown; 0 takes it back.
func (v *Value) SetLast(at uint32) {
	v.seen = v.seen&(1<<spanShift-1) | spanOf(at)<<spanShift
}

// shown moves Last on, and is false where it is at least so late already.
func (v *Value) shown(at uint32) bool {
	if spanOf(at) <= v.span() {
		return false
	}
	v.SetLast(at)
	return true
}

// Days is how many days it was shown on, at most MostDays.
func (v *Value) Days() int { return int(v.seen & daysMask) }

func (v *Value) setDays(n int) { v.seen = v.seen&^daysMask | uint32(min(n, daysMask)) }

// state is what a value counts for.
type state uint8

const (
	known   state = iota
	waiting       // shown in flagged records only (probation)
	lapsed        // waiting, and not shown again for so long that it counts among the novelties
	barred        // waiting for good: an analyst confirmed what showed it
)

func (v *Value) state() state { return state(v.seen & stateMask >> stateShift) }

func (v *Value) setState(s state) { v.seen = v.seen&^stateMask | uint32(s)<<stateShift }

// Waiting is whether it was shown in flagged records only: it scores as new
// until it has earned its place.
func (v *Value) Waiting() bool { return v.state() != known }

// text tells its text from those of other values with the same hash; 0 there
// is none.
func (v *Value) text() uint8 { return v.kind >> textShift }

func (v *Value) setText(n uint8) { v.kind = v.kind&dimMask | n<<textShift }
