package inventory

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// whole is the example of the documentation.
const whole = `tokens:
  - provider: salesforce
    app: "0H4s00014"
    actor: "0055j000001"
    owner: gus@example.com
    purpose: "sync contacts to chat"
    consumers: [chat-sync, bi]
    scopes: [api, refresh_token]
    approved: {asns: [14618], networks: ["aws/us-east-1"], cidrs: ["192.0.2.0/24"], runners: [github-hosted], clients: ["Salesloft-Sync"]}
    tier: business
    expires: 2026-12-31T00:00:00Z
    rotate_every: 2160h
    replaces: "00Tabc"
owners:
  - id: gus@example.com
    aliases: ["github:gus", "okta:00u1", "salesforce:0055j000001"]
    status: active
    since: 2026-01-01T00:00:00Z
apps:
  - {id: "0H4s00014", provider: salesforce, status: active}
exceptions:
  - {app: "0H4s00014", signal: new_network, value: AS16509, until: 2026-04-01T00:00:00Z, ticket: CHG-123, owner: gus@example.com}
dispositions:
  - {incident: td-1a2b, verdict: benign, by: gus@example.com, at: 2026-03-02T09:00:00Z}
`

func TestTheDocumentedFile(t *testing.T) {
	path := write(t, t.TempDir(), "i.yaml", whole)
	inv, err := Load([]string{path}, func(s string) bool { return s == "new_network" })
	require.NoError(t, err)
	assert.True(t, inv.Declared())
	assert.Empty(t, inv.Warnings())

	chat := event.App{ID: "0H4s00014"}
	assert.Equal(t, &Token{
		Ref: path + ":2", Owner: "gus@example.com", Purpose: "sync contacts to chat",
		Consumers: []string{"chat-sync", "bi"}, Scopes: []string{"api", "refresh_token"},
		Approved: Approved{
			ASNs: []uint32{14618}, Networks: []string{"aws/us-east-1"}, CIDRs: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
			Runners: []string{"github-hosted"}, Clients: []string{"Salesloft-Sync"},
		},
		Tier: TierBusiness, Expires: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC), RotateEvery: 2160 * time.Hour, Replaces: "00Tabc",
	}, inv.Token(Query{Provider: "salesforce", App: chat, Actor: event.Actor{ID: "0055j000001"}}))
	assert.True(t, inv.tokens[0].Shared())
	assert.Nil(t, inv.Token(Query{Provider: "salesforce", App: chat}))

	assert.Equal(t, &Owner{
		Ref: path + ":15", ID: "gus@example.com", Aliases: []string{"github:gus", "okta:00u1", "salesforce:0055j000001"},
		Stated: true, Since: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}, inv.Owner("github", "gus"))
	assert.Equal(t, &App{Ref: path + ":20", ID: "0H4s00014", Provider: "salesforce", Stated: true}, inv.App("salesforce", chat))
	assert.Equal(t, []*Exception{{
		Ref: path + ":22", App: "0H4s00014", Signal: "new_network", Value: "AS16509",
		Until: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Ticket: "CHG-123", Owner: "gus@example.com",
	}}, inv.Exceptions("salesforce", chat, event.Actor{}, "", nil))
	assert.Equal(t, []Disposition{{
		Ref: path + ":24", Incident: "td-1a2b", By: "gus@example.com", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
	}}, inv.Dispositions())
}

func TestNoPathsDeclareNothing(t *testing.T) {
	inv, err := Load(nil, nil)
	require.NoError(t, err)
	assert.False(t, inv.Declared())
	assert.Nil(t, inv.Token(Query{Provider: "okta"}))
	assert.Nil(t, inv.Owner("okta", "gus"))
	assert.Nil(t, inv.App("okta", event.App{ID: "a"}))
	assert.Empty(t, inv.Exceptions("okta", event.App{ID: "a"}, event.Actor{}, "", nil))
	assert.Empty(t, inv.Dispositions())

	inv, err = Load([]string{t.TempDir()}, nil)
	require.NoError(t, err)
	assert.False(t, inv.Declared())
	assert.Len(t, inv.Warnings(), 1)
}

func TestFoldersAreReadByName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.yml", "tokens: [{provider: okta, purpose: second}]")
	write(t, dir, "a.yaml", "tokens: [{provider: okta, purpose: first}]")
	write(t, dir, ".hidden.yaml", "not: [known")
	write(t, dir, "readme.md", "not: [known")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "sub.yaml"), 0o700))
	inv, err := Load([]string{dir, filepath.Join(dir, "a.yaml")}, nil)
	require.NoError(t, err)
	assert.Equal(t, "first", inv.Token(Query{Provider: "okta"}).Purpose)
	assert.Len(t, inv.tokens, 2, "a file named twice counts once")
	assert.Len(t, inv.Warnings(), 1)
}

func TestEmptyFilesAndDocumentsAreFine(t *testing.T) {
	assert.True(t, load(t, "").Declared())
	assert.True(t, load(t, "# nothing yet\n---\ntokens:\n---\n").Declared())
	inv := load(t, "apps: [{id: a}]\n---\napps: [{id: b}]\n")
	assert.NotNil(t, inv.App("x", event.App{ID: "b"}))
}

func TestFingerprintIsOfTheContents(t *testing.T) {
	of := func(name, content string) [32]byte {
		inv, err := Load([]string{write(t, t.TempDir(), name, content)}, nil)
		require.NoError(t, err)
		return inv.Fingerprint()
	}
	assert.Equal(t, of("a.yaml", whole), of("b.yaml", whole))
	assert.NotEqual(t, of("a.yaml", whole), of("a.yaml", whole+"\n"))
}

func TestAnchorsAreFollowed(t *testing.T) {
	inv := load(t, "tokens:\n  - {provider: okta, scopes: &s [a, b]}\n  - {provider: github, scopes: *s}\n")
	assert.Equal(t, []string{"a", "b"}, inv.Token(Query{Provider: "github"}).Scopes)
}
