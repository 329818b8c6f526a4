package inventory

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestTokenMatching(t *testing.T) {
	inv := load(t, `tokens:
  - {provider: github, purpose: any of github}
  - {provider: github, app: Deploy*, purpose: deploy apps}
  - {provider: github, app: deploy-prod*, purpose: deploy to production}
  - {provider: github, app: deploy-prod, purpose: the production app}
  - {provider: github, tenant: acme, app: "*", purpose: any app of acme}
  - {token: AKIA1, purpose: by credential}
  - {token: f00d, purpose: by fingerprint}
  - {provider: okta, actor: gus@acme.com, purpose: by email}
  - {provider: okta, actor: gus, purpose: by login}
  - {provider: okta, app: a, purpose: first}
  - {provider: okta, app: A, purpose: second}
  - {provider: salesforce, app: 0H4000000000001, purpose: chat}
  - {provider: salesforce, actor: 0055j000001AbcDAAS, purpose: upper}
  - {provider: salesforce, actor: 0055j000001Abcd, purpose: lower}
  - {actor: 00558000000ExecAAA, purpose: no provider}
  - {app: 0123456789abcde, purpose: fifteen}
`)
	sf := func(actor string) Query { return Query{Provider: "salesforce", Actor: event.Actor{ID: actor}} }
	for _, tt := range []struct {
		name string
		q    Query
		want string
	}{
		{"provider only", Query{Provider: "GitHub"}, "any of github"},
		{"pattern", Query{Provider: "github", App: event.App{Name: "DEPLOY-stage"}}, "deploy apps"},
		{"longer pattern", Query{Provider: "github", App: event.App{Name: "deploy-prod-2"}}, "deploy to production"},
		{"exact before pattern", Query{Provider: "github", App: event.App{ClientID: "deploy-prod"}}, "the production app"},
		{"most keys", Query{Provider: "github", Tenant: "ACME", App: event.App{ID: "deploy-prod"}}, "any app of acme"},
		{"a lone * needs a value", Query{Provider: "github", Tenant: "acme"}, "any of github"},
		{"credential", Query{Provider: "aws", Credentials: []string{"x", "akia1"}}, "by credential"},
		{"fingerprint", Query{Provider: "aws", TokenID: "F00D"}, "by fingerprint"},
		{"email", Query{Provider: "okta", Actor: event.Actor{ID: "00u", Email: "Gus@acme.com"}}, "by email"},
		{"login", Query{Provider: "okta", Actor: event.Actor{Login: "GUS"}}, "by login"},
		{"earlier in the file", Query{Provider: "okta", App: event.App{ID: "A"}}, "first"},
		{"other provider", Query{Provider: "entra", App: event.App{ID: "a"}}, ""},
		{"nothing", Query{}, ""},
		{"Salesforce 18 for 15", Query{Provider: "salesforce", App: event.App{ID: "0H4000000000001AAA"}}, "chat"},
		{"Salesforce neighbour, upper", sf("0055j000001AbcD"), "upper"},
		{"Salesforce neighbour, lower", sf("0055j000001AbcdAAK"), "lower"},
		{"Salesforce in any case", sf("0055J000001ABCD"), "upper"},
		{"Salesforce entry without provider", sf("00558000000Exec"), "no provider"},
		{"not Salesforce: 18 is not 15", Query{Provider: "x", App: event.App{ID: "0123456789abcdefgh"}}, ""},
		{"not Salesforce: 15 is", Query{Provider: "x", App: event.App{ID: "0123456789abcde"}}, "fifteen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if tok := inv.Token(tt.q); tok != nil {
				got = tok.Purpose
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestOwners(t *testing.T) {
	inv := load(t, `owners:
  - {id: gus@example.com, aliases: ["github:gus", "okta:00u1", "salesforce:0055j000001AbcD", gus@old.example.com], status: offboarded, since: 2026-02-01}
  - {id: eve@example.com, aliases: ["salesforce:0055j000001Abcd"], status: role_changed}
`)
	for _, tt := range []struct {
		name, provider string
		names          []string
		want           string
	}{
		{"id at any provider", "x", []string{"GUS@example.com"}, "gus@example.com"},
		{"second email", "x", []string{"gus@old.example.com"}, "gus@example.com"},
		{"alias", "github", []string{"Gus"}, "gus@example.com"},
		{"another provider's alias", "okta", []string{"gus"}, ""},
		{"first name that is known", "okta", []string{"", "zed", "00u1", "eve@example.com"}, "gus@example.com"},
		{"Salesforce by 18", "salesforce", []string{"0055j000001AbcDAAS"}, "gus@example.com"},
		{"its neighbour", "salesforce", []string{"0055j000001AbcdAAK"}, "eve@example.com"},
		{"neither, when the case is lost", "salesforce", []string{"0055J000001ABCD"}, ""},
		{"no names", "github", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if o := inv.Owner(tt.provider, tt.names...); o != nil {
				got = o.ID
			}
			assert.Equal(t, tt.want, got)
		})
	}
	assert.Equal(t, StatusOffboarded, inv.Owner("github", "gus").Status)
	assert.Equal(t, StatusRoleChanged, inv.Owner("x", "eve@example.com").Status)
}

func TestAppWithProviderWins(t *testing.T) {
	inv := load(t, "apps: [{id: chat}, {id: chat, provider: okta, status: retired}]")
	assert.Equal(t, StatusRetired, inv.App("OKTA", event.App{Name: "Chat"}).Status)
	assert.Equal(t, StatusActive, inv.App("github", event.App{Name: "Chat"}).Status)
	assert.Nil(t, inv.App("okta", event.App{Name: "chat2"}))
}

func TestExceptionsOfATokenAreAllFound(t *testing.T) {
	inv := load(t, `exceptions:
  - {app: chat, signal: s, value: one, until: 2026-01-01}
  - {app: chat, provider: okta, signal: s, value: two, until: 2026-01-01}
  - {app: "ch*", token: k1, signal: s, value: three, until: 2026-01-01}
  - {token: k1, actor: gus, signal: s, value: four, until: 2026-01-01}
  - {app: other, signal: s, value: five, until: 2026-01-01}
`)
	values := func(list []*Exception) (v []string) {
		for _, e := range list {
			v = append(v, e.Value)
		}
		return v
	}
	chat, gus := event.App{Name: "Chat"}, event.Actor{Login: "gus"}
	assert.Equal(t, []string{"one", "two", "three", "four"}, values(inv.Exceptions("okta", chat, gus, "", []string{"K1"})))
	assert.Equal(t, []string{"one"}, values(inv.Exceptions("github", chat, gus, "", nil)))
	assert.Equal(t, []string{"four"}, values(inv.Exceptions("github", event.App{}, gus, "k1", nil)))
}

func TestExceptionCovers(t *testing.T) {
	for _, tt := range []struct {
		declared, seen string
		want           bool
	}{
		{"AS16509", "AS16509", true},
		{"as16509", "AS16509", true},
		{"AS16509", "16509", true},
		{"16509", "AS16509", true},
		{"AS16509", "AS16509 Amazon.com, Inc.", true},
		{"AS16509", "AS1650", false},
		{"AS16509", "AS165090", false},
		{"aws/us-east-1", "AWS/US-EAST-1", true},
		{"aws/*", "aws/eu-west-1", true},
		{"aws/*", "gcp/x", false},
		{"*", "", true},
		{"192.0.2.0/24", "192.0.2.0/24", true},
		{"10 of", "AS10", false},
		{"a", "", false},
	} {
		e := &Exception{Signal: "new_network", Value: tt.declared}
		assert.Equal(t, tt.want, e.Covers("new_network", tt.seen), "%s, %s", tt.declared, tt.seen)
		assert.False(t, e.Covers("new_client", tt.seen))
	}
}

func TestApproved(t *testing.T) {
	a := &load(t, `tokens:
  - app: a
    approved: {asns: [14618, AS15169], networks: ["aws/us-*", office/berlin], cidrs: [192.0.2.0/24, "2001:db8::/32", "::ffff:198.51.100.0/120"], runners: ["self-*"], clients: [Salesloft-Sync, "python-*"]}
`).tokens[0].Approved
	assert.True(t, a.HasASN(15169))
	assert.False(t, a.HasASN(1))
	assert.True(t, a.HasNetwork("AWS/us-west-2"))
	assert.True(t, a.HasNetwork("Office/Berlin"))
	assert.False(t, a.HasNetwork("office/berlin-2"))
	assert.False(t, a.HasNetwork(""))
	for addr, want := range map[string]bool{
		"192.0.2.7": true, "::ffff:192.0.2.7": true, "192.0.3.7": false, "2001:db8::1": true, "198.51.100.9": true, "2001:db9::1": false,
	} {
		assert.Equal(t, want, a.HasAddr(netip.MustParseAddr(addr)), addr)
	}
	assert.True(t, a.HasRunner("Self-hosted"))
	assert.False(t, a.HasRunner("github-hosted"))
	assert.True(t, a.HasClient("script", "salesloft-sync/2.1"))
	assert.True(t, a.HasClient("python-requests", ""))
	assert.False(t, a.HasClient("script", "my salesloft-sync"))
	assert.False(t, (&Approved{}).HasClient("", ""))
}

// manyEntries is ten thousand tokens: two thirds exact, a third with patterns,
// all of a few apps.
func manyEntries() string {
	var b strings.Builder
	b.WriteString("tokens:\n")
	for i := range 10_000 {
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, "  - {provider: salesforce, app: app%d, actor: user%d@example.com, owner: o%d@example.com, purpose: sync, scopes: [api, web]}\n", i%10, i, i%500)
		case 1:
			fmt.Fprintf(&b, "  - {provider: github, tenant: t%d, app: app%d, owner: o, purpose: build, approved: {asns: [1, 2], cidrs: [192.0.2.0/24]}}\n", i%5, i)
		default:
			fmt.Fprintf(&b, "  - {provider: okta, app: client-%d-*, owner: o, purpose: p}\n", i)
		}
	}
	return b.String()
}

func BenchmarkLoad10000(b *testing.B) {
	path := filepath.Join(b.TempDir(), "f.yaml")
	require.NoError(b, os.WriteFile(path, []byte(manyEntries()), 0o600))
	for b.Loop() {
		if _, err := Load([]string{path}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTokenOf10000(b *testing.B) {
	inv, err := parse([]file{{"f.yaml", []byte(manyEntries())}}, nil)
	require.NoError(b, err)
	for name, q := range map[string]Query{
		"exact":   {Provider: "salesforce", Tenant: "org", TokenID: "f00dfeed", App: event.App{ID: "app9", Name: "Chat"}, Actor: event.Actor{ID: "u", Email: "user9999@example.com"}},
		"pattern": {Provider: "okta", Tenant: "org", TokenID: "f00dfeed", App: event.App{ID: "client-9998-x"}, Credentials: []string{"k1", "k2"}},
	} {
		require.NotNil(b, inv.Token(q))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				inv.Token(q)
			}
		})
	}
	b.Run("none", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			inv.Token(Query{Provider: "aws", Tenant: "1", Credentials: []string{"AKIA0123456789"}, Actor: event.Actor{ID: "AIDA"}})
		}
	})
}
