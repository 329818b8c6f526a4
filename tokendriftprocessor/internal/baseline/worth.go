package baseline

// sampled is how many tokens are looked at to find one to evict. Sampling
// keeps eviction O(1); with 16 the chance that none of the poorer half is
// among them is one in 65,000.
const sampled = 16

// worth orders tokens by what their loss would cost: open incidents, mature
// baselines and declared tokens go last, one-use tokens first.
func (s *Set) worth(h *Head, now uint32) float64 {
	w := float64(min(h.Days, 60))
	if h.Flags&WasMature != 0 {
		w += 1000
	}
	if h.Flags&Declared != 0 {
		w += 2000
	}
	if h.Flags&InIncident != 0 {
		w += 4000
	}
	if now > h.LastSeen {
		w -= float64(now-h.LastSeen) / (30 * 86400)
	}
	return w
}

// LeastWorthy finds a token to evict among a sample, starting where the last
// search ended so that all are looked at in turn, but far from one another:
// the oldest and most worthy lie side by side. 0 when the newcomer, who has
// one use, is worth no more than any of them.
func (s *Set) LeastWorthy(now uint32) uint32 {
	var least uint32
	lowest := 0.0
	end := uint64(s.heads.End())
	step := stride(end)
	for n, tries := 0, 0; n < sampled && tries < 4*sampled; tries++ {
		s.hand = uint32((uint64(s.hand) + step) % end)
		if s.hand == 0 {
			continue // place 0 is nobody's
		}
		h := s.heads.At(s.hand)
		if h.FirstSeen == 0 && h.LastSeen == 0 {
			continue
		}
		n++
		if w := s.worth(h, now); least == 0 || w < lowest {
			least, lowest = s.hand, w
		}
	}
	if lowest >= 1000 {
		return 0
	}
	return least
}

// stride is a step near the golden section of n that has no factor in common
// with it, so that n steps visit every place once.
func stride(n uint64) uint64 {
	step := max(n*618/1000, 1)
	for a, b := step, n; b != 0 || a != 1; {
		if b == 0 {
			step++
			a, b = step, n
			continue
		}
		a, b = b, a%b
	}
	return step
}
