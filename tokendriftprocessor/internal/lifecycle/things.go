package lifecycle

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Things is what a use named that can end, as hashes only: a use is remembered
// by them, and a credential's id is in no memory and no checkpoint. 0 where it
// named nothing.
type Things struct {
	Sessions     [3]uint64 // session, parent, instance
	Credentials  [4]uint64 // instance, session, parent, and the subject's id at grade token
	Leaks        [2]uint64 // the instance and the subject's id again, as a report of a leak names them
	Subject      uint64
	SubjectStart uint64
	Apps, Names  [3]uint64
}

// Things hashes what a use names. key is the identity of its subject.
func (s *State) Things(ev *event.Event, key []byte) (t Things) {
	sc := s.scope(ev.Provider, ev.Tenant)
	for i, id := range [...]string{ev.Session, ev.Parent, ev.Instance} {
		t.Sessions[i] = s.sessionKey(sc, id)
	}
	for i, id := range [...]string{ev.Instance, ev.Session, ev.Parent} {
		t.Credentials[i] = s.credentialKey(ev.Provider, sc, id)
	}
	t.Credentials[3] = s.credentialKey(ev.Provider, sc, tokenID(ev))
	t.Subject, t.SubjectStart = s.credentialKey(ev.Provider, sc, string(key)), s.subjectStartKey(sc, string(key))
	for i, id := range [...]string{ev.Instance, tokenID(ev)} {
		t.Leaks[i] = s.leakKey(ev.Provider, sc, id)
	}
	for i, id := range [...]string{ev.App.ID, ev.App.ClientID, ev.App.Name} {
		t.Apps[i] = s.appKey(ev.Provider, sc, id)
	}
	for i, name := range [...]string{ev.Actor.ID, ev.Actor.Login, ev.Actor.Email} {
		t.Names[i] = s.nameKey(ev.Provider, sc, name)
	}
	return t
}

// tokenID is the subject's own id, where it is a credential.
func tokenID(ev *event.Event) string {
	if ev.Subject.Grade != event.GradeToken {
		return ""
	}
	return ev.Subject.Parts[0]
}

// CredentialID is the hash by which [Things] names a credential.
func (s *State) CredentialID(provider, tenant, id string) uint64 {
	return s.credentialKey(provider, s.scope(provider, tenant), id)
}

// EndedSession looks up the sessions that a use named.
func (s *State) EndedSession(t *Things) Ended {
	return s.anyOf(t.Sessions[:]).answer(event.TargetSession)
}

// EndedCredentials looks up the credentials that a use named, and its subject.
func (s *State) EndedCredentials(t *Things, grade event.Grade) (ids, subject Ended) {
	sum := s.lapse(t.Subject)
	if grade != event.GradeToken && grade != event.GradeSession {
		if sum.how == event.FactRotated {
			sum = lapse{}
		}
		sum.begin(s.lapse(t.SubjectStart).start)
	}
	return s.anyOf(t.Credentials[:]).answer(event.TargetCredential), sum.answer(event.TargetSubject)
}

func (s *State) anyOf(keys []uint64) (sum lapse) {
	for _, key := range keys {
		sum.merge(s.lapse(key))
	}
	return sum
}

// Reach is what a fact speaks of.
type Reach struct {
	sessions, credentials, leaks, apps, names []uint64

	// Everywhere: the fact is about a person, whom other providers know too,
	// or about a credential that somebody else found.
	Everywhere bool
}

// Reach gives what a fact speaks of; key is the identity of its record's
// subject.
func (s *State) Reach(provider, tenant string, key []byte, f *event.Fact) (r Reach) {
	sc := s.scope(provider, tenant)
	people := func(names []string) {
		room := make([]uint64, 0, mostNames)
		r.names = s.everyName(room, provider, sc, names)
	}
	apps := func() {
		for _, id := range f.IDs {
			r.apps = append(r.apps, s.appKey(provider, sc, id))
		}
	}
	if everywhere(f) {
		r.Everywhere = true
	}
	switch {
	case f.Kind == event.FactLeaked && (f.Target == event.TargetCredential || f.Target == event.TargetSession):
		for _, id := range f.IDs {
			r.leaks = append(r.leaks, s.leakKey(provider, sc, id))
		}
	case f.Kind == event.FactOffboarded || f.Kind == event.FactOnboarded || f.Kind == event.FactSignIn:
		r.Everywhere = true
		people(f.IDs)
	case f.Kind == event.FactRetired || f.Kind == event.FactRestored || f.Target == event.TargetApp:
		apps()
	case f.Target == event.TargetGrant:
		apps()
		if people(f.Users); len(f.Users) > 0 && len(r.names) == 0 {
			r.apps = nil
		}
	case f.Target == event.TargetUser || f.Target == event.TargetUserGrants:
		people(f.IDs)
	case f.Target == event.TargetCredential:
		for _, id := range f.IDs {
			r.credentials = append(r.credentials, s.credentialKey(provider, sc, id))
		}
	case f.Target == event.TargetSession:
		for _, id := range f.IDs {
			r.sessions = append(r.sessions, s.sessionKey(sc, id))
		}
	case f.Target == event.TargetSubject:
		r.credentials = append(r.credentials, s.credentialKey(provider, sc, string(key)))
	}
	return r
}

// Meets is whether a use named what the fact speaks of. A grant is met by its
// app and one of its user's names together.
func (r *Reach) Meets(t *Things) bool {
	meets := func(of, named []uint64) bool {
		return slices.ContainsFunc(of, func(key uint64) bool { return key != 0 && slices.Contains(named, key) })
	}
	switch {
	case len(r.apps) > 0:
		return meets(r.apps, t.Apps[:]) && (len(r.names) == 0 || meets(r.names, t.Names[:]))
	case len(r.names) > 0:
		return meets(r.names, t.Names[:])
	}
	return meets(r.sessions, t.Sessions[:]) || meets(r.credentials, t.Credentials[:]) ||
		meets(r.credentials, []uint64{t.Subject}) || meets(r.leaks, t.Leaks[:])
}
