package engine

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// rotation is how a vendor's records show that one credential of an actor is
// followed by another.
type rotation struct {
	vendor
	old, next     string // ids as an inventory names them
	as            change // makes a use one of the old credential
	then          change // and of the next one
	issue, revoke change
}

func with(c change, more ...change) change {
	c = maps.Clone(c)
	for _, m := range more {
		maps.Copy(c, m)
	}
	return c
}

func rotations() []rotation {
	byToken := change{"eventType": "policy.evaluate_sign_on", "client.id": nil, "debugContext": fields{}}
	keys := func(before, after string) fields {
		return fields{"id": "object-1", "type": "Application", "modifiedProperties": []fields{{"displayName": "KeyDescription", "oldValue": before, "newValue": after}}}
	}
	const one, two = `"[KeyIdentifier=key-1,KeyType=Password]"`, `"[KeyIdentifier=key-2,KeyType=Password]"`
	return []rotation{
		{
			vendor: github, old: "123456789", next: "77", as: change{}, then: change{"token_id": 77, "hashed_token": "bmV4dA=="},
			issue:  githubByAdmin("personal_access_token.create", change{"user": "deploy", "token_id": 77}),
			revoke: githubByAdmin("personal_access_token.destroy", change{"user": "deploy", "token_id": 123456789}),
		},
		{
			vendor: okta, old: "00Told", next: "00Tnext",
			as:     with(byToken, change{"transaction": fields{"detail": fields{"requestApiTokenId": "00Told"}}}),
			then:   with(byToken, change{"transaction": fields{"detail": fields{"requestApiTokenId": "00Tnext"}}}),
			issue:  oktaByAdmin("system.api_token.create", fields{"type": "Token", "id": "00Tnext"}),
			revoke: oktaByAdmin("system.api_token.revoke", fields{"type": "Token", "id": "00Told"}),
		},
		{
			vendor: entra, old: "key-1", next: "key-2", as: change{}, then: change{"properties.servicePrincipalCredentialKeyId": "key-2"},
			issue:  entraAudit("Update application – Certificates and secrets management ", keys("["+one+"]", "["+one+","+two+"]")),
			revoke: entraAudit("Remove service principal credentials", keys("["+one+"]", "[]")),
		},
		{
			vendor: aws, old: "AKIA1REPORTS", next: "AKIA1NEXT", as: change{}, then: change{"userIdentity.accessKeyId": "AKIA1NEXT"},
			issue:  with(awsByAdmin("CreateAccessKey", fields{"userName": "reports"}), change{"responseElements": fields{"accessKey": fields{"accessKeyId": "AKIA1NEXT"}}}),
			revoke: awsByAdmin("DeleteAccessKey", fields{"userName": "reports", "accessKeyId": "AKIA1REPORTS"}),
		},
	}
}

// rotated plays eight weeks of the old credential and gives the next morning.
func (r *rotation) rotated(t *testing.T, inventory string) (*world, time.Time) {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	if inventory != "" {
		o.Inventory = loadInventory(t, inventory)
	}
	w := newWorld(t, newEngine(t, o))
	w.show(r.vendor, origin0.Add(-10*day), r.other)
	at := w.play(r.vendor, 8, r.as)
	w.notices = nil
	return w, at.Add(9*time.Hour + 30*time.Minute)
}

func (r *rotation) owned() string {
	return fmt.Sprintf("tokens: [{provider: %s, token: '%s', owner: ann@example.com, purpose: sync}, {token: AKIABOSS, owner: boss@example.com, purpose: console}]", r.name, r.old)
}

