package app

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// FewestMoved is from how many tokens on an app moves: two that change together
// are chance.
const FewestMoved = 3

// The measures of the test, judged; hours.
const (
	quiet         = 3  // so long nobody is seen in the old place
	stillMoving   = 6  // and within so long somebody in the new one
	soonest       = 4  // before that nobody can be quiet
	settledAfter  = 24 // so long after the last token moved, the others will stay
	staysWithin   = 24 // and have been seen in the old place within this
	fewestStaying = 3
)

// Test is what a move looks like when an hour closes.
type Test struct {
	Became        Became
	Broken        Clauses
	Moved, Active int    // tokens
	Stayed        int    // tokens that go on in the old place
	Shared        uint32 // the place, as [Move.Shared]
}

// Judge holds a move against the clauses of a vendor's migration, as of the
// end of an hour: the old infrastructure goes quiet, the client and the
// operations stay the same and volume does not rise (DESIGN section 5). Tokens
// that went to different places are judged apart.
func (mv *Move) Judge(at uint32) (t Test) {
	now := int(at/hour) - int(mv.Began)
	for _, place := range mv.destinations() {
		if x := mv.test(place, now); x.Became == Theft || t.Became == Undecided {
			t = x
		}
		if t.Became == Theft {
			return t
		}
	}
	return t
}

// sameNetwork stands for all places that are new prefixes of known networks.
const sameNetwork = 0

// destinations are those that enough tokens moved to, the one with most of them first.
func (mv *Move) destinations() (list []uint32) {
	times := map[uint32]int{}
	for i := range mv.seats {
		if s := &mv.seats[i]; s.away != 0 {
			times[s.group()]++
		}
	}
	for place, n := range times {
		if n >= FewestMoved {
			list = append(list, place)
		}
	}
	slices.SortFunc(list, func(a, b uint32) int { return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b)) })
	return list
}

func (s *Seat) group() uint32 {
	if s.Dim == baseline.Prefix {
		return sameNetwork
	}
	return s.Place
}

// test judges the tokens that went to one place. A move within the same
// network breaks no clause by being one, and needs two others: a provider hands
// out other addresses every day.
func (mv *Move) test(place uint32, now int) Test {
	n := mv.tally(place, now)
	t := Test{Moved: n.moved, Active: n.active, Stayed: n.stayed, Shared: place, Broken: n.broken()}
	if place == sameNetwork {
		t.Broken &= OtherClient | OtherOperations | MoreVolume
		if bits.OnesCount8(uint8(t.Broken)) < 2 {
			t.Broken = 0
		}
	}
	recently := func(bits uint64, hours int) bool { return bits&(before(now)&^before(now-hours)) != 0 }
	switch {
	case t.Broken != 0:
		t.Became = Theft
	case n.backs == 0 && n.moved*3 >= n.active*2 && now >= soonest && !recently(n.homes, quiet) && recently(n.aways, stillMoving):
		t.Became = Migration
	}
	return t
}
