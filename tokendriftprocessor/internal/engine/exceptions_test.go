package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// exceptionWorld has seen eight weeks of a token of a vendor, whatever is new
// is a review, and the inventory is this.
func exceptionWorld(t *testing.T, v vendor, inventory string) (*world, time.Time) {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	o.Criteria = map[string]string{"two_heads": "ignore", "unusual_hour": "ignore", "baseline_walk": "ignore"}
	for _, name := range []string{"new_network", "new_region", "new_country", "new_client", "new_action", "new_system", "rare_object", "scope_expanded", "anonymiser"} {
		o.Criteria[name] = "review"
	}
	o.Inventory = loadInventory(t, "tokens: [{provider: "+v.name+", owner: ann@example.com, purpose: sync}]\n"+inventory)
	w := newWorld(t, newEngine(t, o))
	return w, w.play(v, 8).Add(9*time.Hour + 30*time.Minute)
}

// TestExceptionsFromRawRecords: one signal and one value, for as long as it
// lasts; the others go on, and when it is over one review says so.
func TestExceptionsFromRawRecords(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		vendor
		who, signal, value string
		shows, other       change // what is excepted; with the same signal, another value
		beside             string // a signal that goes on firing
	}{
		"a network of an app": {
			salesforce, `app: "0H4s00014"`, "new_network", "AS64501", change{"CLIENT_IP": away}, nil, "new_country",
		},
		"a client of a token": {
			github, `token: "123456789"`, "new_client", "curl/8", change{"user_agent": "curl/8.5", "actor_ip": away}, change{"user_agent": "wget/1.21"}, "new_network",
		},
		"an operation of an app": {
			okta, `app: 0oa1sync`, "new_action", "user.lifecycle.create",
			change{"eventType": "user.lifecycle.create", "client.userAgent.rawUserAgent": "curl/8.5"},
			change{"eventType": "user.lifecycle.delete.completed"},
			"new_client",
		},
		"a scope": {
			github, `token: "123456789"`, "scope_expanded", "workflow",
			change{"token_scopes": "repo,read:org,workflow", "user_agent": "curl/8.5"},
			change{"token_scopes": "repo,read:org,workflow,admin:org"},
			"new_client",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			until := origin0.Add(60 * day)
			w, at := exceptionWorld(t, row.vendor, fmt.Sprintf("exceptions: [{provider: %s, %s, signal: %s, value: %q, until: %s, ticket: CHG-7}]",
				row.name, row.who, row.signal, row.value, until.Format(time.RFC3339)))
			v := w.show(row.vendor, at, row.shows)
			require.NotNil(t, v)
			assert.False(t, shows(v, row.signal))
			assert.True(t, shows(v, row.beside), "the other signals keep scoring")
			if row.other != nil {
				assert.True(t, shows(w.show(row.vendor, at.Add(time.Minute), row.other), row.signal), "another value")
			}
			for d := range 3 {
				assert.False(t, shows(w.show(row.vendor, at.Add(time.Duration(d)*day+2*time.Minute), row.shows), row.signal), "while it lasts")
			}

			v = w.show(row.vendor, until.Add(10*time.Hour), row.shows)
			require.NotNil(t, v, "it allowed the value for a while, and did not make it known")
			assert.True(t, shows(v, row.signal))
			assert.True(t, shows(v, "exception_expired"))
			assert.Contains(t, v.Reason, "CHG-7")
			assert.False(t, shows(w.show(row.vendor, until.Add(11*time.Hour), row.shows), "exception_expired"), "told once")
			assert.False(t, shows(w.show(row.vendor, until.Add(60*day), row.shows), "exception_expired"), "and not again after 30 days")
		})
	}
}

// TestAnExceptionOfAnotherTokenIsNone: the same signal and value, declared for
// somebody else.
func TestAnExceptionOfAnotherTokenIsNone(t *testing.T) {
	t.Parallel()
	for _, who := range []string{"app: 0H4other", "token: other", "app: 0H4s00014, actor: 0055j000009", "provider: okta, app: 0H4s00014"} {
		w, at := exceptionWorld(t, salesforce, "exceptions: [{"+who+", signal: new_network, value: AS64501, until: 2027-01-01}]")
		assert.True(t, shows(w.show(salesforce, at, change{"CLIENT_IP": away}), "new_network"), who)
	}
}

