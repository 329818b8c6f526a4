package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// lives is thirty days of tokens that end in every way, with a benign twin for
// each way, and of tokens nobody declared.
func lives(every time.Duration) (events []event.Event) {
	add := func(ev event.Event) { events = append(events, ev) }
	use := func(user string, at time.Time, session string) {
		ev := granted(user, fmt.Sprintf("%s@%d", user, at.Sub(origin0)/time.Minute), at)
		if session != "" {
			ev.Session, ev.Instance = session, "key-"+session
		}
		add(ev)
	}
	fact := func(kind event.FactKind, target event.Target, at time.Time, users []string, ids ...string) {
		provider := "acme"
		if kind == event.FactOffboarded || kind == event.FactOnboarded {
			provider = "okta"
		}
		add(told(provider, fmt.Sprintf("%s-%s-%d", kind, ids[0], at.Sub(origin0)/time.Minute), at,
			event.Fact{Kind: kind, Target: target, IDs: ids, Users: users}))
	}
	for d := range 30 { // the sources go on; the last days let every late record come in
		at := origin0.Add(time.Duration(d) * day)
		use("declared", at, "")
		fact(event.FactSignIn, event.TargetUser, at, nil, fmt.Sprint("nobody", d))
	}
	for i := range 24 {
		user := fmt.Sprintf("u%02d", i)
		end := origin0.Add(10*day + time.Duration(i)*7*time.Hour)
		again := end.Add(20 * time.Hour) // issued again, authorised again, back
		use(user, origin0.Add(time.Duration(i)*time.Hour), "")
		grant := []string{"svc-" + user}
		for at := -3 * 23 * time.Hour; at < 3*23*time.Hour; at += every {
			use(user, end.Add(at+5*time.Hour), "") // also five hours after the end, and before and after the start
		}
		switch i % 12 {
		case 0:
			fact(event.FactOffboarded, event.TargetUser, end, nil, "00u"+user, user+"@example.com")
		case 1: // has left and is back
			fact(event.FactOffboarded, event.TargetUser, end, nil, "00u"+user, user+"@example.com")
			fact(event.FactOnboarded, event.TargetUser, again, nil, user+"@example.com")
		case 2: // left and was back before any use
			fact(event.FactOffboarded, event.TargetUser, end, nil, user+"@example.com")
			fact(event.FactOnboarded, event.TargetUser, end.Add(time.Hour), nil, user+"@example.com")
		case 3:
			fact(event.FactRevoked, event.TargetGrant, end, grant, "app-"+user)
			fact(event.FactIssued, event.TargetGrant, again, grant, "app-"+user)
		case 4: // authorised again before any use
			fact(event.FactRevoked, event.TargetGrant, end, grant, "app-"+user)
			fact(event.FactIssued, event.TargetGrant, end.Add(time.Hour), grant, "app-"+user)
		case 5:
			fact(event.FactRevoked, event.TargetUserGrants, end, nil, "svc-"+user)
			fact(event.FactSignIn, event.TargetUser, again, nil, "svc-"+user)
		case 6:
			fact(event.FactRetired, event.TargetApp, end, nil, "App "+user)
		case 7: // another app
			fact(event.FactRetired, event.TargetApp, end, nil, "app-"+user+"-old")
		case 8:
			use(user, end.Add(-2*time.Hour), "s1"+user)
			use(user, end.Add(3*time.Hour), "s1"+user)
			fact(event.FactSessionEnd, event.TargetSession, end, nil, "s1"+user)
		case 9: // every session ended, and none was used again
			use(user, end.Add(-2*time.Hour), "s1"+user)
			fact(event.FactSessionEnd, event.TargetSession, end, nil, "s1"+user)
		case 10:
			use(user, end.Add(-time.Hour), "s2"+user)
			use(user, end.Add(time.Hour), "s2"+user)
			fact(event.FactRevoked, event.TargetCredential, end, nil, "key-s2"+user)
		case 11: // rotated, and the new one is used
			use(user, end.Add(-time.Hour), "s3"+user)
			use(user, end.Add(time.Hour), "s4"+user)
			fact(event.FactRotated, event.TargetCredential, end, nil, "key-s3"+user)
		}
	}
	for i := range 12 { // around the end of the first seven days
		user := fmt.Sprintf("stray%02d", i)
		for d := range 3 {
			ev := plainUse(user, fmt.Sprintf("%s@%d", user, d), origin0.Add(7*day+time.Duration(i-6)*5*time.Hour+time.Duration(d)*21*time.Hour))
			add(ev)
		}
	}
	slices.SortStableFunc(events, func(a, b event.Event) int { return int(a.Time - b.Time) })
	return events
}

