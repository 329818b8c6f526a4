package lifecycle

import (
	"slices"
	"unsafe"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Ended is whether something has ended, and how. Times are event times in Unix
// nanoseconds.
type Ended struct {
	Is     bool
	How    event.FactKind // FactRevoked, FactRotated, FactSessionEnd
	At     int64          // the latest end
	Since  int64          // the first end since it was last issued
	Target event.Target   // what the event named
}

// Session looks up sessions by their ids. No later event lifts their end.
func (s *State) Session(provider, tenant string, ids ...string) Ended {
	sc := s.scope(provider, tenant)
	var sum lapse
	for _, id := range ids {
		sum.merge(s.lapse(s.sessionKey(sc, id)))
	}
	return sum.answer(event.TargetSession)
}

// Credential looks up credentials by their ids. No later event lifts their
// end. The key of a subject is such an id, too.
func (s *State) Credential(provider, tenant string, ids ...string) Ended {
	sc := s.scope(provider, tenant)
	var sum lapse
	for _, id := range ids {
		sum.merge(s.lapse(s.credentialKey(provider, sc, id)))
	}
	return sum.answer(event.TargetCredential)
}

// Subject looks up the end of a record's own subject, as facts with
// [event.TargetSubject] told it. At the grades of one credential or session it
// is never lifted; at the others a rotation is no end and a later issue of the
// same subject lifts one.
func (s *State) Subject(provider, tenant string, key []byte, grade event.Grade) Ended {
	if len(key) == 0 {
		return Ended{}
	}
	text := unsafe.String(&key[0], len(key)) // only hashed, and not kept
	sc := s.scope(provider, tenant)
	sum := s.lapse(s.credentialKey(provider, sc, text))
	if grade != event.GradeToken && grade != event.GradeSession {
		if sum.how == event.FactRotated {
			return Ended{}
		}
		sum.begin(s.lapse(s.subjectStartKey(sc, text)).start)
	}
	return sum.answer(event.TargetSubject)
}

// Grant looks up what a user gave an app, under all the user's names. Of the
// ends of this grant, of every grant of the app and of everything of the user,
// the latest one that still holds is returned. A later issue of the grant
// lifts all three, one of the app the second, an interactive sign-in of the
// user at the same provider and tenant the third.
func (s *State) Grant(provider, tenant string, app event.App, users ...string) Ended {
	sc := s.scope(provider, tenant)
	var room [mostNames]uint64
	names := s.everyName(room[:0], provider, sc, users)

	var own, all, user lapse
	for _, id := range [...]string{app.ID, app.ClientID, app.Name} {
		key := s.appKey(provider, sc, id)
		if key == 0 {
			continue
		}
		all.merge(s.lapse(s.grantKey(key, 0)))
		for _, n := range names {
			own.merge(s.lapse(s.grantKey(key, n)))
		}
	}
	for _, n := range names {
		user.merge(s.lapse(s.userKey(kindUserGrants, sc, n)))
		user.begin(s.lapse(s.userKey(kindSignIn, sc, n)).start)
	}
	all.begin(own.start)
	user.begin(own.start)

	latest := own.answer(event.TargetGrant)
	for _, e := range [...]Ended{all.answer(event.TargetGrant), user.answer(event.TargetUserGrants)} {
		if e.Is && (!latest.Is || e.At > latest.At) {
			latest = e
		}
	}
	return latest
}

// UserSessions looks up whether every session of a user was ended at once
// ([event.FactSessionEnd] with [event.TargetUser]) and the user has not signed
// in since.
func (s *State) UserSessions(provider, tenant string, names ...string) Ended {
	sc := s.scope(provider, tenant)
	var room [mostNames]uint64
	var sum lapse
	for _, n := range s.everyName(room[:0], provider, sc, names) {
		sum.merge(s.lapse(s.userKey(kindUserSessions, sc, n)))
		sum.begin(s.lapse(s.userKey(kindSignIn, sc, n)).start)
	}
	return sum.answer(event.TargetUser)
}

// everyName appends the keys of the names and of all names that facts joined
// with them, as far as there is room.
func (s *State) everyName(keys []uint64, provider string, sc uint64, names []string) []uint64 {
	for _, n := range names {
		keys = s.withJoined(keys, s.nameKey(provider, sc, n))
	}
	return keys
}

// everyKey is the same for names that are hashes already.
func (s *State) everyKey(keys, names []uint64) []uint64 {
	for _, n := range names {
		keys = s.withJoined(keys, n)
	}
	return keys
}

func (s *State) withJoined(keys []uint64, key uint64) []uint64 {
	if key == 0 || len(keys) == cap(keys) || slices.Contains(keys, key) {
		return keys
	}
	i, held := s.people.index[key]
	if !held {
		return append(keys, key)
	}
	p := &s.people.persons[s.people.names[i].person]
	for j := p.first; j >= 0 && len(keys) < cap(keys); j = s.people.names[j].next {
		keys = append(keys, s.people.names[j].key)
	}
	return keys
}

func (l lapse) answer(target event.Target) Ended {
	if !l.ended() {
		return Ended{}
	}
	return Ended{Is: true, How: l.how, At: l.last, Since: l.first, Target: target}
}