func TestOneThatLastsIsEnough(t *testing.T) {
	t.Parallel()
	w, at := exceptionWorld(t, salesforce, `exceptions:
- {app: "0H4s00014", signal: new_network, value: AS64501, until: 2026-01-20}
- {app: "0H4s00014", signal: new_network, value: "*", until: 2027-01-01}`)
	v := w.show(salesforce, at, change{"CLIENT_IP": away})
	assert.False(t, shows(v, "new_network"))
	assert.False(t, shows(v, "exception_expired"))
}

// TestAnEndIsToldOnce: an exception of an app with many tokens has one end,
// also after a restart; one that is prolonged has another.
func TestAnEndIsToldOnce(t *testing.T) {
	t.Parallel()
	const tokens = "tokens: [{provider: salesforce, owner: ann@example.com, purpose: sync}]\n"
	w, at := exceptionWorld(t, salesforce, `exceptions: [{app: "0H4s00014", signal: new_network, value: AS64501, until: 2026-03-01}]`)
	second := change{"USER_ID": "0055j000002", "USER_NAME": "ann@example.com"}
	for i := range 60 {
		w.show(salesforce, at.Add(time.Duration(i)*4*time.Hour), second)
	}
	at = at.Add(11 * day)
	assert.True(t, shows(w.show(salesforce, at, change{"CLIENT_IP": away}), "exception_expired"))
	w.Engine = restarted(t, w.Engine, w.o)
	v := w.show(salesforce, at.Add(time.Hour), with(second, change{"CLIENT_IP": away}))
	require.NotNil(t, v)
	assert.True(t, shows(v, "new_network"))
	assert.False(t, shows(v, "exception_expired"), "told of another token")

	w.SetInventory(loadInventory(t, tokens+"\n\n"+`exceptions: [{app: "0H4s00014", signal: new_network, value: AS64501, until: 2026-03-20, ticket: moved}]`))
	w.show(salesforce, at.Add(2*time.Hour), change{"CLIENT_IP": away})
	assert.True(t, shows(w.show(salesforce, at.Add(20*day), change{"CLIENT_IP": away}), "exception_expired"), "it was prolonged and has ended again")
}

// TestAnAllowedValueSettles as any other does: when the old one has gone.
func TestAnAllowedValueSettles(t *testing.T) {
	t.Parallel()
	w, at := exceptionWorld(t, salesforce, `exceptions: [{app: "0H4s00014", signal: new_network, value: AS64501, until: 2026-05-01},
  {app: "0H4s00014", signal: new_region, value: "*", until: 2026-05-01}, {app: "0H4s00014", signal: new_country, value: "*", until: 2026-05-01}]`)
	for d := range 40 {
		for hour := range 8 {
			assert.Nil(t, w.show(salesforce, at.Add(time.Duration(d)*day+time.Duration(hour)*time.Hour), change{"CLIENT_IP": away}))
		}
	}
	assert.Nil(t, w.show(salesforce, time.Date(2026, 5, 2, 9, 0, 0, 0, time.UTC), change{"CLIENT_IP": away}), "it is where the token lives")
}

// TestWhatIsAllowedAloneIsNotLearned: nothing else speaks, and the old client
// goes on beside it.
func TestWhatIsAllowedAloneIsNotLearned(t *testing.T) {
	t.Parallel()
	w, at := exceptionWorld(t, github, `exceptions: [{token: "123456789", signal: new_client, value: "curl*", until: 2026-03-10},
  {token: "123456789", signal: scope_expanded, value: workflow, until: 2026-03-10}]`)
	odd := change{"user_agent": "curl/8.5", "token_scopes": "repo,read:org,workflow"}
	for d := range 8 {
		for hour := range 4 {
			when := at.Add(time.Duration(d)*day + time.Duration(hour)*time.Hour)
			assert.Nil(t, w.show(github, when))
			assert.Nil(t, w.show(github, when.Add(time.Minute), odd))
		}
	}
	v := w.show(github, at.Add(9*day), odd)
	require.NotNil(t, v)
	assert.Subset(t, v.Signals, []string{"new_client", "scope_expanded", "exception_expired"})
}
