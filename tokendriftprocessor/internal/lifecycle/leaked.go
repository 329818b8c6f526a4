package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// unmistakable is from how many bytes on a credential's id is the same
// credential whoever names it: a scanner at one provider finds the keys of
// another. Shorter ids are counters, and mean something in one tenant only.
const unmistakable = 16

// Leak is whether a credential was reported as found in public, or as
// compromised, and not replaced since. Times are event times in Unix
// nanoseconds.
type Leak struct {
	Is     bool
	At     int64        // the latest report
	Since  int64        // the first report since it was last replaced
	Target event.Target // what the report named
}

// leakKey is a credential's.
func (s *State) leakKey(provider string, scope uint64, id string) uint64 {
	if id == "" {
		return 0
	}
	h := s.hasher(kindLeak)
	if id = event.Identifying(provider, id); len(id) < unmistakable {
		h.number(scope)
	}
	h.text(id)
	return h.sum()
}

// userLeakKey has no scope of its own: an email is compromised everywhere, and
// any other name has its provider and tenant in it.
func (s *State) userLeakKey(user uint64) uint64 { return s.userKey(kindUserLeak, 0, user) }

func (s *State) grantLeakKey(grant uint64) uint64 { return s.userKey(kindGrantLeak, 0, grant) }

// eachLeak visits the keys under which a report about the fact's target is
// kept.
func (s *State) eachLeak(provider string, sc uint64, subject string, f *event.Fact, at int64, do func(key uint64)) {
	switch f.Target {
	case event.TargetCredential, event.TargetSession:
		for _, id := range f.IDs {
			do(s.leakKey(provider, sc, id))
		}
	case event.TargetSubject:
		do(s.grantLeakKey(s.credentialKey(provider, sc, subject)))
	case event.TargetUser, event.TargetUserGrants:
		s.eachUserLeak(provider, sc, f.IDs, at, do)
	case event.TargetGrant:
		s.eachGrant(provider, sc, f, at, func(grant uint64) { do(s.grantLeakKey(grant)) })
	case event.TargetApp:
		s.eachApp(provider, sc, f.IDs, func(app uint64) { do(s.grantLeakKey(s.grantKey(app, 0))) })
	}
}

func (s *State) eachUserLeak(provider string, sc uint64, names []string, at int64, do func(key uint64)) {
	s.rememberScope(provider, sc) // an inventory's alias is looked up in all of them
	for _, user := range s.grantUsers(provider, sc, names, at) {
		do(s.userLeakKey(user))
	}
}

// applyLeak takes a report in, or that one was taken back.
func (s *State) applyLeak(provider string, sc uint64, subject string, f *event.Fact, at int64) {
	s.eachLeak(provider, sc, subject, f, at, func(key uint64) {
		if f.Taken {
			s.ended.begin(key, sc, at)
			return
		}
		s.leaks = true
		s.ended.end(key, sc, at, f.Kind)
	})
}

// replaced notes what makes an earlier report old news: a secret that was
// changed under its id, a person's new password, a person's key that was
// deleted. A key issued to a person named in it is not the one that a report
// about that person meant.
func (s *State) replaced(provider string, sc uint64, f *event.Fact, at int64) {
	begin := func(key uint64) { s.ended.begin(key, sc, at) }
	switch {
	case f.Target == event.TargetCredential && f.Kind == event.FactRotated:
		for _, id := range f.Values {
			begin(s.leakKey(provider, sc, id))
		}
	case f.Target == event.TargetCredential && f.Kind == event.FactIssued && len(f.Users) > 0:
		for _, id := range f.IDs {
			begin(s.leakKey(provider, sc, id))
		}
	case f.Target == event.TargetCredential && f.Kind == event.FactRevoked && len(f.Users) > 0:
		s.eachUserLeak(provider, sc, f.Users, at, begin)
	case f.Target == event.TargetUser && f.Kind == event.FactRotated:
		s.eachUserLeak(provider, sc, f.IDs, at, begin)
	}
}

// Leaks is whether anything was ever reported; else nobody needs to ask.
func (s *State) Leaks() bool { return s.leaks }

// LeakedInstance looks up a short-lived credential.
func (s *State) LeakedInstance(provider, tenant, id string) bool {
	l := s.lapse(s.leakKey(provider, s.scope(provider, tenant), id))
	return l.ended()
}

// LeakedAlias looks up a report about a person, under one of an inventory's
// aliases: a name at one provider, in any tenant.
func (s *State) LeakedAlias(provider, name string) Leak {
	var sum lapse
	if isEmail(name) {
		sum = s.lapse(s.userLeakKey(s.nameKey(provider, 0, name)))
		return sum.leak(event.TargetUser)
	}
	key := s.providerKey(provider)
	for _, sc := range s.scopes {
		if sc.provider == key {
			sum.merge(s.lapse(s.userLeakKey(s.nameKey(provider, sc.id, name))))
		}
	}
	return sum.leak(event.TargetUser)
}

// Leaked looks up what a use named: its credentials, its grant and the person
// it acts as. A later authorisation of the grant, and the end of everything
// the person had at this tenant, make a report about those old news.
func (s *State) Leaked(provider, tenant string, t *Things) Leak {
	own := s.anyOf(t.Leaks[:])
	own.merge(s.lapse(s.grantLeakKey(t.Subject)))
	latest := own.leak(event.TargetCredential)

	var room [mostNames]uint64
	names := s.everyKey(room[:0], t.Names[:])
	sc := s.scope(provider, tenant)
	var user, grant lapse
	for _, n := range names {
		user.merge(s.lapse(s.userLeakKey(n)))
	}
	if user.last != 0 {
		for _, n := range names {
			user.begin(s.lapse(s.userKey(kindUserGrants, sc, n)).last)
		}
		user.begin(own.start)
	}
	for _, app := range t.Apps {
		if app == 0 {
			continue
		}
		all := s.grantKey(app, 0)
		grant.merge(s.lapse(s.grantLeakKey(all)))
		grant.begin(s.lapse(all).start)
		for _, n := range names {
			g := s.grantKey(app, n)
			grant.merge(s.lapse(s.grantLeakKey(g)))
			grant.begin(s.lapse(g).start)
		}
	}
	for _, l := range [...]Leak{grant.leak(event.TargetGrant), user.leak(event.TargetUser)} {
		if l.Is && (!latest.Is || l.At > latest.At) {
			latest = l
		}
	}
	return latest
}

func (l lapse) leak(target event.Target) Leak {
	if !l.ended() {
		return Leak{}
	}
	return Leak{Is: true, At: l.last, Since: l.first, Target: target}
}