const livesYAML = `tokens:
- {provider: acme, app: "app-u*", owner: ann@example.com, purpose: sync}
- {provider: acme, app: "app-declared", owner: ann@example.com, purpose: sync}
owners: [{id: ann@example.com}]
`

// endAndRegistry is what must not depend on order: the incidents that stand at
// the end, each by its token, its signals of these families and the earliest
// use it names.
func endAndRegistry(t *testing.T, events []event.Event, arrivals []time.Duration) (found []string) {
	t.Helper()
	o := defaults(t)
	o.Inventory = loadInventory(t, livesYAML)
	e := newEngine(t, o)
	order := make([]int, len(events))
	times := map[string]int64{}
	for i := range events {
		order[i] = i
		times[events[i].ID] = events[i].Time
	}
	arrival := func(i int) int64 { return events[i].Time + int64(arrivals[i]) }
	slices.SortStableFunc(order, func(a, b int) int { return int(arrival(a) - arrival(b)) })

	type one struct{ token, first, signals string }
	standing := map[string]*one{}
	meet := func(v *incident.Verdict, ids ...string) {
		o := standing[v.IncidentID]
		if o == nil {
			o = &one{token: v.Token.ID}
			standing[v.IncidentID] = o
			var names []string
			for _, name := range v.Signals {
				if f := signal.ByName(name).Family; name != "no_baseline" && f >= signal.Lifecycle {
					names = append(names, name)
				}
			}
			o.signals = strings.Join(names, "+")
		}
		for _, id := range ids {
			if o.first == "" || times[id] < times[o.first] {
				o.first = id
			}
		}
	}
	for _, i := range order {
		ev := events[i]
		out := e.Judge(&ev, Arrival{Observed: arrival(i) + int64(time.Second)})
		if v := out.Verdict; v != nil && v.Level == incident.LevelIncident {
			meet(v, ev.ID)
		}
		for _, n := range slices.Concat(out.Before, out.After) {
			switch {
			case n.State == incident.StateClosed && strings.Contains(n.Body, "told only now"):
				delete(standing, n.IncidentID)
			case n.State != incident.StateClosed && n.Summary == nil:
				meet(&n.Verdict, n.Records...)
			}
		}
	}
	require.Zero(t, e.Stats().Late, "every record comes within max_lateness")
	for _, o := range standing {
		found = append(found, o.token+" "+o.first+" "+o.signals)
	}
	slices.Sort(found)
	return found
}

func TestLifecycleSessionAndRegistryIncidentsInAnyOrder(t *testing.T) {
	t.Parallel()
	events := lives(23 * time.Hour)
	arrivals := make([]time.Duration, len(events))
	want := endAndRegistry(t, events, arrivals)
	// Two of each: left, left and back, authorised again too late, signed in
	// too late, app retired, session, credential, rotated are none or one; and
	// five strays that were first used after the seventh day.
	count := map[string]int{}
	for _, w := range want {
		count[strings.Fields(w)[2]]++
	}
	assert.Equal(t, map[string]int{
		"owner_offboarded": 4, "after_revoke": 6, "app_retired": 2, "after_session_end": 2, "no_owner+no_purpose": 5,
	}, count)
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		for i := range arrivals {
			arrivals[i] = time.Duration(random.Int64N(int64(70 * time.Hour)))
		}
		require.Equal(t, want, endAndRegistry(t, events, arrivals), "order %d", seed)
	}
}

// TestBusyTokensInAnyOrder: of a token with more uses than are remembered the
// same incidents are told, though not always by the same use.
func TestBusyTokensInAnyOrder(t *testing.T) {
	t.Parallel()
	withoutUse := func(found []string) (set []string) {
		for _, f := range found {
			parts := strings.Fields(f)
			set = append(set, parts[0]+" "+parts[2])
		}
		return set
	}
	// Without what starts again: an end that comes after four uses under the
	// new life is no longer held against those under the old one.
	events := slices.DeleteFunc(lives(23*time.Minute), func(ev event.Event) bool {
		return len(ev.Facts) > 0 && (ev.Facts[0].Kind == event.FactIssued || ev.Facts[0].Kind == event.FactOnboarded || ev.Facts[0].Kind == event.FactSignIn)
	})
	arrivals := make([]time.Duration, len(events))
	want := withoutUse(endAndRegistry(t, events, arrivals))
	require.Len(t, want, 23)
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 1))
		for i := range arrivals {
			arrivals[i] = time.Duration(random.Int64N(int64(70 * time.Hour)))
		}
		require.Equal(t, want, withoutUse(endAndRegistry(t, events, arrivals)), "order %d", seed)
	}
}
