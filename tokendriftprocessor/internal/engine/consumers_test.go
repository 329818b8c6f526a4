package engine

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// Two systems that use the token of one Salesforce grant, and a third one.
var (
	chatSync = change{"USER_AGENT": "chat-sync/1.2", "CLIENT_IP": home, "ENTITY_NAME": "Case"}
	bi       = change{"USER_AGENT": "bi/3.0", "CLIENT_IP": away, "URI": "/services/data/v58.0/analytics/reports", "ENTITY_NAME": "Opportunity"}
	mailer   = change{"USER_AGENT": "Mosaic Mail/4.2", "CLIENT_IP": nextDoor, "METHOD": "POST", "URI": "/services/data/v58.0/sobjects/Lead", "ENTITY_NAME": "Lead"}
)

const sharedGrant = "tokens: [{provider: salesforce, app: 0H4s00014, owner: gus@example.com, purpose: sync"

// theft looks around, reads what nobody of the token's reads, and exports.
func (w *world) theft(at time.Time, through change) (opened *incident.Notice) {
	w.Helper()
	before := len(w.notices)
	for i := range 12 {
		at = at.Add(time.Minute)
		step := change{"URI": "/services/data/v58.0/sobjects/Secret" + strconv.Itoa(i) + "/describe", "ENTITY_NAME": "Secret" + strconv.Itoa(i)}
		if i > 8 {
			step = change{"EVENT_TYPE": "BulkApi2", "METHOD": "POST", "URI": "/services/data/v58.0/jobs/query", "ENTITY_NAME": "Account", "ROWS_PROCESSED": "4000000"}
		}
		w.show(salesforce, at, with(through, step))
	}
	for _, n := range w.notices[before:] {
		if n.State == incident.StateOpened {
			return n
		}
	}
	return nil
}

func sharedWorld(t *testing.T, declared string) *world {
	t.Helper()
	o := defaults(t)
	o.Origin = openOrigin(t, madeUpPlaces(t))
	if declared != "" {
		o.Inventory = loadInventory(t, declared)
	}
	w := newWorld(t, newEngine(t, o))
	w.show(salesforce, origin0.Add(-10*day), salesforce.other)
	return w
}

func TestATheftIsPutDownToOneConsumerOrToNone(t *testing.T) {
	t.Parallel()
	biNextDoor := with(bi, change{"CLIENT_IP": home})
	for name, row := range map[string]struct {
		habits  []change
		names   string
		through change
		reason  string // what the reason says of it
		action  string
		not     string // what neither says
	}{
		"an unknown cluster": {
			[]change{chatSync, bi},
			"[chat-sync, bi]",
			change{"USER_AGENT": "curl/8.5.0", "CLIENT_IP": tor},
			"it fits none of its known consumers (chat-sync: chat-sync from AS64500, 192.0.2.0/24, 220 uses since 2026-01-06",
			"this is none of them, so allow only what they are known to use: chat-sync (chat-sync from AS64500, 192.0.2.0/24), bi (bi from AS64501", "came through",
		},
		"a consumer's client from elsewhere": {
			[]change{chatSync, bi},
			"[chat-sync, bi]",
			change{"USER_AGENT": "bi/3.0", "CLIENT_IP": nextDoor},
			"it fits none of its known consumers", "allow only what they are known to use", "came through",
		},
		"one consumer's servers and client": {
			[]change{chatSync, bi},
			"[chat-sync, bi]", bi,
			"it came through bi, the only one of its consumers with this client and place (bi from AS64501",
			"this came through bi, so quarantine that one and allow only the others: chat-sync (chat-sync from AS64500, 192.0.2.0/24); it would stop bi", "none of",
		},
		"both in one place, told apart by the client": {
			[]change{chatSync, biNextDoor},
			"[chat-sync, bi]", biNextDoor,
			"it came through bi,", "this came through bi, so quarantine that one and allow only the others: chat-sync", "none of",
		},
		"names that no client bears": {
			[]change{chatSync, bi},
			"[green, blue]", bi,
			"it came through consumer 2, the only one of its consumers with this client and place (bi from AS64501",
			"allow only the others: consumer 1 (chat-sync from AS64500, 192.0.2.0/24); it would stop consumer 2, green, blue", "none of",
		},
		"names in the operations": {
			[]change{with(chatSync, change{"USER_AGENT": "okhttp/4.12"}), with(bi, change{"USER_AGENT": "okhttp/4.12"})},
			"[green, reports]", with(bi, change{"USER_AGENT": "okhttp/4.12"}),
			"it came through reports,", "this came through reports, so quarantine that one", "none of",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := sharedWorld(t, sharedGrant+", consumers: "+row.names+"}]")
			end := w.play(salesforce, 8, row.habits...)
			for _, n := range w.notices {
				require.NotEqual(t, incident.StateOpened, n.State, n.Body)
			}
			n := w.theft(end.Add(10*time.Hour), row.through)
			require.NotNil(t, n, "no incident")
			assert.Contains(t, n.Verdict.Reason, row.reason)
			assert.Equal(t, incident.ActionRestrict, n.Verdict.Action.Name)
			assert.Contains(t, n.Verdict.Action.Reason, row.action)
			assert.NotContains(t, n.Verdict.Reason+n.Verdict.Action.Reason, row.not)
			assert.True(t, n.Verdict.Token.Shared)
			assert.NotContains(t, n.Verdict.Signals, "shared_token", "it is declared")
		})
	}
}

