package baseline

// mostSources bounds the sources whose tokens are counted apart.
const mostSources = 1 << 16

// shares counts tokens by source, so that the flood of one cannot take the
// places of another's.
type shares struct {
	held   []uint32 // by the number of the source
	active int      // sources that hold any
}

func (s *shares) join(source uint32) {
	source = min(source, mostSources)
	for int(source) >= len(s.held) {
		s.held = append(s.held, make([]uint32, len(s.held)+16)...)
	}
	if s.held[source]++; s.held[source] == 1 {
		s.active++
	}
}

func (s *shares) leave(source uint32) {
	source = min(source, mostSources)
	if s.held[source]--; s.held[source] == 0 {
		s.active--
	}
}

// overShare is whether a source holds more than its part of all places, if
// every source that holds any had as many.
func (s *Set) overShare(source uint32) bool {
	source = min(source, mostSources)
	return int(source) < len(s.shares.held) && int(s.shares.held[source])*max(s.shares.active, 1) > s.Limit()
}

// Belongs says which source a token is of; a new one is of source 0.
func (s *Set) Belongs(place, source uint32) {
	h := s.heads.At(place)
	if h.Source == source {
		return
	}
	s.shares.leave(h.Source)
	h.Source = source
	s.shares.join(source)
}
