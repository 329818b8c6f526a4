package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// granted is a use of a user's grant under an instance and a session.
func granted(user, id string, at time.Time) event.Event {
	ev := plainUse(user, id, at)
	ev.Subject = event.Subject{Grade: event.GradeGrant, Kind: "app+user", Parts: [3]string{"app-" + user, "svc-" + user}}
	ev.Instance, ev.Session = "key-"+user, "sess-"+user
	ev.Actor.Email = user + "@example.com"
	return ev
}

// told is a lifecycle record of another provider or of the token's own.
func told(provider, id string, at time.Time, f event.Fact) event.Event {
	return event.Event{Provider: provider, Tenant: "t", ID: id, Time: at.UnixNano(), Kind: event.KindLifecycle, Facts: []event.Fact{f}}
}

func TestLateTruth(t *testing.T) {
	t.Parallel()
	of := func(kind event.FactKind, target event.Target, ids ...string) event.Fact {
		return event.Fact{Kind: kind, Target: target, IDs: ids}
	}
	grant := of(event.FactRevoked, event.TargetGrant, "app-a")
	grant.Users = []string{"svc-a"}
	rotated := of(event.FactRotated, event.TargetCredential, "key-a")
	rotated.Values = []string{"key-b"}
	for name, row := range map[string]struct {
		from   string
		fact   event.Fact
		signal string
	}{
		"offboarded, told by another provider": {"okta", of(event.FactOffboarded, event.TargetUser, "00u1", "A@example.com"), "owner_offboarded"},
		"offboarded, under an alias":           {"github", of(event.FactOffboarded, event.TargetUser, "alpha"), "owner_offboarded"},
		"a credential revoked":                 {"acme", of(event.FactRevoked, event.TargetCredential, "key-a"), "after_revoke"},
		"a grant revoked":                      {"acme", grant, "after_revoke"},
		"every grant of the user revoked":      {"acme", of(event.FactRevoked, event.TargetUserGrants, "svc-a"), "after_revoke"},
		"every grant of the app revoked":       {"acme", of(event.FactRevoked, event.TargetApp, "App A"), "after_revoke"},
		"rotated":                              {"acme", rotated, "after_rotation"},
		"the app retired":                      {"acme", of(event.FactRetired, event.TargetApp, "app-a"), "app_retired"},
		"the session ended":                    {"acme", of(event.FactSessionEnd, event.TargetSession, "sess-a"), "after_session_end"},
		"all sessions of the user ended":       {"acme", of(event.FactSessionEnd, event.TargetUser, "a@example.com"), "after_session_end"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, "owners: [{id: a@example.com, aliases: ['github:alpha']}]")
			e := newEngine(t, o)
			failed := granted("f", "failed", origin0.Add(3*time.Hour))
			for _, ev := range []event.Event{
				granted("a", "before", origin0.Add(time.Hour)), granted("a", "first", origin0.Add(3*time.Hour)),
				granted("a", "second", origin0.Add(4*time.Hour)), granted("b", "other", origin0.Add(3*time.Hour)), failed,
			} {
				require.Nil(t, judgeNow(e, ev).Verdict)
			}
			// It happened at two o'clock and comes at five.
			end := told(row.from, "the end", origin0.Add(2*time.Hour), row.fact)
			out := e.Judge(&end, Arrival{Observed: origin0.Add(5 * time.Hour).UnixNano()})
			require.Nil(t, out.Verdict)
			require.Len(t, out.After, 1)
			n := out.After[0]
			assert.Equal(t, incident.StateOpened, n.State)
			assert.Equal(t, []string{row.signal}, n.Signals)
			assert.Equal(t, []string{"first"}, n.Records)
			assert.Equal(t, origin0.Add(2*time.Hour).UnixNano(), n.Time, "the event time of its cause")
			assert.Equal(t, origin0.Add(3*time.Hour).UnixNano(), n.FirstSeen)
			assert.Contains(t, n.Body, "told only after the use")
			a := granted("a", "", origin0)
			place := e.tokens.Find(e.index(&a))
			assert.Equal(t, incidentID(e.tokens.At(place).Fingerprint, "first"), n.IncidentID)
			assert.EqualValues(t, 1, e.Stats().IncidentsOpen)
			assert.EqualValues(t, 0, e.Stats().IncidentRecords, "no record was tagged")

			end.ID = "told twice"
			assert.Empty(t, judgeNow(e, end).After)
			v := judgeNow(e, granted("a", "third", origin0.Add(6*time.Hour))).Verdict
			require.NotNil(t, v)
			assert.Equal(t, n.IncidentID, v.IncidentID, "it goes on in the same incident")
		})
	}
}

