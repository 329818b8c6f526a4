package store

// Spill holds what has left memory until it is in storage, and a while longer,
// so that a batch which expected a token in memory still finds it. It is
// bounded. Guarded by its owner's lock.
type Spill struct {
	young, old map[Key]spilled
	bytes      int
	dueBytes   int // of those that storage lacks
	limit      int
}

type spilled struct {
	Record
	due    bool // not in storage as it is here
	worthy bool
}

// spillOverhead is what an entry takes beside its bytes.
const spillOverhead = 96

// NewSpill makes room for limit bytes.
func NewSpill(limit int) *Spill {
	return &Spill{young: map[Key]spilled{}, old: map[Key]spilled{}, limit: limit}
}

// Put holds a token; due is whether storage lacks this state of it. It is
// refused when the bound is reached. Half of the room is for the worthy alone,
// so that a flood of made-up tokens does not cost them theirs.
func (s *Spill) Put(r Record, due, worthy bool) bool {
	size := len(r.Bytes) + spillOverhead
	limit := s.limit
	if !worthy {
		limit /= 2
	}
	if s.bytes+size > limit {
		return !due // storage has it
	}
	s.forget(r.Key)
	s.young[r.Key] = spilled{r, due, worthy}
	s.bytes += size
	if due {
		s.dueBytes += size
	}
	return true
}

// Take gives what is held of k and lets go of it.
func (s *Spill) Take(k Key) (r Record, due, held bool) {
	x, held := s.look(k)
	if held {
		s.forget(k)
	}
	return x.Record, x.due, held
}

// Has is whether k is held.
func (s *Spill) Has(k Key) bool {
	_, held := s.look(k)
	return held
}

func (s *Spill) look(k Key) (spilled, bool) {
	if x, held := s.young[k]; held {
		return x, true
	}
	x, held := s.old[k]
	return x, held
}

func (s *Spill) forget(k Key) {
	for _, m := range [...]map[Key]spilled{s.young, s.old} {
		if x, held := m[k]; held {
			s.bytes -= len(x.Bytes) + spillOverhead
			if x.due {
				s.dueBytes -= len(x.Bytes) + spillOverhead
			}
			delete(m, k)
		}
	}
}

// Turn forgets what was given out for writing by the turn before, which is in
// storage by now, and gives out what has come since, as copies for the next
// checkpoint of c.
func (s *Spill) Turn(c *Changes) (due []Record) {
	for _, x := range s.old {
		s.bytes -= len(x.Bytes) + spillOverhead
	}
	s.old, s.young = s.young, s.old
	clear(s.young)
	s.dueBytes = 0
	for k, x := range s.old {
		if !x.due {
			continue
		}
		x.Was, x.due = x.Version, false
		x.Version = x.Was.next(c.generation, c.committed, x.worthy)
		s.old[k] = x
		due = append(due, x.Record)
	}
	return due
}

// Bytes is what is held.
func (s *Spill) Bytes() int { return s.bytes }

// Pressed is whether a turn is worth while before the next checkpoint.
func (s *Spill) Pressed() bool { return s.dueBytes > s.limit/8 || s.bytes > s.limit/2 }
