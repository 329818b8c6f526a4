package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// sharedUses is a life of three tokens of two programs each, of which one is
// robbed; i numbers the uses, one every ten minutes.
func sharedUse(i int) event.Event {
	token := []string{"declared", "found", "robbed"}[i%3]
	ev := plainUse(token, "shared-"+token+"-"+time.Duration(i).String(), origin0.Add(time.Duration(i)*10*time.Minute))
	ev.Origin = event.Origin{Address: home, UserAgent: "chat-sync/1.0", ASN: 64500}
	if i/3%2 == 1 {
		ev.Origin = event.Origin{Address: away, UserAgent: "bi/2.0", ASN: 64501}
		ev.Action, ev.Object = "reports.list", "sales"
	}
	if token == "robbed" && i > 6000 && i%5 == 0 {
		ev.Action, ev.Class, ev.Rows, ev.Object = "secrets.export", event.ClassBulk, 1_000_000, "secrets"
	}
	return ev
}

const sharedYAML = `tokens:
  - {provider: acme, token: declared, owner: a@example.com, purpose: p, consumers: [chat-sync, bi]}
  - {provider: acme, token: found, owner: a@example.com, purpose: p}
  - {provider: acme, token: robbed, owner: a@example.com, purpose: p, consumers: [chat-sync, bi]}
`

func TestConsumersOutliveARestart(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, sharedYAML)
	through, stopped := newEngine(t, o), newEngine(t, o)
	signals, opened := map[string]int{}, 0
	for i := range 7000 {
		if i%1013 == 1012 {
			stopped = restarted(t, stopped, o)
		}
		want, got := judgeNow(through, sharedUse(i)), judgeNow(stopped, sharedUse(i))
		require.Equal(t, want, got, i)
		if v := want.Verdict; v != nil {
			for _, s := range v.Signals {
				signals[s]++
			}
		}
		for _, n := range want.After {
			if n.State == incident.StateOpened {
				opened++
				assert.Contains(t, n.Verdict.Reason, "; it came through ")
			}
		}
	}
	assert.NotZero(t, opened)
	assert.Equal(t, 2, signals["shared_token"], "of the one found, once in 30 days")
	s := through.Stats()
	assert.EqualValues(t, 3, s.Consumers)
	assert.EqualValues(t, 4096, s.ConsumersLimit)
	assert.Zero(t, s.ConsumersRefused)
	assert.Equal(t, through.consumers.AppendBinary(nil), stopped.consumers.AppendBinary(nil))
}

// TestOnlyWhatNamesATokenIsFoundShared: at grade client or actor several
// credentials are one subject, and a person has several clients and places.
func TestOnlyWhatNamesATokenIsFoundShared(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		grade  event.Grade
		person bool
		held   int64
	}{
		"token": {event.GradeToken, false, 1}, "grant": {event.GradeGrant, false, 1}, "session": {event.GradeSession, false, 1},
		"client": {event.GradeClient, false, 0}, "actor": {event.GradeActor, false, 0}, "a person's": {event.GradeGrant, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, sharedYAML)
			e := newEngine(t, o)
			for i := range 3000 {
				ev := sharedUse(3*(i/6)*2 + 1 + 3*(i%2))
				ev.ID, ev.Time = ev.ID+time.Duration(i).String(), origin0.Add(time.Duration(i)*10*time.Minute).UnixNano()
				ev.Subject.Grade = row.grade
				if row.person {
					ev.Origin.UserAgent = []string{
						"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
						"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
					}[i%2]
					ev.Actor.Nature = event.NaturePerson
				}
				v := judgeNow(e, ev).Verdict
				require.False(t, row.held == 0 && shows(v, "shared_token"))
			}
			assert.Equal(t, row.held, e.Stats().Consumers)
		})
	}
}

// TestASharedTokensUseLeavesNoGarbage, declared or found.
func TestASharedTokensUseLeavesNoGarbage(t *testing.T) {
	o := defaults(t)
	o.Inventory = loadInventory(t, sharedYAML)
	o.DuplicateWindow = 100
	e := newEngine(t, o)
	n := 0
	for ; n < 6000; n++ {
		judgeNow(e, sharedUse(n))
	}
	uses := make([]event.Event, 2100)
	for i := range uses {
		uses[i] = sharedUse(n + i)
		if uses[i].Class == event.ClassBulk {
			uses[i] = sharedUse(n + i + 1)
		}
	}
	i := -1
	assert.Zero(t, testing.AllocsPerRun(2000, func() {
		i++
		e.Judge(&uses[i], Arrival{Observed: uses[i].Time})
	}))
}