func TestWhatIsNoLateTruth(t *testing.T) {
	t.Parallel()
	revoked := event.Fact{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"key-a"}}
	failed := granted("a", "failed", origin0.Add(3*time.Hour))
	failed.Outcome = event.OutcomeFailure
	otherTenant := granted("a", "other tenant", origin0.Add(3*time.Hour))
	otherTenant.Tenant = "u"
	for name, row := range map[string]struct {
		use event.Event
		end event.Event
	}{
		"a use before the end":              {granted("a", "1", origin0.Add(time.Hour)), told("acme", "2", origin0.Add(2*time.Hour), revoked)},
		"at the very moment of the end":     {granted("a", "1", origin0.Add(2*time.Hour)), told("acme", "2", origin0.Add(2*time.Hour), revoked)},
		"a failed use":                      {failed, told("acme", "2", origin0.Add(2*time.Hour), revoked)},
		"the same key at another tenant":    {otherTenant, told("acme", "2", origin0.Add(2*time.Hour), revoked)},
		"a role is told by no record":       {granted("a", "1", origin0.Add(3*time.Hour)), told("acme", "2", origin0.Add(2*time.Hour), event.Fact{Kind: event.FactRole, Target: event.TargetUser, IDs: []string{"svc-a"}, Taken: true})},
		"another key":                       {granted("b", "1", origin0.Add(3*time.Hour)), told("acme", "2", origin0.Add(2*time.Hour), revoked)},
		"the service's owner, a review":     {granted("a", "1", origin0.Add(3*time.Hour)), told("okta", "2", origin0.Add(2*time.Hour), event.Fact{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"boss@example.com"}})},
		"a credential rotated in its place": {granted("a", "1", origin0.Add(3*time.Hour)), told("acme", "2", origin0.Add(2*time.Hour), event.Fact{Kind: event.FactRotated, Target: event.TargetCredential, IDs: []string{"key-a"}, Values: []string{"key-a"}})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, "tokens: [{provider: acme, app: app-a, owner: boss@example.com, purpose: sync}]")
			e := newEngine(t, o)
			judgeNow(e, granted("a", "0", origin0)) // so that the token is held
			judgeNow(e, row.use)
			assert.Empty(t, judgeNow(e, row.end).After)
			assert.Zero(t, e.Stats().IncidentsOpen)
		})
	}
}

func TestAUseThatComesLateIsNoIncident(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	judgeNow(e, granted("a", "0", origin0))
	judgeNow(e, told("acme", "end", origin0.Add(2*time.Hour), event.Fact{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"key-a"}}))
	assert.Nil(t, judgeNow(e, granted("a", "before", origin0.Add(time.Hour))).Verdict)
	assert.NotNil(t, judgeNow(e, granted("a", "after", origin0.Add(3*time.Hour))).Verdict)
}

func TestALateStartTakesAnIncidentBack(t *testing.T) {
	t.Parallel()
	end := event.Fact{Kind: event.FactRevoked, Target: event.TargetGrant, IDs: []string{"app-a"}, Users: []string{"svc-a"}}
	start := event.Fact{Kind: event.FactIssued, Target: event.TargetGrant, IDs: []string{"app-a"}, Users: []string{"svc-a"}}
	for name, row := range map[string]struct {
		issued time.Duration
		back   bool
	}{"issued before the use": {2 * time.Hour, true}, "issued after the use": {4 * time.Hour, false}} {
		e := newEngine(t, defaults(t))
		judgeNow(e, told("acme", "end", origin0.Add(time.Hour), end))
		v := judgeNow(e, granted("a", "use", origin0.Add(3*time.Hour))).Verdict
		require.NotNil(t, v, name)
		out := judgeNow(e, told("acme", "start", origin0.Add(row.issued), start))
		if !row.back {
			assert.Empty(t, out.After, name)
			continue
		}
		require.Len(t, out.After, 1, name)
		assert.Equal(t, incident.StateClosed, out.After[0].State)
		assert.Equal(t, v.IncidentID, out.After[0].IncidentID)
		assert.Contains(t, out.After[0].Body, "told only now")
	}
}

// TestAUseBetweenTwoLives: the grant was issued again long before the use that
// comes late is judged.
func TestAUseBetweenTwoLives(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	fact := func(kind event.FactKind) event.Fact {
		return event.Fact{Kind: kind, Target: event.TargetGrant, IDs: []string{"app-a"}, Users: []string{"svc-a"}}
	}
	judgeNow(e, granted("a", "0", origin0))
	judgeNow(e, told("acme", "end", origin0.Add(time.Hour), fact(event.FactRevoked)))
	judgeNow(e, told("acme", "start", origin0.Add(3*time.Hour), fact(event.FactIssued)))
	require.Nil(t, judgeNow(e, granted("a", "good", origin0.Add(4*time.Hour))).Verdict)
	v := judgeNow(e, granted("a", "bad", origin0.Add(2*time.Hour))).Verdict
	assert.True(t, shows(v, "after_revoke"))
}

// TestLastUsesAreBounded: a flood of one tenant's sessions forgets its own.
func TestLastUsesAreBounded(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens = 100 // 400 guises
	e := newEngine(t, o)
	quiet := granted("a", "quiet", origin0.Add(time.Hour))
	quiet.Tenant = "quiet"
	judgeNow(e, quiet)
	for i := range 5000 {
		ev := granted("noisy", fmt.Sprint("n", i), origin0.Add(2*time.Hour+time.Duration(i)*time.Second))
		ev.Session = fmt.Sprint("s", i)
		judgeNow(e, ev)
	}
	s := e.Stats()
	assert.EqualValues(t, 400, s.LateUses)
	assert.EqualValues(t, 400, s.LateUsesLimit)
	assert.EqualValues(t, 5001-400, s.LateUsesEvicted)
	assert.Len(t, e.late.index, 400)
	end := told("acme", "end", origin0.Add(time.Minute), event.Fact{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"key-a"}})
	end.Tenant = "quiet"
	assert.Len(t, judgeNow(e, end).After, 1)
}

func TestLongEventIDsAreRememberedWhole(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	long := func(i int) string { return fmt.Sprintf("%060d", i) }
	for i := range 10 {
		judgeNow(e, granted("a", long(i), origin0.Add(time.Duration(i)*time.Minute)))
		judgeNow(e, granted("a", fmt.Sprint("short", i), origin0.Add(time.Duration(i)*time.Minute+time.Second)))
	}
	assert.Len(t, e.late.long, 2, "two of the last four")
	out := judgeNow(e, told("acme", "end", origin0.Add(8*time.Minute+30*time.Second), event.Fact{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"key-a"}}))
	require.Len(t, out.After, 1)
	assert.Equal(t, []string{long(9)}, out.After[0].Records)
}
