package lifecycle

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestPersonIsOffboardedUntilALaterOnboarding(t *testing.T) {
	user := event.TargetUser
	for _, tt := range []struct {
		name  string
		facts []told
		want  Person
	}{
		{"nothing said", nil, Person{}},
		{"onboarded", []told{okta(10, event.FactOnboarded, user, "u1")}, Person{Known: true, At: 10}},
		{
			"offboarded",
			[]told{okta(10, event.FactOffboarded, user, "u1")},
			Person{Known: true, Offboarded: true, At: 10, Since: 10},
		},
		{
			"offboarded, then onboarded",
			[]told{okta(10, event.FactOffboarded, user, "u1"), okta(11, event.FactOnboarded, user, "u1")},
			Person{Known: true, At: 11},
		},
		{
			"onboarding arrives first but happened before",
			[]told{okta(9, event.FactOnboarded, user, "u1"), okta(10, event.FactOffboarded, user, "u1")},
			Person{Known: true, Offboarded: true, At: 10, Since: 10},
		},
		{
			"same moment: the end wins",
			[]told{okta(10, event.FactOffboarded, user, "u1"), okta(10, event.FactOnboarded, user, "u1")},
			Person{Known: true, Offboarded: true, At: 10, Since: 10},
		},
		{
			"suspended, then deleted: since the first, at the last",
			[]told{
				okta(30, event.FactOffboarded, user, "u1"), okta(20, event.FactOffboarded, user, "u1"),
				okta(10, event.FactOnboarded, user, "u1"),
			},
			Person{Known: true, Offboarded: true, At: 30, Since: 20},
		},
		{
			"a sign-in brings nobody back",
			[]told{okta(10, event.FactOffboarded, user, "u1"), okta(20, event.FactSignIn, user, "u1")},
			Person{Known: true, Offboarded: true, At: 10, Since: 10, SignInAt: 20},
		},
		{"a grant makes nobody known", []told{oktaGrant(10, event.FactIssued, "app", "u1", "u1@acme.com")}, Person{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := stateOf(tt.facts...).Person("okta", "acme", "u1")
			got.Source = 0 // see TestPersonSaysWhoToldOfThem
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestRoleKeepsTheLatestChange(t *testing.T) {
	given := okta(10, event.FactRole, event.TargetUser, "u1")
	given.fact.Values = []string{"Super Admin"}
	taken := okta(20, event.FactRole, event.TargetUser, "u1")
	taken.fact.Values, taken.fact.Taken = []string{"Org Admin"}, true

	s := stateOf(taken, given)
	p := s.Person("okta", "acme", "u1")
	assert.Equal(t, int64(20), p.RoleAt)
	assert.True(t, p.RoleTaken)
	assert.Equal(t, s.Value("org admin"), p.RoleValue)
	assert.NotEqual(t, s.Value("super admin"), p.RoleValue)

	taken.at = 10
	for _, order := range [][]told{{given, taken}, {taken, given}} {
		assert.True(t, stateOf(order...).Person("okta", "acme", "u1").RoleTaken, "at the same moment taken counts")
	}
}

func TestNamesOfOneFactAreOnePerson(t *testing.T) {
	off := okta(10, event.FactOffboarded, event.TargetUser, "00u1", "Gus@Example.com")
	github := told{
		provider: "github", tenant: "acme-gh", at: 5,
		fact: event.Fact{Kind: event.FactSignIn, Target: event.TargetUser, IDs: []string{"gus-gh", "gus@example.com"}},
	}
	s := stateOf(off, github)

	for _, tt := range []struct {
		name, provider, tenant, id string
		want                       bool
	}{
		{"by the id", "okta", "acme", "00u1", true},
		{"by the id, other case", "okta", "acme", "00U1", true},
		{"by the email", "okta", "acme", "gus@example.COM", true},
		{"by the email, at another provider", "salesforce", "org", "gus@example.com", true},
		{"through the email to another provider's login", "github", "acme-gh", "gus-gh", true},
		{"the id means nothing at another provider", "aws", "acme", "00u1", false},
		{"nor in another tenant", "okta", "other", "00u1", false},
		{"the login means nothing in another tenant", "github", "elsewhere", "gus-gh", false},
		{"somebody else", "okta", "acme", "00u2", false},
		{"no name", "okta", "acme", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, s.Person(tt.provider, tt.tenant, tt.id).Offboarded)
		})
	}
	assert.Equal(t, 1, s.Counts().People.Held)
	assert.True(t, s.Person("okta", "acme", "nobody", "", "00u1").Offboarded, "any name matches")
	assert.Equal(t, int64(5), s.Person("okta", "acme", "00u1").SignInAt, "joined with what an earlier fact said")
}

func TestPersonByAliasNeedsNoTenant(t *testing.T) {
	s := stateOf(okta(10, event.FactOffboarded, event.TargetUser, "00u1"))
	assert.True(t, s.PersonByAlias("okta", "00U1").Offboarded)
	assert.False(t, s.PersonByAlias("github", "00u1").Offboarded)
	assert.False(t, s.PersonByAlias("okta", "00u2").Known)
}

func TestALongListOfNamesIsAListOfPeople(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	s := stateOf(okta(10, event.FactOffboarded, event.TargetUser, ids...), okta(20, event.FactOnboarded, event.TargetUser, "a"))
	assert.False(t, s.Person("okta", "acme", "a").Offboarded)
	for _, id := range ids[1:] {
		assert.True(t, s.Person("okta", "acme", id).Offboarded, id)
	}
}

func TestSalesforceIDsMatchByFifteenCharactersAndCase(t *testing.T) {
	off := told{
		provider: "salesforce", tenant: "org", at: 10,
		fact: event.Fact{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"0055j000001AbcDAAS"}},
	}
	s := stateOf(off)
	assert.True(t, s.Person("salesforce", "org", "0055j000001AbcD").Offboarded)
	assert.False(t, s.Person("salesforce", "org", "0055j000001Abcd").Offboarded, "a neighbour, not the same id")
}

func TestBothLengthsOfASalesforceTenantAreOne(t *testing.T) {
	s := stateOf(told{
		provider: "salesforce", tenant: "00D5j000000AbcdEAC", at: 10,
		fact: event.Fact{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"0055j000001AbcDEAK"}},
	})
	assert.True(t, s.Person("salesforce", "00D5j000000Abcd", "0055j000001AbcD").Offboarded)
	assert.False(t, s.Person("salesforce", "00D5j000000aBCD", "0055j000001AbcD").Offboarded, "a neighbour, not the same org")
}

// TestPersonSaysWhoToldOfThem: between sources clocks differ, so it matters
// whether one source alone spoke of somebody, whatever the order.
func TestPersonSaysWhoToldOfThem(t *testing.T) {
	left := okta(10, event.FactOffboarded, event.TargetUser, "u1", "ann@acme.com")
	elsewhere := left
	elsewhere.provider, elsewhere.at = "github", 20
	for _, tt := range []struct {
		name    string
		facts   []told
		several bool
	}{
		{"one", []told{left, left}, false},
		{"two", []told{left, elsewhere}, true},
		{"two, the other way round", []told{elsewhere, left}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := stateOf(tt.facts...)
			loaded := New(Limits{}, testSeed)
			require.NoError(t, loaded.Load(s.AppendBinary(nil)))
			for _, state := range []*State{s, loaded} {
				p := state.Person("salesforce", "t", "ann@acme.com")
				assert.Equal(t, tt.several, p.Several)
				if !tt.several {
					assert.Equal(t, state.SourceOf("okta", "acme"), p.Source)
				}
			}
		})
	}
}
