package lifecycle

// Person is what the stream says of somebody. Times are event times in Unix
// nanoseconds, 0 when there was no such event.
type Person struct {
	Known      bool // onboarded, offboarded, signed in or given a role, as far as remembered
	Offboarded bool
	At         int64 // the latest offboarding when Offboarded, else the latest onboarding
	Since      int64 // when Offboarded: the first offboarding after the last onboarding
	RoleAt     int64
	RoleTaken  bool
	RoleValue  uint64 // see [State.Value]; 0 when the record names no privilege
	SignInAt   int64
	Source     uint32 // the one that told of them, see [State.SourceOf]; of several the lowest
	Several    bool   // more than one did
}

// Person looks somebody up; any of the names may match. A name that is an
// email means the same person at every provider, another name only within
// this provider and tenant; names are compared in lower case, except for the
// ids of Salesforce.
func (s *State) Person(provider, tenant string, names ...string) Person {
	var sum person
	sc := s.scope(provider, tenant)
	for _, n := range names {
		s.people.mergeInto(&sum, s.nameKey(provider, sc, n), s.moment)
	}
	return sum.answer(s.moment)
}

// PersonByAlias looks up an inventory's alias, which names a provider but no
// tenant: it means that name in any tenant the stream has told of.
func (s *State) PersonByAlias(provider, name string) Person {
	var sum person
	if isEmail(name) {
		s.people.mergeInto(&sum, s.nameKey(provider, 0, name), s.moment)
		return sum.answer(s.moment)
	}
	key := s.providerKey(provider)
	for _, sc := range s.scopes {
		if sc.provider == key {
			s.people.mergeInto(&sum, s.nameKey(provider, sc.id, name), s.moment)
		}
	}
	return sum.answer(s.moment)
}

// SourceOf is the number by which facts of a source are known.
func (s *State) SourceOf(provider, tenant string) uint32 { return uint32(s.scope(provider, tenant)) }

func (t *people) mergeInto(sum *person, key uint64, moment int64) {
	if key == 0 {
		return
	}
	if i, held := t.index[key]; held {
		p := t.persons[t.names[i].person]
		p.duty = p.duty.at(moment)
		if sum.source == 0 {
			sum.source = p.source
		}
		sum.merge(&p)
	}
}

func (p *person) answer(moment int64) Person {
	a := Person{
		Known: p.known != 0 && (moment == 0 || p.known <= moment), At: p.duty.start, SignInAt: p.signIn,
		RoleAt: p.roleAt, RoleTaken: p.roleTaken, RoleValue: p.roleValue,
		Source: p.source, Several: p.several,
	}
	if p.duty.ended() {
		a.Offboarded, a.At, a.Since = true, p.duty.last, p.duty.first
	}
	return a
}
