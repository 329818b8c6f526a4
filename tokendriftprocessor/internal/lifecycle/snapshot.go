package lifecycle

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// snapshotVersion 2 has devices and jobs behind what version 1 has.
const snapshotVersion = 2

// The sizes of one entry in a snapshot, in bytes.
const (
	scopeSize  = 8 + 8
	lapseSize  = 8 + 8 + 8 + 1 + kept*(8+1)
	recordSize = 8 + lapseSize + 4
	personSize = lapseSize + 8 + 8 + 8 + 8 + 8 + 4 + 1 + 1 // without the names
)

// AppendBinary appends the whole state, numbers little-endian, every table in
// the order of its keys: equal states give equal bytes. The counters of
// evictions are not part of it.
func (s *State) AppendBinary(b []byte) []byte { return s.Freeze()(b, store.NoLock{}) }

// Load replaces the state by one that AppendBinary wrote. On an error, which
// says what is wrong with the bytes, the state is as it was. More entries than
// the limits allow are forgotten as they would be in running.
func (s *State) Load(b []byte) error {
	r := reader{b: b}
	version := r.byte()
	if r.err == nil && (version < 1 || version > snapshotVersion) {
		return fmt.Errorf("lifecycle state: version %d, this program reads versions 1 to %d", version, snapshotVersion)
	}
	if check := r.number(); r.err == nil && check != s.seedCheck() {
		return errors.New("lifecycle state: written under another fingerprint key")
	}
	loaded := State{
		k0: s.k0, k1: s.k1,
		within: map[uint64]int64{}, people: newPeople(s.people.limit), apps: newTable(s.apps.limit), ended: newTable(s.ended.limit),
		devices: newTable(s.devices.limit), jobs: map[uint64]*place{}, jobsLost: s.jobsLost,
	}
	for range r.count(scopeSize) {
		loaded.scopes = append(loaded.scopes, scope{r.number(), r.number()})
	}
	loaded.people.load(&r)
	loaded.apps.load(&r)
	loaded.ended.load(&r)
	if version > 1 {
		loaded.devices.load(&r)
		loaded.loadJobs(&r)
	}
	switch {
	case r.err != nil:
		return r.err
	case len(r.b) > 0:
		return fmt.Errorf("lifecycle state: %d bytes too many", len(r.b))
	case len(loaded.scopes) > mostScopes || !slices.IsSortedFunc(loaded.scopes, compareScopes):
		return errors.New("lifecycle state: the list of tenants is not one this program wrote")
	}
	loaded.latest = loaded.latestFact()
	loaded.shared = loaded.latest // whose it was is not written down
	loaded.leaks = loaded.holdsLeaks()
	loaded.people.trim()
	loaded.apps.trim()
	loaded.ended.trim()
	// A table that is full has perhaps forgotten before.
	loaded.forgotDevices = len(loaded.devices.entries) >= loaded.devices.limit-loaded.devices.limit/8
	loaded.devices.trim()
	loaded.devices.evicted += s.devices.evicted
	loaded.people.evicted += s.people.evicted
	loaded.apps.evicted += s.apps.evicted
	loaded.ended.evicted += s.ended.evicted
	*s = loaded
	return nil
}

// seedCheck tells whether two states hash names alike, without telling the key.
func (s *State) seedCheck() uint64 {
	h := s.hasher(kindSeed)
	return h.sum()
}

func (t *table) load(r *reader) {
	n := r.count(recordSize)
	t.entries = make(map[uint64]record, n)
	var last uint64
	for range n {
		key := r.number()
		if key <= last {
			r.fail("keys are out of order")
			return
		}
		last = key
		t.entries[key] = record{lapse: r.lapse(), source: r.short()}
	}
}

func (t *table) trim() {
	if len(t.entries) > t.limit {
		t.makeRoom()
	}
}

func appendCount(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(n)) }

func appendLapse(b []byte, l lapse) []byte {
	for _, at := range [...]int64{l.start, l.last, l.first} {
		b = binary.LittleEndian.AppendUint64(b, uint64(at))
	}
	b = append(b, byte(l.how))
	for i, at := range l.times {
		b = append(binary.LittleEndian.AppendUint64(b, uint64(at)), byte(l.kinds[i]))
	}
	return b
}

func (s *State) holdsLeaks() bool {
	for _, r := range s.ended.entries {
		if r.how == event.FactLeaked {
			return true
		}
	}
	return false
}

func (s *State) latestFact() (at int64) {
	for _, t := range [...]*table{&s.apps, &s.ended} {
		for _, r := range t.entries {
			at = max(at, r.latest())
		}
	}
	for i := range s.people.persons {
		at = max(at, s.people.persons[i].duty.latest())
	}
	return at
}
