package lifecycle

import (
	"encoding/binary"
	"slices"
	"sync"
)

// Freeze fixes a moment, for whoever holds the state's lock. What it gives
// appends the state of that moment, and takes the lock for a few entries at a
// time: writing half a million takes longer than a batch should wait. What
// changes meanwhile is noted as it was.
func (s *State) Freeze() func(b []byte, lock sync.Locker) []byte {
	scopes := slices.Clone(s.scopes)
	s.people.freeze()
	s.apps.freeze()
	s.ended.freeze()
	s.devices.freeze()
	jobs := s.appendJobs(nil)
	return func(b []byte, lock sync.Locker) []byte {
		b = append(b, snapshotVersion)
		b = binary.LittleEndian.AppendUint64(b, s.seedCheck())
		b = appendCount(b, len(scopes))
		for _, sc := range scopes {
			b = binary.LittleEndian.AppendUint64(b, sc.provider)
			b = binary.LittleEndian.AppendUint64(b, sc.id)
		}
		b = s.people.appendMoment(b, lock)
		b = s.apps.appendMoment(b, lock)
		b = s.ended.appendMoment(b, lock)
		return append(s.devices.appendMoment(b, lock), jobs...)
	}
}

// Changes grows with every fact: two moments with the same number are equal.
func (s *State) Changes() uint64 { return s.changes }