func TestASuccessorGoesOnForItsOwner(t *testing.T) {
	t.Parallel()
	for _, r := range rotations() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			w, at := r.rotated(t, r.owned())
			w.show(r.vendor, at, r.issue)
			v := w.show(r.vendor, at.Add(time.Minute), r.then)
			require.NotNil(t, v)
			assert.Equal(t, "review", v.Level.String())
			assert.Equal(t, []string{"no_owner"}, v.Signals)
			assert.Equal(t, "mature", v.Baseline.State)
			assert.Equal(t, "ann@example.com", v.Token.Owner)
			assert.Equal(t, "sync", v.Token.Purpose)
			assert.Contains(t, v.Reason, "took over from token ")
			for i := range 8 { // both are in use for a while
				again := at.Add(time.Duration(i) * time.Hour)
				assert.Nil(t, w.show(r.vendor, again.Add(2*time.Minute), r.then), "told once")
				assert.Nil(t, w.show(r.vendor, again.Add(3*time.Minute), r.as))
			}
			assert.Empty(t, w.notices)

			w.show(r.vendor, at.Add(9*time.Hour), r.revoke)
			v = w.show(r.vendor, at.Add(10*time.Hour), r.as)
			require.NotNil(t, v, "the old one after its end")
			assert.Equal(t, "critical", v.Severity.String())
			assert.True(t, shows(v, "after_revoke"))
			w.notices = nil
			assert.Nil(t, w.show(r.vendor, at.Add(11*time.Hour), r.then), "the next one goes on")
		})
	}
}

// TestWhatIsNoSuccessor: in each case the registry's rules hold for the new
// credential as for any other.
func TestWhatIsNoSuccessor(t *testing.T) {
	t.Parallel()
	for _, r := range rotations() {
		for name, row := range map[string]struct {
			before []change
			use    change
		}{
			"nobody told that it was issued":    {nil, r.then},
			"used from another network":         {[]change{r.issue}, with(r.then, r.elsewhere())},
			"the next credential of someone":    {[]change{r.issue}, with(r.then, r.someoneElse())},
			"a second one is used side by side": {[]change{with(r.as, r.sideBySide()), r.issue}, r.then},
		} {
			t.Run(r.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				w, at := r.rotated(t, r.owned())
				for i, c := range row.before {
					w.show(r.vendor, at.Add(time.Duration(i)*time.Minute), c)
				}
				v := w.show(r.vendor, at.Add(5*time.Minute), row.use)
				require.NotNil(t, v)
				assert.Equal(t, "incident", v.Level.String())
				assert.Subset(t, v.Signals, []string{"no_owner", "no_purpose"})
				assert.Equal(t, "learning", v.Baseline.State)
			})
		}
	}
}

func (r *rotation) someoneElse() change {
	return map[string]change{
		"github": {"actor": "ann", "actor_id": 5, "external_identity_nameid": "ann@example.com"}, "okta": {"actor.id": "00u7", "actor.alternateId": "ann@example.com"},
		"entra": {"properties.servicePrincipalId": "sp-7", "properties.appId": "aid-7"}, "aws": {"userIdentity.principalId": "AIDA7", "userIdentity.userName": "exports"},
	}[r.name]
}

func (r *rotation) elsewhere() change {
	return map[string]change{
		"github": {"actor_ip": away}, "okta": {"client.ipAddress": away, "securityContext.asNumber": 64501},
		"entra": {"properties.ipAddress": away, "properties.autonomousSystemNumber": 64501}, "aws": {"sourceIPAddress": away},
	}[r.name]
}

func (r *rotation) sideBySide() change {
	return map[string]change{
		"github": {"token_id": 55, "hashed_token": "c2lkZQ=="}, "okta": {"transaction": fields{"detail": fields{"requestApiTokenId": "00Tside"}}},
		"entra": {"properties.servicePrincipalCredentialKeyId": "key-side"}, "aws": {"userIdentity.accessKeyId": "AKIA1SIDE"},
	}[r.name]
}

func TestASuccessorIsJudgedByWhatItInherits(t *testing.T) {
	t.Parallel()
	r := rotations()[3]
	w, at := r.rotated(t, "")
	w.show(r.vendor, at, r.issue)
	require.Nil(t, w.show(r.vendor, at.Add(time.Minute), r.then))
	v := w.show(r.vendor, at.Add(time.Hour), with(r.then, change{"sourceIPAddress": away, "userAgent": "curl/8.5", "eventName": "GetSecretValue", "eventSource": "secretsmanager.amazonaws.com"}))
	require.NotNil(t, v, "a day old, and eight weeks of history")
	assert.Equal(t, "incident", v.Level.String())
	assert.Subset(t, v.Signals, []string{"new_network", "new_client"})
	assert.Equal(t, "mature", v.Baseline.State)
}

