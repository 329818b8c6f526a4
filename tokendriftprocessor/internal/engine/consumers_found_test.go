package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// TestNobodyDeclaredTheTokenShared is said once, and again after 30 days.
func TestNobodyDeclaredTheTokenShared(t *testing.T) {
	t.Parallel()
	biHere := with(bi, change{"CLIENT_IP": home})
	for name, row := range map[string]struct {
		inventory string
		habits    []change
		told      int
		seen      string
	}{
		"two places, clients and jobs": {
			sharedGrant + "}]",
			[]change{chatSync, bi},
			2,
			"consumer 1: chat-sync from AS64500, 192.0.2.0/24, 25 uses since 2026-01-06; consumer 2: bi from AS64501, 198.51.100.0/24, 24 uses since 2026-01-06",
		},
		"two clients and jobs in one place": {sharedGrant + "}]", []change{chatSync, biHere}, 2, "consumer 2: bi from AS64500, 192.0.2.0/24"},
		"two clients of one job, one place": {sharedGrant + "}]", []change{chatSync, with(chatSync, change{"USER_AGENT": "okhttp/4.12"})}, 0, ""},
		"one program in two places":         {sharedGrant + "}]", []change{chatSync, with(chatSync, change{"CLIENT_IP": away})}, 0, ""},
		"declared":                          {sharedGrant + ", consumers: [chat-sync, bi]}]", []change{chatSync, bi}, 0, ""},
		"without an inventory":              {"", []change{chatSync, bi}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := sharedWorld(t, row.inventory)
			var told []*incident.Verdict
			for d := range 50 {
				for hour := range 8 {
					v := w.show(salesforce, origin0.Add(time.Duration(d)*day+time.Duration(9+hour)*time.Hour), row.habits[hour%2])
					if shows(v, "shared_token") {
						told = append(told, v)
					}
				}
			}
			require.Len(t, told, row.told)
			for i, v := range told {
				assert.Equal(t, incident.LevelReview, v.Level)
				assert.Contains(t, v.Reason, "is used by 2 consumers, and nobody declared it shared")
				assert.Contains(t, v.References, "NHI9:2025")
				assert.True(t, v.Token.Shared)
				assert.NotContains(t, v.Reason, "came through", "nothing is to be put down to anybody")
				if i == 0 {
					assert.Contains(t, v.Evidence[0].Seen, row.seen)
				}
			}
		})
	}
}

// TestAMoveIsNoSecondConsumer: another place, client and job, when the old ones
// have ended.
func TestAMoveIsNoSecondConsumer(t *testing.T) {
	t.Parallel()
	w := sharedWorld(t, sharedGrant+"}]")
	at := w.play(salesforce, 3, chatSync)
	for i := range 30 * 8 {
		moment := at.Add(time.Duration(i/8)*day + time.Duration(9+i%8)*time.Hour)
		assert.False(t, shows(w.show(salesforce, moment, bi), "shared_token"), moment)
	}
}

func TestNamesThatClientsBear(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		client string
		names  []string
		want   string
	}{
		"the name":               {"chat-sync", []string{"chat-sync", "bi"}, "chat-sync"},
		"a word of it":           {"ledger-bi", []string{"chat-sync", "bi"}, "bi"},
		"part of a word":         {"bitbucket", []string{"chat-sync", "bi"}, ""},
		"written differently":    {"Acme ChatSync worker", []string{"chat_sync"}, "chat_sync"},
		"the longest":            {"chat-sync-eu", []string{"chat", "chat-sync"}, "chat-sync"},
		"two that are as long":   {"sync mail", []string{"sync", "mail"}, ""},
		"words with one between": {"chat-and-sync", []string{"chat-sync"}, ""},
		"no client":              {"", []string{"chat-sync"}, ""},
		"a name without letters": {"chat-sync", []string{"--"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, row.want, bearing(row.client, row.names))
		})
	}
}
