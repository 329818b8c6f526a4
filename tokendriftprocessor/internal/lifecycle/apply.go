package lifecycle

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Apply takes in one fact that a record of this provider's tenant told at the
// event time at, in Unix nanoseconds. subjectKey is the identity of the
// record's own subject, for facts with [event.TargetSubject]. A fact whose
// kind has no lasting state here (scopes, reuse) does nothing.
func (s *State) Apply(provider, tenant string, subjectKey []byte, f *event.Fact, at int64) {
	s.changes++
	at = max(at, 1) // 0 would read as "never", and an end must not get lost
	sc := s.scope(provider, tenant)
	switch f.Kind {
	case event.FactJob:
		s.applyJob(provider, sc, f, at)
		return
	case event.FactDevice:
		s.applyDevice(provider, sc, f, at)
		return
	}
	if f.Kind != event.FactSignIn {
		s.noteFact(sc, at, everywhere(f))
	}
	s.replaced(provider, sc, f, at)
	switch f.Kind {
	case event.FactOffboarded, event.FactOnboarded, event.FactSignIn, event.FactRole:
		s.applyPerson(provider, sc, f, at)
	case event.FactRetired:
		s.eachApp(provider, sc, f.IDs, func(app uint64) { s.apps.end(app, sc, at, f.Kind) })
	case event.FactRestored:
		s.eachApp(provider, sc, f.IDs, func(app uint64) { s.apps.begin(app, sc, at) })
	case event.FactIssued:
		s.applyStart(provider, sc, string(subjectKey), f, at)
	case event.FactRotated:
		if f.Target == event.TargetGrant {
			// A grant outlives the credential rotated under it.
			s.applyStart(provider, sc, "", f, at)
			return
		}
		s.applyEnd(provider, sc, string(subjectKey), f, at)
	case event.FactRevoked, event.FactSessionEnd:
		s.applyEnd(provider, sc, string(subjectKey), f, at)
	case event.FactLeaked:
		s.applyLeak(provider, sc, string(subjectKey), f, at)
	}
}

// everywhere is whether a fact speaks of what other tenants know too: a
// person, or a credential that was found somewhere else.
func everywhere(f *event.Fact) bool {
	switch f.Kind {
	case event.FactOffboarded, event.FactOnboarded, event.FactLeaked:
		return true
	case event.FactRotated:
		return f.Target == event.TargetUser
	}
	return false
}

func (s *State) applyPerson(provider string, sc uint64, f *event.Fact, at int64) {
	keys := s.join(provider, sc, f.IDs, at)
	for _, key := range keys {
		i, held := s.people.index[key]
		if !held {
			continue // forgotten again at once: the limit is smaller than this fact
		}
		s.people.touch(s.people.names[i].person)
		p := &s.people.persons[s.people.names[i].person]
		p.knownSince(at)
		switch f.Kind {
		case event.FactOffboarded:
			p.duty.end(at, f.Kind)
		case event.FactOnboarded:
			p.duty.begin(at)
		case event.FactRole:
			value := ""
			if len(f.Values) > 0 {
				value = f.Values[0]
			}
			p.role(at, s.Value(value), f.Taken)
		case event.FactSignIn:
			p.signIn = max(p.signIn, at)
			s.ended.begin(s.userKey(kindSignIn, sc, key), sc, at)
			if s.ended.get(s.userKey(kindUserGrants, sc, key)).last != 0 || s.ended.get(s.userKey(kindUserSessions, sc, key)).last != 0 {
				s.noteFact(sc, at, false) // of the many sign-ins few lift an end
			}
		}
	}
}

// join makes the names of one fact one person and returns their keys.
func (s *State) join(provider string, sc uint64, names []string, at int64) []uint64 {
	keys := make([]uint64, 0, len(names))
	for _, n := range names {
		if key := s.nameKey(provider, sc, n); key != 0 && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) > 0 {
		s.rememberScope(provider, sc)
		for group := range slices.Chunk(keys, mostJoined) {
			s.people.add(group, sc, at, len(keys) <= mostJoined)
		}
	}
	return keys
}

// grantUsers are the users of a grant. A single name needs no place among the
// people: there is nothing to join it with.
func (s *State) grantUsers(provider string, sc uint64, names []string, at int64) []uint64 {
	if len(names) > 1 {
		return s.join(provider, sc, names, at)
	}
	keys := make([]uint64, 0, 1)
	for _, n := range names {
		if key := s.nameKey(provider, sc, n); key != 0 {
			keys = append(keys, key)
		}
	}
	return keys
}

func (s *State) eachApp(provider string, sc uint64, ids []string, do func(app uint64)) {
	for _, id := range ids {
		if app := s.appKey(provider, sc, id); app != 0 {
			do(app)
		}
	}
}

// eachGrant visits what the users gave the app, or the app's every grant when
// the fact names no user.
func (s *State) eachGrant(provider string, sc uint64, f *event.Fact, at int64, do func(grant uint64)) {
	users := []uint64{0}
	if len(f.Users) > 0 {
		users = s.grantUsers(provider, sc, f.Users, at)
	}
	s.eachApp(provider, sc, f.IDs, func(app uint64) {
		for _, user := range users {
			do(s.grantKey(app, user))
		}
	})
}
