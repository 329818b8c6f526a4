package app

import "math/bits"

// count is what moved to one place, in numbers.
type count struct {
	now                        int
	active, moved, stayed      int    // tokens
	client, operations, volume int    // of the moved that break a clause
	backs, toAndFro, meanwhile int    // of the moved that are seen in the old place again
	last                       int    // hour in which a token moved last
	aways, homes               uint64 // hours with a use in the new place, and in any old one
}

func (mv *Move) tally(place uint32, now int) count {
	n := count{now: now, active: len(mv.seats)}
	for i := range mv.seats {
		s := &mv.seats[i]
		n.homes |= s.home
		switch {
		case s.away == 0:
			n.stayed += one(s.home&(before(now)&^before(now-staysWithin)) != 0)
		case s.group() == place:
			n.moved++
			n.aways |= s.away
			n.last = max(n.last, s.left())
			n.client += one(s.Other&OtherClient != 0)
			n.operations += one(s.Other&OtherOperations != 0)
			n.volume += one(s.Other&MoreVolume != 0)
		}
	}
	for i := range mv.seats {
		s := &mv.seats[i]
		if s.away == 0 || s.group() != place {
			continue
		}
		if back := s.home &^ before(s.left()+1); back != 0 {
			n.backs++
			n.meanwhile += one(back&before(latest(n.aways)) != 0)
			n.toAndFro += one(s.away&^before(bits.TrailingZeros64(back)+1) != 0)
		}
	}
	return n
}

// broken are the clauses that enough tokens break: a third of those that moved,
// at least three; what one token does beside it is chance.
func (n *count) broken() (c Clauses) {
	enough := max(FewestMoved, (n.moved+2)/3)
	for _, x := range [...]struct {
		is     Clauses
		tokens int
	}{{OtherClient, n.client}, {OtherOperations, n.operations}, {MoreVolume, n.volume}} {
		if x.tokens >= enough {
			c |= x.is
		}
	}
	beside := n.toAndFro
	if !n.wasQuiet() {
		beside = n.meanwhile // after a quiet time the old place is where a failover ends
	}
	if beside >= max(2, (n.moved+7)/8) {
		c |= OldInUse
	}
	if n.stayed >= fewestStaying && n.stayed >= n.moved && n.now-n.last > settledAfter {
		c |= SomeOnly
	}
	return c
}

// wasQuiet is whether the old place was silent for some hours while the new one
// was in use: then what is seen there afterwards has come back.
func (n *count) wasQuiet() bool {
	run := 0
	for h := range latest(n.aways) + 1 {
		if n.homes&(1<<h) != 0 {
			run = 0
		} else if run++; run >= quiet && n.aways&(before(h+1)&^before(h+1-run)) != 0 {
			return true
		}
	}
	return false
}

// latest is the last of some hours.
func latest(hours uint64) int { return 63 - bits.LeadingZeros64(hours|1) }

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
