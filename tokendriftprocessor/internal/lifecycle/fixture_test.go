package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

var testSeed = [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}

// told is a fact together with who told it and when.
type told struct {
	provider, tenant string
	subject          string
	fact             event.Fact
	at               int64
}

func (t told) to(s *State) {
	s.Apply(t.provider, t.tenant, []byte(t.subject), &t.fact, t.at)
}

func okta(at int64, kind event.FactKind, target event.Target, ids ...string) told {
	return told{provider: "okta", tenant: "acme", at: at, fact: event.Fact{Kind: kind, Target: target, IDs: ids}}
}

func oktaGrant(at int64, kind event.FactKind, app string, users ...string) told {
	t := okta(at, kind, event.TargetGrant, app)
	t.fact.Users = users
	return t
}

func stateOf(facts ...told) *State {
	s := New(Limits{}, testSeed)
	for _, f := range facts {
		f.to(s)
	}
	return s
}
