package lifecycle

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Limits bounds what is held. A value below 1 takes the default.
type Limits struct {
	People  int // persons, 200,000; their names are bounded at four times as many
	Apps    int // names of apps, 50,000
	Ended   int // lives of sessions, credentials and grants, 500,000
	Devices int // of people, 200,000
}

const (
	defaultPeople  = 200_000
	defaultApps    = 50_000
	defaultEnded   = 500_000
	defaultDevices = 200_000

	namesPerPerson = 4    // on average, over the table
	mostNames      = 64   // of one person: a name everyone shares must not make everyone one person
	mostJoined     = 8    // names in one fact; a longer list is a list of people
	mostScopes     = 4096 // providers' tenants that a tenantless alias is looked up in
)

// State is what the stream has said so far.
type State struct {
	k0, k1        uint64
	people        people
	apps          table
	ended         table
	scopes        []scope          // sorted
	moment        int64            // lookups answer for it; 0 is now
	latest        int64            // time of the latest fact that starts or ends something
	shared        int64            // of those that are about people, whom every tenant may know
	within        map[uint64]int64 // of the others, by scope
	changes       uint64           // facts so far
	devices       table
	jobs          map[uint64]*place
	leaks         bool // anything was ever reported as leaked
	forgotDevices bool // in another life of the process, perhaps
	jobsLost      uint64
}

// scope is one provider's tenant in which people were named.
type scope struct{ provider, id uint64 }

// New makes an empty state. The seed keys the hashes of names; a state can be
// loaded only under the seed it was written with.
func New(l Limits, seed [16]byte) *State {
	if l.People < 1 {
		l.People = defaultPeople
	}
	if l.Apps < 1 {
		l.Apps = defaultApps
	}
	if l.Ended < 1 {
		l.Ended = defaultEnded
	}
	if l.Devices < 1 {
		l.Devices = defaultDevices
	}
	return &State{
		k0:      binary.LittleEndian.Uint64(seed[:8]),
		k1:      binary.LittleEndian.Uint64(seed[8:]),
		people:  newPeople(l.People),
		apps:    newTable(l.Apps),
		ended:   newTable(l.Ended),
		devices: newTable(l.Devices),
		jobs:    map[uint64]*place{},
		within:  map[uint64]int64{},
	}
}

// AsOf makes lookups answer for a moment, in Unix nanoseconds of event time: a
// use may be judged after what ended was issued again, or before its own end
// was told. 0 is now.
func (s *State) AsOf(moment int64) { s.moment = moment }

// Latest is the time of the latest fact. What is said of a use after it does
// not depend on when exactly it was.
func (s *State) Latest() int64 { return s.latest }

// LatestOf is the same for the uses of one tenant: a source that is hours
// behind the others has its own latest fact.
func (s *State) LatestOf(provider, tenant string) int64 {
	return max(s.shared, s.within[s.scope(provider, tenant)])
}

func (s *State) noteFact(sc uint64, at int64, everywhere bool) {
	s.latest = max(s.latest, at)
	if _, held := s.within[sc]; everywhere || !held && len(s.within) >= mostScopes {
		s.shared = max(s.shared, at)
		return
	}
	s.within[sc] = max(s.within[sc], at)
}

// lapse is the life of a target as of the moment asked for.
func (s *State) lapse(key uint64) lapse {
	l := s.ended.get(key)
	return l.at(s.moment)
}

// Count is what one table holds and has had to forget since the start of the
// process.
type Count struct {
	Held, Limit int
	Evicted     uint64
}

// Counts is the size of each table, for gauges.
type Counts struct{ People, Apps, Ended, Devices, Jobs Count }

// Counts returns what is held and what was evicted.
func (s *State) Counts() Counts {
	return Counts{
		People:  Count{Held: s.people.held, Limit: s.people.limit, Evicted: s.people.evicted},
		Apps:    Count{Held: len(s.apps.entries), Limit: s.apps.limit, Evicted: s.apps.evicted},
		Ended:   Count{Held: len(s.ended.entries), Limit: s.ended.limit, Evicted: s.ended.evicted},
		Devices: Count{Held: len(s.devices.entries), Limit: s.devices.limit, Evicted: s.devices.evicted},
		Jobs:    Count{Held: len(s.jobs), Limit: mostPlaces, Evicted: s.jobsLost},
	}
}

func compareScopes(a, b scope) int {
	return cmp.Or(cmp.Compare(a.provider, b.provider), cmp.Compare(a.id, b.id))
}

func (s *State) rememberScope(provider string, id uint64) {
	sc := scope{s.providerKey(provider), id}
	i, found := slices.BinarySearchFunc(s.scopes, sc, compareScopes)
	if !found && len(s.scopes) < mostScopes {
		s.scopes = slices.Insert(s.scopes, i, sc)
	}
}
