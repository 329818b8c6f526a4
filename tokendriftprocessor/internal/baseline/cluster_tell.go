package baseline

import "math/bits"

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

// Apart is how many consumers there are that nobody would take for one.
func (s *Sharing) Apart() int { return bits.OnesCount8(s.apart) }

// ApartSet gives those as bits of their numbers.
func (s *Sharing) ApartSet() uint8 { return s.apart }

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

// besides is for how long two clusters must both have gone on to be two
// consumers and no move from one place or client to another, seconds.
const besides = consumerDays * 86400

// tellApart gives consumers of which each differs from every other one.
func (s *Sharing) tellApart(at uint32) (set uint8) {
	for i := range s.n {
		c, alone := &s.clusters[i], false
		for j := range i {
			if set&(1<<j) != 0 && !c.differs(&s.clusters[j]) {
				alone = true
			}
		}
		if c.Settled(at) && !alone {
			set |= 1 << i
		}
	}
	return set
}

// differs is whether two clusters are two systems: side by side for days, and
// different in two of client, network and operations. One program in two
// places, with two clients or with two jobs differs in one.
func (c *Cluster) differs(o *Cluster) bool {
	if min(c.Last, o.Last) < max(c.First, o.First)+besides {
		return false
	}
	n := 0
	if c.Family != o.Family {
		n++
	}
	if c.Network != o.Network || c.Network == 0 && !c.shares(o) {
		n++
	}
	if c.overlap(o) < otherJob {
		n++
	}
	return n > 1
}

// otherJob is below which share of operations in common two jobs differ.
const otherJob = 0.2

// shares is whether two clusters have a prefix in common.
func (c *Cluster) shares(o *Cluster) bool {
	for _, p := range c.Prefixes {
		if p != 0 && o.from(p) {
			return true
		}
	}
	return false
}

// overlap is how alike what two clusters do is: of their uses, the share that
// the other one's could be.
func (c *Cluster) overlap(o *Cluster) (alike float64) {
	mine, others := c.counted(), o.counted()
	if mine == 0 || others == 0 {
		return 1
	}
	for i, action := range c.Operations {
		for j, other := range o.Operations {
			if action != 0 && action == other {
				alike += min(float64(c.counts[i])/mine, float64(o.counts[j])/others)
			}
		}
	}
	return alike
}

func (c *Cluster) counted() (n float64) {
	for _, times := range c.counts {
		n += float64(times)
	}
	return n
}

// Systems gives the consumers that nobody would take for one, each with the
// clusters that differ from it in too little to be another.
func (s *Sharing) Systems(at uint32) (systems []uint8) {
	rest := s.Settled(at) &^ s.apart
	for i := range s.n {
		if s.apart&(1<<i) == 0 {
			continue
		}
		set := uint8(1) << i
		for j := range s.n {
			if rest&(1<<j) != 0 && !s.clusters[j].differs(&s.clusters[i]) {
				set |= 1 << j
			}
		}
		rest &^= set
		systems = append(systems, set)
	}
	return systems
}
