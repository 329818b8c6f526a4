package lifecycle

import (
	"cmp"
	"slices"
	"time"
)

// An end is worth more than a mere start until it is this old: by then every
// baseline of the target has been forgotten too.
const endsMatter = int64(400 * 24 * time.Hour)

// candidate is an entry that could be forgotten.
type candidate struct {
	id     uint64
	at     int64
	source uint32
	pos    int32 // in the slab of people
	dear   bool
}

func dear(l lapse, newest int64) bool { return l.ended() && newest-l.last <= endsMatter }

// batch is how many entries go at once: a sixteenth, so that the walk over the
// table is paid for by that many insertions; more when a limit was lowered.
func batch(limit, held int) int { return held - limit + max(1, limit/16) }

// victims chooses what is forgotten: from the sources that hold most, until
// they are level, so that a flood of one tenant costs only that tenant; within
// a source mere starts before ends, then the oldest. The choice is a function
// of the set alone: ids are hashes, no two are equal, and no order of a map
// can show.
func victims(all []candidate, n int) []candidate {
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(a.source, b.source) })
	var groups [][]candidate
	for rest := all; len(rest) > 0; {
		end := 1
		for end < len(rest) && rest[end].source == rest[0].source {
			end++
		}
		groups = append(groups, rest[:end])
		rest = rest[end:]
	}
	level := levelFor(groups, n)
	chosen := make([]candidate, 0, n+len(groups))
	for _, g := range groups {
		if k := len(g) - level; k > 0 {
			cheapestFirst(g, k)
			chosen = append(chosen, g[:k]...)
		}
	}
	return chosen
}

// levelFor is the greatest size to which the groups must be cut so that at
// least n candidates go.
func levelFor(groups [][]candidate, n int) int {
	sizes := make([]int, 0, len(groups))
	for _, g := range groups {
		sizes = append(sizes, len(g))
	}
	slices.SortFunc(sizes, func(a, b int) int { return b - a })
	sum := 0
	for i, size := range sizes {
		sum += size
		level := max(0, (sum-n)/(i+1))
		if sum >= n && (i+1 == len(sizes) || level >= sizes[i+1]) {
			return level
		}
	}
	return 0
}

func cheaper(a, b candidate) int {
	if a.dear != b.dear {
		if b.dear {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id))
}

// cheapestFirst moves the k cheapest to the front, in any order (Hoare's
// quickselect): sorting half a million entries would stall a batch.
func cheapestFirst(c []candidate, k int) {
	for len(c) > 1 && k > 0 && k < len(c) {
		pivot := middle(c[0], c[len(c)/2], c[len(c)-1])
		i, j := 0, len(c)-1
		for i <= j {
			for cheaper(c[i], pivot) < 0 {
				i++
			}
			for cheaper(c[j], pivot) > 0 {
				j--
			}
			if i <= j {
				c[i], c[j] = c[j], c[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			c = c[:j+1]
		case k > i:
			c, k = c[i:], k-i
		default:
			return
		}
	}
}

func middle(a, b, c candidate) candidate {
	if cheaper(a, b) > 0 {
		a, b = b, a
	}
	if cheaper(b, c) <= 0 {
		return b
	}
	if cheaper(a, c) > 0 {
		return a
	}
	return c
}
