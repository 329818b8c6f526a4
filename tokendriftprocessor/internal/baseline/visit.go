package baseline

// Families is how many families of evidence are combined; package incident
// holds it against package signal's own count.
const Families = 8

// Visit is what has spoken against a token lately. Few tokens have one at a
// time, so it lies apart from the head and only for as long as it can matter.
type Visit struct {
	Recent  [Families]Recent // the last evidence of each family
	Episode Episode
}

// Recent is the last evidence of one family, for families that fire together.
type Recent struct {
	At    uint32
	Rate  float32 // the weekly rate of the strongest of them
	Count uint16  // new values in this episode
	Sig   uint16  // the signal
}

// Episode is the visit that is going on: how strong its evidence is in every
// axis, and whether it became an incident and is nobody's measure any more.
type Episode struct {
	Strength uint32
	At       uint32
	Flagged  bool
}

// VisitLasts is how long after its last evidence a visit is still the same one,
// in seconds: two hours (decision notes of the prototype).
const VisitLasts = 2 * 3600

// latest is the time of the last evidence.
func (v *Visit) latest() uint32 {
	at := v.Episode.At
	for i := range v.Recent {
		at = max(at, v.Recent[i].At)
	}
	return at
}

// Visit is a copy of the token's visit, to be given to Keep.
func (s *Set) Visit(h *Head) (v Visit) {
	if h.visit != 0 {
		v = *s.visits.At(h.visit)
	}
	return v
}

// Keep notes how a visit went on with a use at a time. It is forgotten when no
// record that is still judged can belong to it. Where it lies says nothing, so
// it moves to the front, or the longest of them would hold the most memory.
func (s *Set) Keep(h *Head, v *Visit, at uint32) {
	at = max(at, h.LastSeen)
	over := at > s.visitHeld && v.latest() < at-s.visitHeld
	if over && h.visit == 0 || h.visit != 0 && !over && *s.visits.At(h.visit) == *v {
		return
	}
	if h.visit != 0 {
		s.visits.Give(h.visit)
		h.visit = 0
	}
	if over || *v == (Visit{}) {
		return
	}
	if h.visit = s.visits.Take(); h.visit != 0 {
		*s.visits.At(h.visit) = *v
	}
}
