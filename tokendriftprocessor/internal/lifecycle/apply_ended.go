package lifecycle

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// applyStart takes in that something was issued or authorised again. The issue
// of one credential or session is not kept: nothing lifts their end.
func (s *State) applyStart(provider string, sc uint64, subject string, f *event.Fact, at int64) {
	switch f.Target {
	case event.TargetGrant:
		s.eachGrant(provider, sc, f, at, func(grant uint64) { s.ended.begin(grant, sc, at) })
	case event.TargetApp:
		s.eachApp(provider, sc, f.IDs, func(app uint64) {
			s.apps.begin(app, sc, at)
			s.ended.begin(s.grantKey(app, 0), sc, at)
		})
	case event.TargetUser, event.TargetUserGrants:
		for _, user := range s.grantUsers(provider, sc, f.IDs, at) {
			s.ended.begin(s.userKey(kindUserGrants, sc, user), sc, at)
		}
	case event.TargetSubject:
		s.ended.begin(s.subjectStartKey(sc, subject), sc, at)
	}
}

// applyEnd ends exactly what the fact names: a session of a user is not their
// grants, an app's grants are not the app.
func (s *State) applyEnd(provider string, sc uint64, subject string, f *event.Fact, at int64) {
	switch f.Target {
	case event.TargetCredential:
		for _, id := range f.IDs {
			// Rotated in place: the secret is new and the id goes on.
			if f.Kind != event.FactRotated || !slices.Contains(f.Values, id) {
				s.ended.end(s.credentialKey(provider, sc, id), sc, at, f.Kind)
			}
		}
	case event.TargetSession:
		for _, id := range f.IDs {
			if f.Kind != event.FactRotated || !slices.Contains(f.Values, id) {
				s.ended.end(s.sessionKey(sc, id), sc, at, f.Kind)
			}
		}
	case event.TargetSubject:
		s.ended.end(s.credentialKey(provider, sc, subject), sc, at, f.Kind)
	case event.TargetGrant:
		s.eachGrant(provider, sc, f, at, func(grant uint64) { s.ended.end(grant, sc, at, f.Kind) })
	case event.TargetApp:
		if f.Kind == event.FactRevoked {
			s.eachApp(provider, sc, f.IDs, func(app uint64) { s.ended.end(s.grantKey(app, 0), sc, at, f.Kind) })
		}
	case event.TargetUserGrants:
		s.endAllOf(kindUserGrants, provider, sc, f, at)
	case event.TargetUser:
		switch f.Kind {
		case event.FactRevoked:
			s.endAllOf(kindUserGrants, provider, sc, f, at)
		case event.FactSessionEnd:
			s.endAllOf(kindUserSessions, provider, sc, f, at)
		}
	}
}

func (s *State) endAllOf(kind byte, provider string, sc uint64, f *event.Fact, at int64) {
	if f.Kind == event.FactRotated {
		return // a changed password ends no grant by itself
	}
	for _, user := range s.grantUsers(provider, sc, f.IDs, at) {
		s.ended.end(s.userKey(kind, sc, user), sc, at, f.Kind)
		s.noteFact(sc, s.ended.get(s.userKey(kindSignIn, sc, user)).start, false)
	}
}
