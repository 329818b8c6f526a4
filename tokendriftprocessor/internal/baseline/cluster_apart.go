package baseline

import "math/bits"

// Apart is how many consumers there are that nobody would take for one.
func (s *Sharing) Apart() int { return bits.OnesCount8(s.apart) }

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
