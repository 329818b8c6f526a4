package tokendriftprocessor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap/confmaptest"
	"go.opentelemetry.io/collector/consumer/consumertest"
)

// doorLog is a provider that no built-in file knows.
const doorLog = `source: door_log
provider: doors
match: {has: [door, badge]}
time: [{path: at, format: unix_s}]
fields:
  id: entry
  tenant: resource.site
  action: [[{const: open}, door]]
  actor_id: holder
outcome: {path: opened, success: ["true"]}
subject:
  - {grade: token, kind: badge, parts: [badge]}
`

func TestAProviderFromAFolder(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "doors.yaml"), []byte(doorLog), 0o600))
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	r := received{
		resource: map[string]any{"site": "berlin"}, body: `{"entry":"e1","at":1767607200,"door":"lab","badge":"b-17","holder":"h-4","opened":true}`,
		left: "doors:h-4",
	}
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.Sources.Paths, c.Inventory.Paths = []string{folder}, r.declared(t) }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), r.logs(t)))
	records := flat(sink)
	require.Len(t, records, 2)
	assert.Equal(t, []string{"incident", "doors", "berlin", "token"}, []string{
		said(records[0], "verdict"), said(records[0], "token.provider"), said(records[0], "token.tenant"), said(records[0], "token.grade"),
	})
	assert.Equal(t, at, records[1].Timestamp().AsTime())
	assert.Equal(t, map[string]int64{"unknown_kind": 1}, unreadAs(t, r), "without the folder")
}

func TestAWrongSourceFileNamesItsLine(t *testing.T) {
	for name, tt := range map[string]struct{ old, wrong, want string }{
		"a path that is none":   {"[door, badge]", "[door, badge..id]", `doors.yaml:3: match.has: path "badge..id", character 7: a key must stand here`},
		"an unknown key":        {"provider: doors", "provider: doors\nvendor: Doors Inc.", `doors.yaml:3: source file: unknown key "vendor"; known are classes, deletes, elements`},
		"an unknown field":      {"  actor_id: holder", "  actor: holder", `doors.yaml:9: fields: unknown key "actor"; known are action, actor_email, actor_id`},
		"an impossible format":  {"unix_s", "unix_minutes", `doors.yaml:4: time.format: unknown "unix_minutes"; known are rfc3339`},
		"a transform of no use": {"parts: [badge]", "parts: ['badge|upper']", `doors.yaml:12: subject.parts: path "badge|upper"`},
		"a fallback of no kind": {"source: door_log", "source: door_log\nfallback: maybe", `doors.yaml:2: fallback must be true or false, not "maybe"`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(doorLog, tt.old, tt.wrong, 1)
			require.NotEqual(t, doorLog, text)
			folder := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(folder, "doors.yaml"), []byte(text), 0o600))
			cfg := config(func(c *Config) { c.Sources.Paths = []string{folder} })
			require.ErrorContains(t, cfg.Sources.Validate(), tt.want)
		})
	}
}

// TestATypeThatChangesMidStream is a provider that writes fields in another way
// from one record to the next: the token stays the same one.
func TestATypeThatChangesMidStream(t *testing.T) {
	records := month()[:6]
	records[1] = strings.Replace(records[1], `"198.51.100.20"`, `{"v4":"198.51.100.20"}`, 1)
	records[2] = strings.Replace(records[2], `{"rawUserAgent":"okta-sdk-golang/2.20.0"}`, "17", 1)
	records[3] = strings.Replace(records[3], `{"asNumber":24940}`, `"AS24940"`, 1)
	records[4] = strings.Replace(records[4], `"target":[`, `"target":"none","was":[`, 1)
	records[5] = strings.Replace(records[5], `{"result":"SUCCESS"}`, "true", 1)
	for i, r := range month()[:6] {
		require.Equal(t, i == 0, r == records[i])
	}
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(func(c *Config) { c.Mode, c.FingerprintKey = ModeIdentify, receiverKey }), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(records...)))
	for _, lr := range flat(sink) {
		assert.Equal(t, said(flat(sink)[0], "token.id"), said(lr, "token.id"))
		assert.NotEmpty(t, said(lr, "token.id"))
		assert.Equal(t, "use", said(lr, "kind"))
	}
}

// TestTheExampleOfACustomSource reads the record that the example describes.
func TestTheExampleOfACustomSource(t *testing.T) {
	example, err := confmaptest.LoadConf(filepath.Join("..", "examples", "custom-source.yaml"))
	require.NoError(t, err)
	section, err := example.Sub("processors::token_drift")
	require.NoError(t, err)
	for allowed, outcome := range map[bool]string{true: "incident", false: "review"} {
		cfg := config(nil)
		require.NoError(t, section.Unmarshal(cfg))
		r := received{
			attributes: map[string]any{
				"gateway.key": "k-7", "gateway.team": "billing", "http.request.method": "GET", "http.route": "/export", "client.address": "203.0.113.9", "gateway.allowed": allowed,
			},
			timestamp: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC),
		}
		cfg.Inventory.Paths = []string{filepath.Join(t.TempDir(), "inventory.yaml")}
		require.NoError(t, os.WriteFile(cfg.Inventory.Paths[0], []byte("tokens: [{provider: gateway, token: k-7, owner: a@acme.example, purpose: billing, expires: 2026-01-01T00:00:00Z}]\n"), 0o600))
		sink := new(consumertest.LogsSink)
		require.NoError(t, running(t, NewFactory(), cfg, sink).ConsumeLogs(t.Context(), r.logs(t)))
		lr := flat(sink)[0]
		assert.Equal(t, []string{outcome, "gateway", "billing", "token"}, []string{said(lr, "verdict"), said(lr, "token.provider"), said(lr, "token.tenant"), said(lr, "token.grade")}, "allowed: %t", allowed)
		assert.Contains(t, said(lr, "signals"), "token_expired")
	}
}
