package baseline

// elsewhere is what a token does from a place it has not had for long while
// it goes on in its old one: two heads, where a move leaves one.
type elsewhere struct {
	place uint32 // hash of the young place; 0 none
	at    uint32 // last seen there, seconds
	home  uint32 // last seen in an old place since then; 0 not
}

// youngSteps is for how many two-day steps a value is young: a week.
const youngSteps = 3

// grownSteps is the age from which a token has values that are not young.
const grownSteps = 2 * youngSteps

// age of a token, in two-day steps; at most 255, 17 months.
func (h *Head) age(at uint32) uint8 {
	return uint8(min((max(at, h.FirstSeen)-h.FirstSeen)/(2*86400), 255))
}

// Grown is whether a token is old enough to tell young values from old ones.
func (h *Head) Grown(at uint32) bool { return h.age(at) >= grownSteps }

// elsewhereFor is after how long without a use there a young place is
// forgotten, seconds.
const elsewhereFor = 7 * 86400

// Young is whether a value is new to the token, on probation, or first shown
// within about a week.
func (h *Head) Young(v *Value, at uint32) bool {
	return v == nil || v.Waiting() || h.age(at)-min(v.born, h.age(at)) <= youngSteps
}

// Elder is whether a place is clearly older than the young one that is followed:
// of two that a token moved to on one day the first to grow old is no old place.
func (s *Set) Elder(h *Head, v *Value) bool {
	if v == nil || h.elsewhere.place == 0 {
		return true
	}
	for _, d := range [...]Dim{Country, Region, Network, Prefix} {
		if young := s.FindValue(h, d, h.elsewhere.place); young != nil {
			return young.born > v.born+1
		}
	}
	return true
}

// Switches takes a use from a young place (its hash) or an old one (0) in and
// returns how often the token went to and fro, when this use made that twice
// what it was.
func (h *Head) Switches(place, at uint32) int {
	e := &h.elsewhere
	if e.place != 0 && at > e.at+elsewhereFor {
		*e, h.switches = elsewhere{}, 0
	}
	switch {
	case place == 0:
		if e.place != 0 && at >= e.at {
			e.home = at
		}
		return 0
	case place != e.place:
		*e, h.switches = elsewhere{place: place, at: at}, 0
		return 0
	}
	e.at = max(e.at, at)
	if e.home == 0 || at < e.home || h.switches == 255 {
		return 0
	}
	e.home = 0
	h.switches++
	if h.switches&(h.switches-1) != 0 {
		return 0 // told at the first, second, fourth, ... time
	}
	return int(h.switches)
}
