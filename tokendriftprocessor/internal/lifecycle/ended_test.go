package lifecycle

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

var chat = event.App{ID: "0oa1", Name: "Chat Sync"}

func TestGrantEnds(t *testing.T) {
	const (
		grant = event.TargetGrant
		all   = event.TargetUserGrants
	)
	revoked := func(at int64, target event.Target) Ended {
		return Ended{Is: true, How: event.FactRevoked, At: at, Since: at, Target: target}
	}
	for _, tt := range []struct {
		name  string
		facts []told
		want  Ended
	}{
		{"nothing said", nil, Ended{}},
		{"issued", []told{oktaGrant(5, event.FactIssued, "0oa1", "u1")}, Ended{}},
		{"revoked", []told{oktaGrant(10, event.FactRevoked, "0oa1", "u1")}, revoked(10, grant)},
		{"revoked, named by the app's name", []told{oktaGrant(10, event.FactRevoked, "chat sync", "u1")}, revoked(10, grant)},
		{"another user's", []told{oktaGrant(10, event.FactRevoked, "0oa1", "u2")}, Ended{}},
		{"another app's", []told{oktaGrant(10, event.FactRevoked, "0oa2", "u1")}, Ended{}},
		{"issued again", []told{oktaGrant(10, event.FactRevoked, "0oa1", "u1"), oktaGrant(11, event.FactIssued, "0oa1", "u1")}, Ended{}},
		{
			"issued before, told later",
			[]told{oktaGrant(10, event.FactRevoked, "0oa1", "u1"), oktaGrant(9, event.FactIssued, "0oa1", "u1")},
			revoked(10, grant),
		},
		{
			"a sign-in is no new grant",
			[]told{oktaGrant(10, event.FactRevoked, "0oa1", "u1"), okta(11, event.FactSignIn, event.TargetUser, "u1")},
			revoked(10, grant),
		},
		{"a rotation within the grant is no end", []told{oktaGrant(10, event.FactRotated, "0oa1", "u1")}, Ended{}},

		{"every grant of the app", []told{oktaGrant(10, event.FactRevoked, "0oa1")}, revoked(10, grant)},
		{
			"and this one issued again",
			[]told{oktaGrant(10, event.FactRevoked, "0oa1"), oktaGrant(11, event.FactIssued, "0oa1", "u1")},
			Ended{},
		},
		{
			"and another one issued again",
			[]told{oktaGrant(10, event.FactRevoked, "0oa1"), oktaGrant(11, event.FactIssued, "0oa1", "u2")},
			revoked(10, grant),
		},
		{
			"an app-wide issue does not revive this user's own",
			[]told{oktaGrant(10, event.FactRevoked, "0oa1", "u1"), oktaGrant(11, event.FactIssued, "0oa1")},
			revoked(10, grant),
		},

		{"everything of the user", []told{okta(10, event.FactRevoked, all, "u1")}, revoked(10, all)},
		{
			"and signed in since",
			[]told{okta(10, event.FactRevoked, all, "u1"), okta(11, event.FactSignIn, event.TargetUser, "u1")},
			Ended{},
		},
		{
			"and signed in before, told later",
			[]told{okta(10, event.FactRevoked, all, "u1"), okta(9, event.FactSignIn, event.TargetUser, "u1")},
			revoked(10, all),
		},
		{
			"and authorised this app since",
			[]told{okta(10, event.FactRevoked, all, "u1"), oktaGrant(11, event.FactIssued, "0oa1", "u1")},
			Ended{},
		},
		{
			"and authorised another app since",
			[]told{okta(10, event.FactRevoked, all, "u1"), oktaGrant(11, event.FactIssued, "0oa2", "u1")},
			revoked(10, all),
		},
		{"a session's end is no grant's", []told{okta(10, event.FactSessionEnd, event.TargetUser, "u1")}, Ended{}},

		{
			"the latest that still holds counts",
			[]told{
				okta(30, event.FactRevoked, all, "u1"), oktaGrant(20, event.FactRevoked, "0oa1"),
				oktaGrant(10, event.FactRevoked, "0oa1", "u1"), okta(40, event.FactSignIn, event.TargetUser, "u1"),
			},
			revoked(20, grant),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, stateOf(tt.facts...).Grant("okta", "acme", chat, "u1"))
		})
	}
}

func TestGrantIsFoundUnderEveryNameOfTheUser(t *testing.T) {
	s := stateOf(
		oktaGrant(10, event.FactRevoked, "0oa1", "u1@acme.com"),
		okta(5, event.FactSignIn, event.TargetUser, "u1", "u1@acme.com"))
	assert.True(t, s.Grant("okta", "acme", chat, "u1").Is)
	assert.False(t, s.Grant("okta", "acme", chat, "u2").Is)
	assert.False(t, s.Grant("okta", "other", chat, "u1@acme.com").Is, "another tenant")
	assert.False(t, s.Grant("google_workspace", "acme", chat, "u1@acme.com").Is, "another provider")
}

func TestUserGrantsEndAtOneProviderOnly(t *testing.T) {
	s := stateOf(okta(10, event.FactRevoked, event.TargetUserGrants, "u1@acme.com"))
	assert.True(t, s.Grant("okta", "acme", chat, "u1@acme.com").Is)
	assert.False(t, s.Grant("github", "acme", chat, "u1@acme.com").Is)
}

