package baseline

// Teach takes an unflagged use into the token's clusters.
func (t *Consumers) Teach(s *Sharing, use Trace, at uint32) {
	t.changes++
	s.last = max(s.last, at)
	if s.lacks(use) {
		return
	}
	var mine *Cluster
	for i := 0; i < int(s.n); i++ {
		c := &s.clusters[i]
		switch {
		case !c.akin(use):
		case mine == nil:
			mine = c
		default:
			mine.merge(c)
			s.n--
			copy(s.clusters[i:], s.clusters[i+1:])
			s.clusters[s.n] = Cluster{}
			i--
		}
	}
	if mine == nil {
		if mine = s.fresh(at); mine == nil {
			t.refused++
			return
		}
		*mine = Cluster{Family: use.Family, Network: use.Network, First: at, Last: at}
	}
	days := mine.Days
	mine.add(use, at)
	if mine.Days != days {
		s.apart = s.tellApart(at)
	}
}

// lacks is whether a use does not say what the token's other uses do: then it
// could be anybody's.
func (s *Sharing) lacks(use Trace) bool {
	for i := range s.n {
		c := &s.clusters[i]
		if use.Family == 0 && c.Family != 0 || use.Network == 0 && c.Network != 0 {
			return true
		}
	}
	return false
}

// fresh is a place for one more cluster: of those that are no consumers the one
// not used for longest makes room; nil when all are.
func (s *Sharing) fresh(at uint32) *Cluster {
	if int(s.n) < mostClusters {
		s.n++
		return &s.clusters[s.n-1]
	}
	var least *Cluster
	for i := range s.clusters {
		if c := &s.clusters[i]; !c.Settled(at) && (least == nil || c.Last < least.Last) {
			least = c
		}
	}
	return least
}

// Settled gives the clusters that are consumers now, as bits of their numbers.
func (s *Sharing) Settled(at uint32) (set uint8) {
	for i := range s.n {
		if s.clusters[i].Settled(at) {
			set |= 1 << i
		}
	}
	return set
}

// Cluster is the cluster with a number.
func (s *Sharing) Cluster(i int) *Cluster { return &s.clusters[i] }

// Fitting gives the consumers that a use could be of, by its client and where
// it comes from; among several those that do what it does.
func (s *Sharing) Fitting(use Trace, at uint32) (set uint8) {
	if use.Family == 0 && use.Network == 0 {
		return 0
	}
	does := uint8(0)
	for i := range s.n {
		c := &s.clusters[i]
		if !c.Settled(at) || use.Family != 0 && c.Family != use.Family || use.Network != 0 && c.Network != use.Network ||
			use.Prefix != 0 && !c.from(use.Prefix) {
			continue
		}
		set |= 1 << i
		if use.Action != 0 && c.Does(use.Action) {
			does |= 1 << i
		}
	}
	if does != 0 {
		return does
	}
	return set
}
