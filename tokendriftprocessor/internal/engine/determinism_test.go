package engine

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// mixed is a stream of 20 tokens with thefts, revocations, leavers, late
// records and duplicates in it.
func mixed() (events []event.Event) {
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 6000 {
		at := origin0.Add(time.Duration(i) * 15 * time.Minute)
		token := fmt.Sprint("t", random.IntN(20))
		ev := plainUse(token, fmt.Sprint("m", i), at)
		switch n := random.IntN(200); n {
		case 0:
			ev = stolen(token, ev.ID, at)
		case 1:
			ev = withFact(plainUse("admin", ev.ID, at), event.Fact{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"svc-" + token}})
		case 2:
			ev = withFact(plainUse("admin", ev.ID, at), event.Fact{Kind: event.FactOnboarded, Target: event.TargetUser, IDs: []string{"svc-" + token}})
		case 3:
			ev = restless(i, at)
		case 4:
			ev.Time -= int64(100 * time.Hour)
		case 5:
			ev.ID = fmt.Sprint("m", max(i-3, 0))
		case 6:
			ev.Outcome = event.OutcomeFailure
		}
		events = append(events, ev)
	}
	return events
}

func TestTwoEnginesSayTheSame(t *testing.T) {
	t.Parallel()
	judgeAll := func() (said []incident.Output) {
		o := defaults(t)
		o.MaxTokens = 15 // so that eviction takes part
		o.Inventory = loadInventory(t, declaredYAML)
		e := newEngine(t, o)
		for _, ev := range mixed() {
			said = append(said, judgeNow(e, ev))
		}
		return said
	}
	one, two := judgeAll(), judgeAll()
	verdicts, notices := 0, 0
	for i := range one {
		require.Equal(t, one[i], two[i], "event %d", i)
		if one[i].Verdict != nil {
			verdicts++
		}
		notices += len(one[i].Before) + len(one[i].After)
	}
	assert.Greater(t, verdicts, 20, "the stream must say something")
	assert.Greater(t, notices, 20)
}

// TestWhatIsSaidOutlivesTheRecord: the record's bytes are overwritten after
// each judgement, as a reader's next record overwrites its buffers.
func TestWhatIsSaidOutlivesTheRecord(t *testing.T) {
	t.Parallel()
	set, err := source.Load(source.Options{})
	require.NoError(t, err)
	judgeAll := func(overwrite bool) (said []incident.Output) {
		o := defaults(t)
		o.Criteria = map[string]string{}
		o.Inventory = loadInventory(t, "tokens: [{provider: github, token: '1', scopes: [repo]}]")
		e, reader := newEngine(t, o), set.NewReader()
		feed := func(v vendor, at time.Time, serial int, c change) {
			f := v.record(at, serial)
			for path, value := range c {
				f.set(path, value)
			}
			body, err := json.Marshal(f)
			require.NoError(t, err)
			events, why := reader.Read(rawRecord(unsafe.String(&body[0], len(body))))
			require.Equal(t, source.None, why)
			for i := range events {
				said = append(said, e.Judge(&events[i], Arrival{Observed: at.UnixNano()}))
			}
			if overwrite {
				for i := range body {
					body[i] = 'X'
				}
			}
		}
		serial := 0
		odd := map[string][]change{
			"github":           {{"actor_ip": away, "user_agent": "curl/8", "route": "/repositories/:id/zipball", "token_scopes": "repo,admin:org", "repo": "o/x"}, githubByAdmin("org.remove_member", change{"user": "deploy"}), nil},
			"okta":             {{"client.ipAddress": tor, "securityContext.isProxy": true, "securityContext.asNumber": 5, "securityContext.asOrg": "odd org", "client.userAgent.rawUserAgent": "curl/8"}, {"eventType": "app.oauth2.token.detect_reuse"}},
			"salesforce":       {{"CLIENT_IP": away, "EVENT_TYPE": "BulkApi2", "USER_AGENT": "curl/8", "ENTITY_NAME": "Opportunity", "ROWS_PROCESSED": "900000"}},
			"google_workspace": {{"events": googleEvent("revoke", map[string]any{"client_id": "77.apps.example"})}, {"events": googleActivity("gmail", "gmail.export", 1<<30)}},
			"entra":            {{"properties.ipAddress": away, "properties.tokenIssuerName": "elsewhere", "properties.resourceDisplayName": "Vault", "properties.userAgent": "curl/8"}},
			"aws":              {{"sourceIPAddress": away, "eventName": "CreateUser", "eventSource": "iam.amazonaws.com", "userAgent": "curl/8"}, awsByAdmin("DeleteAccessKey", fields{"accessKeyId": "AKIA1REPORTS"}), nil},
		}
		vendors := []vendor{github, okta, salesforce, google, entra, aws}
		for i := range 8 * 7 * 3 {
			for _, v := range vendors {
				serial++
				feed(v, origin0.Add(time.Duration(i)*8*time.Hour), serial, nil)
			}
		}
		at := origin0.Add(56 * day)
		for _, v := range vendors {
			for i, c := range odd[v.name] {
				serial++
				feed(v, at.Add(time.Duration(i)*time.Minute), serial, c)
			}
		}
		for _, v := range vendors { // what is closed is told from memory
			serial++
			feed(v, at.Add(20*day), serial, nil)
		}
		return said
	}
	kept, overwritten := judgeAll(false), judgeAll(true)
	flagged := 0
	for i := range kept {
		require.Equal(t, kept[i], overwritten[i], "output %d", i)
		if kept[i].Verdict != nil {
			flagged++
		}
	}
	assert.GreaterOrEqual(t, flagged, 8)
}