func TestCredentialAndSessionEndForGood(t *testing.T) {
	credential, session := event.TargetCredential, event.TargetSession
	s := stateOf(
		okta(10, event.FactRevoked, credential, "k1", "k1-hash"), okta(20, event.FactIssued, credential, "k1"),
		okta(12, event.FactRevoked, credential, "k1"),
		okta(10, event.FactSessionEnd, session, "s1"), okta(20, event.FactSignIn, event.TargetUser, "s1"))

	assert.Equal(t, Ended{Is: true, How: event.FactRevoked, At: 12, Since: 10, Target: credential}, s.Credential("okta", "acme", "x", "k1"))
	assert.True(t, s.Credential("okta", "acme", "k1-hash").Is)
	assert.Equal(t, Ended{Is: true, How: event.FactSessionEnd, At: 10, Since: 10, Target: session}, s.Session("okta", "acme", "s1"))
	assert.False(t, s.Credential("okta", "acme", "K1").Is, "credentials differ by case")
	assert.False(t, s.Credential("okta", "other", "k1").Is, "another tenant")
	assert.False(t, s.Credential("okta", "acme", "s1", "").Is, "a session is no credential")
	assert.False(t, s.Session("okta", "acme", "k1").Is)
}

func TestRotationEndsTheOldCredential(t *testing.T) {
	rotated := okta(10, event.FactRotated, event.TargetCredential, "old")
	rotated.fact.Values = []string{"new"}
	inPlace := okta(10, event.FactRotated, event.TargetCredential, "same")
	inPlace.fact.Values = []string{"same"}
	s := stateOf(rotated, inPlace)
	assert.Equal(t, Ended{Is: true, How: event.FactRotated, At: 10, Since: 10, Target: event.TargetCredential}, s.Credential("okta", "acme", "old"))
	assert.False(t, s.Credential("okta", "acme", "new").Is)
	assert.False(t, s.Credential("okta", "acme", "same").Is)
}

func TestSubjectIsTheRecordsOwn(t *testing.T) {
	revoked, issued := okta(10, event.FactRevoked, event.TargetSubject), okta(20, event.FactIssued, event.TargetSubject)
	rotated := okta(10, event.FactRotated, event.TargetSubject)
	revoked.subject, issued.subject, rotated.subject = "key-a", "key-a", "key-b"
	s := stateOf(revoked, rotated)
	assert.True(t, s.Credential("okta", "acme", "key-a").Is)
	assert.True(t, s.Subject("okta", "acme", []byte("key-a"), event.GradeGrant).Is)
	assert.True(t, s.Subject("okta", "acme", []byte("key-b"), event.GradeToken).Is)
	assert.False(t, s.Subject("okta", "acme", []byte("key-b"), event.GradeClient).Is, "a client outlives its secret")

	issued.to(s)
	assert.False(t, s.Subject("okta", "acme", []byte("key-a"), event.GradeGrant).Is, "a grant is issued again")
	assert.True(t, s.Subject("okta", "acme", []byte("key-a"), event.GradeToken).Is, "a token never is")
	assert.False(t, s.Subject("okta", "acme", nil, event.GradeToken).Is)
}

func TestUserSessionsEndUntilTheNextSignIn(t *testing.T) {
	s := stateOf(okta(10, event.FactSessionEnd, event.TargetUser, "u1"))
	assert.Equal(t, Ended{Is: true, How: event.FactSessionEnd, At: 10, Since: 10, Target: event.TargetUser}, s.UserSessions("okta", "acme", "u1"))
	okta(11, event.FactSignIn, event.TargetUser, "u1").to(s)
	assert.False(t, s.UserSessions("okta", "acme", "u1").Is)
}

func TestAppIsRetiredUntilRestored(t *testing.T) {
	app := event.TargetApp
	for _, tt := range []struct {
		name  string
		facts []told
		want  AppState
	}{
		{"nothing said", nil, AppState{}},
		{"retired by id", []told{okta(10, event.FactRetired, app, "0oa1")}, AppState{Known: true, Retired: true, At: 10, Since: 10}},
		{"retired by name", []told{okta(10, event.FactRetired, app, "CHAT SYNC")}, AppState{Known: true, Retired: true, At: 10, Since: 10}},
		{"restored", []told{okta(11, event.FactRestored, app, "0oa1"), okta(10, event.FactRetired, app, "0oa1")}, AppState{Known: true, At: 11}},
		{"issued", []told{okta(10, event.FactRetired, app, "0oa1"), okta(11, event.FactIssued, app, "0oa1")}, AppState{Known: true, At: 11}},
		{
			"a grant of it issued",
			[]told{okta(10, event.FactRetired, app, "0oa1"), oktaGrant(11, event.FactIssued, "0oa1", "u1")},
			AppState{Known: true, Retired: true, At: 10, Since: 10},
		},
		{
			"same moment",
			[]told{okta(10, event.FactRestored, app, "0oa1"), okta(10, event.FactRetired, app, "0oa1")},
			AppState{Known: true, Retired: true, At: 10, Since: 10},
		},
		{"another app", []told{okta(10, event.FactRetired, app, "0oa2")}, AppState{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, stateOf(tt.facts...).App("okta", "acme", chat))
		})
	}
	assert.False(t, stateOf(okta(10, event.FactRetired, app, "0oa1")).App("okta", "other", chat).Known)
}
