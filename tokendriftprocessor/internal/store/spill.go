package store

import "time"

// Spill holds what has left memory until it is in storage, and a while longer,
// so that a batch which expected a token in memory still finds it. It is
// bounded. Guarded by its owner's lock.
type Spill struct {
	waiting  map[Key]spilled // for the next turn
	out      map[Key]spilled // given out by the last one, perhaps not written yet
	written  map[Key]spilled
	purged   time.Time
	bytes    int
	dueBytes int // of those that storage lacks
	limit    int
	parted   int              // bytes of what is written
	wanted   map[Key]struct{} // by the batch under way
}

type spilled struct {
	Record
	since  time.Time
	due    bool // storage lacks it as it is here
	worthy bool
}

// spillOverhead is what an entry takes beside its bytes.
const spillOverhead = 128

// lingers is how long what is written is still held, longer than a batch takes
// from finding a token there to using it.
const lingers = 2 * time.Second

// NewSpill makes room for limit bytes.
func NewSpill(limit int) *Spill {
	return &Spill{waiting: map[Key]spilled{}, out: map[Key]spilled{}, written: map[Key]spilled{}, limit: limit}
}

// Put holds a token; due is whether storage lacks this state of it. It is
// refused when the bound is reached. Half of the room is for the worthy alone,
// so that a flood of made-up tokens does not cost them theirs.
func (s *Spill) Put(r Record, due, worthy bool) bool {
	x := spilled{Record: r, since: time.Now(), due: due, worthy: worthy}
	limit := s.limit
	if !worthy {
		limit /= 2
	}
	if s.bytes+x.size() > limit {
		s.purge(time.Time{})
	}
	if _, wanted := s.wanted[r.Key]; s.bytes+x.size() > limit && (due || !wanted) {
		return !due // otherwise storage has it
	}
	s.forget(r.Key)
	s.waiting[r.Key] = x
	s.bytes += x.size()
	if due {
		s.dueBytes += x.size()
	}
	return true
}

func (x *spilled) size() int { return len(x.Bytes) + spillOverhead }

// Take gives what is held of k and lets go of it.
func (s *Spill) Take(k Key) (r Record, due, held bool) {
	for _, m := range [...]map[Key]spilled{s.waiting, s.out, s.written} {
		if x, held := m[k]; held {
			s.forget(k)
			return x.Record, x.due, true
		}
	}
	return Record{}, false, false
}

// Has is whether k is held.
func (s *Spill) Has(k Key) bool {
	for _, m := range [...]map[Key]spilled{s.waiting, s.out, s.written} {
		if _, held := m[k]; held {
			return true
		}
	}
	return false
}

// Release lets go of k unless it waits for the next turn, which it says. What
// the last turn gave out must be written.
func (s *Spill) Release(k Key) (waiting bool) {
	if x, held := s.out[k]; held {
		s.drop(s.out, k, x)
	}
	if x, held := s.written[k]; held {
		s.drop(s.written, k, x)
		s.parted -= x.size()
	}
	_, waiting = s.waiting[k]
	return waiting
}

func (s *Spill) forget(k Key) {
	if x, held := s.waiting[k]; held {
		s.drop(s.waiting, k, x)
	}
	s.Release(k)
}

func (s *Spill) drop(m map[Key]spilled, k Key, x spilled) {
	s.bytes -= x.size()
	if x.due {
		s.dueBytes -= x.size()
	}
	delete(m, k)
}

// Hold keeps what a batch under way expects here, and storage has too, until it
// is called with other keys. It can go beyond the bound by those tokens.
func (s *Spill) Hold(wanted map[Key]struct{}) { s.wanted = wanted }

// purge lets go of what is written and was put in before a time; all of it
// before the zero time.
func (s *Spill) purge(before time.Time) {
	for k, x := range s.written {
		if _, wanted := s.wanted[k]; !wanted && (before.IsZero() || x.since.Before(before)) {
			s.drop(s.written, k, x)
			s.parted -= x.size()
		}
	}
}

// Turn is called when what the turn before gave out is written, or was given
// back. It gives out what has come since, as copies for the next checkpoint
// of c.
func (s *Spill) Turn(c *Changes) (due []Record) {
	if now := time.Now(); now.Sub(s.purged) > lingers/2 {
		s.purge(now.Add(-lingers))
		s.purged = now
	}
	for k, x := range s.out {
		s.parted += x.size()
		s.written[k] = x
	}
	clear(s.out)
	s.out, s.waiting = s.waiting, s.out
	s.dueBytes = 0
	for k, x := range s.out {
		if !x.due {
			continue
		}
		x.Was, x.due = x.Version, false
		x.Version = x.Was.next(c.generation, c.committed, x.worthy)
		s.out[k] = x
		due = append(due, x.Record)
	}
	return due
}

// Bytes is what is held.
func (s *Spill) Bytes() int { return s.bytes }

// Pressed is whether a turn is worth while before the next checkpoint, and full
// whether what comes soon will find no room.
func (s *Spill) Pressed() (pressed, full bool) {
	return s.dueBytes > s.limit/8, s.bytes-s.parted > s.limit*3/8
}