// TestTheIssueIsToldLate: the incident that the first use opened is taken back.
func TestTheIssueIsToldLate(t *testing.T) {
	t.Parallel()
	for _, r := range rotations() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			w, at := r.rotated(t, r.owned())
			require.Equal(t, "incident", w.show(r.vendor, at.Add(time.Minute), r.then).Level.String())
			w.notices = nil
			w.show(r.vendor, at, r.issue)
			require.Len(t, w.notices, 1)
			assert.Equal(t, incident.StateClosed, w.notices[0].State)
			assert.Contains(t, w.notices[0].Body, "told only now")
			v := w.show(r.vendor, at.Add(2*time.Minute), r.then)
			require.NotNil(t, v)
			assert.Equal(t, []string{"no_owner"}, v.Signals, "as if it had come in time")
		})
	}
}

// TestADeclaredSuccessor: the inventory's word needs no record of the issue and
// no likeness, and the baseline's age is not the credential's.
func TestADeclaredSuccessor(t *testing.T) {
	t.Parallel()
	for _, r := range rotations() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			w, at := r.rotated(t, r.owned())
			w.SetInventory(loadInventory(t, fmt.Sprintf(`tokens:
- {provider: %[1]s, token: '%[2]s', owner: ann@example.com, purpose: sync}
- {provider: %[1]s, token: '%[3]s', replaces: '%[2]s', rotate_every: 720h}`, r.name, r.old, r.next)))
			assert.Nil(t, w.show(r.vendor, at.Add(time.Minute), r.then), "owner, purpose and baseline are the old one's, and it is not overdue")
			again := map[string]change{"github": {"user_agent": "curl/8.5"}, "okta": {"client.userAgent.rawUserAgent": "curl/8.5"}, "entra": {"properties.userAgent": "curl/8.5"}, "aws": {"userAgent": "curl/8.5"}}[r.name]
			v := w.show(r.vendor, at.Add(2*time.Minute), with(r.then, again, r.elsewhere()))
			require.NotNil(t, v)
			assert.Equal(t, "mature", v.Baseline.State)
			assert.Equal(t, "ann@example.com", v.Token.Owner)
			v = w.show(r.vendor, at.Add(31*day), r.then)
			require.NotNil(t, v)
			assert.True(t, shows(v, "rotation_overdue"), "a month after its own first use")
		})
	}
}

func TestASuccessionSurvivesARestart(t *testing.T) {
	t.Parallel()
	r := rotations()[1]
	w, at := r.rotated(t, r.owned())
	w.show(r.vendor, at, r.issue)
	o := w.o
	w.Engine = restarted(t, w.Engine, o)
	require.True(t, shows(w.show(r.vendor, at.Add(time.Minute), r.then), "no_owner"))
	w.show(r.vendor, at.Add(2*time.Minute), r.revoke)
	w.Engine = restarted(t, w.Engine, o)
	assert.Nil(t, w.show(r.vendor, at.Add(time.Hour), r.then))
	v := w.show(r.vendor, at.Add(32*day), r.then)
	require.NotNil(t, v)
	assert.Contains(t, v.Signals, "no_owner")
	assert.Equal(t, "ann@example.com", v.Token.Owner, "also when the old one is long gone")
}

func TestSuccessionIsBounded(t *testing.T) {
	t.Parallel()
	s := newSuccession()
	for i := range mostIssued + 5000 {
		if len(s.issued) >= mostIssued {
			s.forgetIssues()
		}
		s.issued[uint64(i+1)] = int64(i)
		s.put(tokenNumber(i), &link{old: tokenNumber(1_000_000 + i), first: int64(i)})
	}
	assert.LessOrEqual(t, len(s.issued), mostIssued)
	assert.LessOrEqual(t, len(s.links), mostLinks)
	assert.Len(t, s.heirs, len(s.links))
	assert.EqualValues(t, 2*(mostIssued+5000), s.held()+s.lost)
	assert.NotContains(t, s.issued, uint64(1), "the oldest goes first")
	assert.Contains(t, s.links, tokenNumber(mostIssued+4999))
}

func tokenNumber(i int) store.Key { return store.Key{Hash: uint64(i), Check: 1} }
