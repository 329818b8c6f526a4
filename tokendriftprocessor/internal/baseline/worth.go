package baseline

// How many tokens are looked at to find one to evict. Sampling keeps eviction
// O(1); with 16 the chance that none of the poorer half is among them is one
// in 65,000. Where none of them may go the search goes on, more for a source
// that must give up one of its own.
const (
	sampled    = 16
	sampledOwn = 512
)

// newcomer is the worth of a token used once and just now.
const newcomer = 1

// worth orders tokens by what their loss would cost: open incidents, declared
// and mature ones go last, one-use tokens first. Nothing is pinned: worth goes
// with silence, that of a mature token in a hundred days. A declared token of a
// single day has taught nothing yet, and may be made up to match a pattern.
func (s *Set) worth(h *Head, now uint32) float64 {
	w := float64(min(h.Days, 60)) + float64(min(max(h.Uses, 1)-1, 50))/100
	quiet := 0.0
	if now > h.LastSeen {
		quiet = float64(now-h.LastSeen) / 86400
	}
	if h.Flags&(WasMature|Declared|InIncident) == 0 {
		return w - quiet
	}
	if h.Flags&WasMature != 0 {
		w += 1000
	}
	if h.Flags&Declared != 0 && h.Days > 1 {
		w += 2000
	}
	if h.Flags&InIncident != 0 {
		w += 4000
	}
	return w - 10*quiet
}

// LeastWorthy finds a token to evict for a newcomer of a source. A source with
// more than its fair share of the places gives up its own; another one's go
// only when that has more than its share. 0 when nothing that may go is worth
// as little as a newcomer, unless that is free, since storage gives it back.
//
// The search starts where the last one ended, so that all are looked at in
// turn, but far from one another: the oldest and most worthy lie side by side.
func (s *Set) LeastWorthy(now, source uint32, free bool) uint32 {
	var least, spare uint32
	lowest, lowestSpare := 0.0, 0.0
	end, own := uint64(s.heads.End()), s.overShare(source)
	step := stride(end)
	for n, tries := 0, 0; tries < sampledOwn; tries++ {
		if n >= sampled && (lowest <= newcomer || free) || n == 0 && tries >= 8*sampled && !own || n >= 8*sampled {
			break
		}
		s.hand = uint32((uint64(s.hand) + step) % end)
		if !s.heads.Taken(s.hand) {
			continue
		}
		h := s.heads.At(s.hand)
		w := s.worth(h, now)
		if h.Source != source && (own || !s.overShare(h.Source)) {
			if spare == 0 || w < lowestSpare {
				spare, lowestSpare = s.hand, w
			}
			continue
		}
		n++
		if least == 0 || w < lowest {
			least, lowest = s.hand, w
		}
	}
	switch {
	case least != 0 && (free || lowest <= newcomer):
		return least
	case free:
		return spare
	}
	return 0
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
