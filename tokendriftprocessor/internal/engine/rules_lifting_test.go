package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// withFact is a record that tells a fact; kind use too, as most such records.
func withFact(ev event.Event, f event.Fact) event.Event {
	ev.Kind, ev.Facts = event.KindBoth, []event.Fact{f}
	return ev
}

func TestWhatLiftsAnEnd(t *testing.T) {
	t.Parallel()
	grant := func(id string, at time.Time) event.Event {
		ev := plainUse("g", id, at)
		ev.Subject = event.Subject{Grade: event.GradeGrant, Kind: "app+user", Parts: [3]string{"app-g", "svc-g"}}
		ev.Instance, ev.Session = "key-1", "sess-1"
		return ev
	}
	of := func(kind event.FactKind, target event.Target, ids ...string) event.Fact {
		return event.Fact{Kind: kind, Target: target, IDs: ids}
	}
	user := func(f event.Fact) event.Fact { f.Users = []string{"svc-g"}; return f }
	for name, row := range map[string]struct {
		end, start event.Fact
		signal     string
		lifted     bool
	}{
		"a grant by authorising it again":        {user(of(event.FactRevoked, event.TargetGrant, "app-g")), user(of(event.FactIssued, event.TargetGrant, "app-g")), "after_revoke", true},
		"every grant of a user by a sign-in":     {of(event.FactRevoked, event.TargetUserGrants, "svc-g"), of(event.FactSignIn, event.TargetUser, "svc-g"), "after_revoke", true},
		"one credential never":                   {of(event.FactRevoked, event.TargetCredential, "key-1"), of(event.FactIssued, event.TargetCredential, "key-1"), "after_revoke", false},
		"one session never":                      {of(event.FactSessionEnd, event.TargetSession, "sess-1"), of(event.FactSignIn, event.TargetUser, "svc-g"), "after_session_end", false},
		"another user's authorisation lifts not": {user(of(event.FactRevoked, event.TargetGrant, "app-g")), event.Fact{Kind: event.FactIssued, Target: event.TargetGrant, IDs: []string{"app-g"}, Users: []string{"svc-x"}}, "after_revoke", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEngine(t, defaults(t))
			require.Nil(t, judgeNow(e, grant("1", origin0)).Verdict)
			own := withFact(grant("2", origin0.Add(time.Minute)), row.end)
			assert.Nil(t, judgeNow(e, own).Verdict, "a record that revokes is no use after its own revocation")

			fact := plainUse("admin", "3", origin0.Add(2*time.Minute))
			judgeNow(e, withFact(fact, row.start))
			v := judgeNow(e, grant("4", origin0.Add(3*time.Minute))).Verdict
			assert.Equal(t, !row.lifted, shows(v, row.signal))

			e = newEngine(t, defaults(t))
			judgeNow(e, withFact(fact, row.end))
			v = judgeNow(e, grant("5", origin0.Add(4*time.Minute))).Verdict
			assert.True(t, shows(v, row.signal), "without the start the end stands")
		})
	}
}

func TestTheRecordThatAuthorisesAgainIsNoUseAfterTheRevocation(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, defaults(t)))
	w.show(google, origin0, change{"events": googleEvent("revoke", map[string]any{"client_id": "77.apps.example"})})
	assert.Nil(t, w.show(google, origin0.Add(time.Minute), change{"events": googleConsent("drive.readonly")}))
}

func TestAUseAfterARevocationIsCritical(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, defaults(t)))
	w.show(aws, origin0, awsByAdmin("DeleteAccessKey", fields{"accessKeyId": "AKIA1REPORTS"}))
	v := w.show(aws, origin0.Add(time.Minute))
	require.NotNil(t, v)
	assert.Equal(t, "critical", v.Severity.String())
	assert.Equal(t, "revoke", v.Action.Name)
	assert.InDelta(t, 64, v.Score, 0)
	assert.Contains(t, v.Reason, "was used although it was revoked 2026-01-05T00:00:00Z")
}

// TestARoleOfManyPeople: facts are asked about each person a token acts as,
// even when nothing was known of the one before.
func TestARoleOfManyPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, defaults(t)))
	as := func(name string) change { return change{"userIdentity.principalId": "AROA1:" + name} }
	w.show(awsRole, origin0, as("ann"))
	w.show(aws, origin0.Add(time.Minute), awsByAdmin("DeleteUser", fields{"userName": "gus"}))
	assert.Nil(t, w.show(awsRole, origin0.Add(2*time.Minute), as("ann")))
	v := w.show(awsRole, origin0.Add(3*time.Minute), as("gus"))
	assert.True(t, shows(v, "owner_offboarded"))
}

func TestAnEndAppliesToItsTenantOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, newEngine(t, defaults(t)))
	w.show(aws, origin0, awsByAdmin("DeleteAccessKey", fields{"accessKeyId": "AKIA1REPORTS"}), change{"recipientAccountId": "999999999999"})
	assert.Nil(t, w.show(aws, origin0.Add(time.Minute)))
}