func TestADeclaredConsumerThatStartsLate(t *testing.T) {
	t.Parallel()
	const tooling = "/services/data/v58.0/tooling/query"
	elsewhere := with(chatSync, change{"CLIENT_IP": away})
	for name, row := range map[string]struct {
		names    string
		habits   []change
		newcomer change
		reason   string // of the only verdict; "" for what is no newcomer
	}{
		"its client bears the name": {
			"[chat-sync, bi, mosaic-mail]",
			[]change{chatSync, bi},
			mailer,
			"its client bears the name of mosaic-mail, a declared consumer that had not been seen",
		},
		"its client bears no name":         {"[chat-sync, bi, lead-desk]", []change{chatSync, bi}, mailer, ""},
		"all that are declared are known":  {"[chat-sync, bi]", []change{chatSync, bi}, mailer, ""},
		"it begins with power over others": {"[chat-sync, bi, mosaic-mail]", []change{chatSync, bi}, with(mailer, change{"URI": tooling}), ""},
		"the same program elsewhere": {
			"[chat-sync, mosaic-mail, copy]",
			[]change{chatSync, mailer},
			elsewhere,
			"3 consumers are declared and 2 known, so this may be one that had not been seen",
		},
		"the same program elsewhere, and all are known": {"[chat-sync, mosaic-mail]", []change{chatSync, mailer}, elsewhere, ""},
		"the same program elsewhere does something else": {
			"[chat-sync, mosaic-mail, copy]", []change{chatSync, mailer}, with(elsewhere, change{"URI": "/services/data/v58.0/jobs/query"}), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := sharedWorld(t, sharedGrant+", consumers: "+row.names+"}]")
			at, told := w.play(salesforce, 5, row.habits...), []string{}
			for d := range 20 {
				for hour := range 8 {
					moment := at.Add(time.Duration(d)*day + time.Duration(9+hour)*time.Hour)
					w.show(salesforce, moment, row.habits[hour%2])
					if v := w.show(salesforce, moment.Add(20*time.Minute), row.newcomer); v != nil {
						told = append(told, v.Level.String()+": "+v.Reason)
					}
				}
			}
			if row.reason == "" {
				require.NotEmpty(t, told)
				assert.NotContains(t, told[0], "had not been seen")
				return
			}
			require.Len(t, told, 1, "once")
			assert.Contains(t, told[0], "review: ")
			assert.Contains(t, told[0], row.reason)

			n := w.theft(at.Add(20*day+18*time.Hour), row.newcomer)
			require.NotNil(t, n)
			assert.Contains(t, n.Verdict.Reason, "; it came through ", "it is known now")
		})
	}
}
