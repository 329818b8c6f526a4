package inventory

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestErrorsNameThePlaceAndTheRemedy(t *testing.T) {
	known := func(s string) bool { return s == "new_network" }
	exception := func(rest string) string { return "exceptions:\n  - {" + rest + "}" }
	for _, tt := range []struct{ name, content, want string }{
		{"syntax", "tokens:\n  - {a: [}\n", "f.yaml:2: not YAML: "},
		{"syntax in the first line", "[}", "f.yaml:1: not YAML: "},
		{"syntax, found by the scanner", "a: 1\nb: @x\n", "f.yaml:2: not YAML: "},
		{"unknown anchor", "a: *x\n", "f.yaml: not YAML: unknown anchor 'x' referenced"},
		{"no mapping", "- a\n", "f.yaml:1: a list, want keys: tokens, owners, apps, exceptions, dispositions"},
		{"unknown section", "token: []", "f.yaml:1: token: unknown key, known are tokens, owners, apps, exceptions, dispositions"},
		{"unknown key", "tokens:\n  - provider: okta\n    ownr: gus\n", "f.yaml:3: tokens[0].ownr: unknown key, known are provider, tenant, token, app, actor, owner, purpose, consumers, scopes, approved, tier, expires, rotate_every, replaces"},
		{"unknown in approved", "tokens: [{app: a, approved: {asn: [1]}}]", "f.yaml:1: tokens[0].approved.asn: unknown key, known are asns, networks, cidrs, runners, clients"},
		{"twice", "tokens:\n  - app: a\n    app: b\n", "f.yaml:3: tokens[0].app: given twice, first in line 2; keep one"},
		{"no list", "tokens: {app: a}", "f.yaml:1: tokens: keys, want a list"},
		{"entry is no mapping", "tokens: [a]", "f.yaml:1: tokens[0]: a single value, want keys: provider, tenant"},
		{"entry is nothing", "owners: [~]", "f.yaml:1: owners[0]: nothing, want keys: id, aliases, status, since"},
		{"identifies nothing", "tokens: [{owner: gus}]", "f.yaml:1: tokens[0]: identifies nothing, want at least one of provider, tenant, token, app, actor"},
		{"empty key", "tokens: [{provider: okta, app: ''}]", "f.yaml:1: tokens[0].app: empty, want a value or no such key"},
		{"null key", "tokens: [{provider: okta, app: }]", "f.yaml:1: tokens[0].app: empty, want a value or no such key"},
		{"star within", "tokens: [{app: 'a*b'}]", "f.yaml:1: tokens[0].app: a * in the middle, it may only stand at the end"},
		{"list as text", "tokens: [{app: a, owner: [gus]}]", "f.yaml:1: tokens[0].owner: a list, want a single value"},
		{"text as list", "tokens: [{app: a, scopes: api}]", "f.yaml:1: tokens[0].scopes: a single value, want a list"},
		{"repeated consumer", "tokens: [{app: a, consumers: [bi, bi]}]", `f.yaml:1: tokens[0].consumers[1]: "bi" is named twice, once is enough`},
		{"asn 0", "tokens: [{app: a, approved: {asns: [0]}}]", `f.yaml:1: tokens[0].approved.asns[0]: "0", want the number of an autonomous system from 1 to 4294967295`},
		{"asn too large", "tokens: [{app: a, approved: {asns: [1, 4294967296]}}]", `f.yaml:1: tokens[0].approved.asns[1]: "4294967296", want`},
		{"cidr", "tokens: [{app: a, approved: {cidrs: [192.0.2.1]}}]", `f.yaml:1: tokens[0].approved.cidrs[0]: "192.0.2.1", want an address and a length like 192.0.2.0/24 or 2001:db8::/32`},
		{"tier", "tokens: [{app: a, tier: gold}]", `f.yaml:1: tokens[0].tier: "gold", want one of business, standard`},
		{"time", "tokens: [{app: a, expires: soon}]", `f.yaml:1: tokens[0].expires: "soon" is no time, want RFC 3339 like 2026-12-31T00:00:00Z or a date like 2026-12-31`},
		{"far time", "tokens: [{app: a, expires: 9999-12-31}]", `f.yaml:1: tokens[0].expires: "9999-12-31", want a time between 1970 and 2262`},
		{"duration", "tokens: [{app: a, rotate_every: 90d}]", `f.yaml:1: tokens[0].rotate_every: "90d", want a duration above 0 like 2160h (90 days)`},
		{"negative duration", "tokens: [{app: a, rotate_every: -1h}]", `"-1h", want a duration above 0`},
		{"replaces itself", "tokens: [{token: T1, replaces: t1}]", "f.yaml:1: tokens[0].replaces: is the token itself, want the id of the one before it"},
		{"owner without id", "owners: [{status: active}]", "f.yaml:1: owners[0].id: missing, want a person's email or another unique name"},
		{"owner status", "owners: [{id: g, status: retired}]", `f.yaml:1: owners[0].status: "retired", want one of active, offboarded, role_changed`},
		{"alias", "owners: [{id: g, aliases: [gus]}]", `f.yaml:1: owners[0].aliases: "gus", want what a provider calls the person, like github:gus, or an email`},
		{"app without id", "apps: [{provider: okta}]", "f.yaml:1: apps[0].id: missing, want the app's id, client id or name"},
		{"app status", "apps: [{id: a, status: gone}]", `f.yaml:1: apps[0].status: "gone", want one of active, retired`},
		{"exception of everything", exception("provider: okta, signal: new_network, value: a, until: 2026-01-01"), "f.yaml:2: exceptions[0]: names no token and no app, want `app` or `token`: an exception is narrow"},
		{"exception without end", exception("app: a, signal: new_network, value: a"), "f.yaml:2: exceptions[0].until: missing, want the time it ends, like 2026-04-01T00:00:00Z"},
		{"exception without signal", exception("app: a, value: a, until: 2026-01-01"), "f.yaml:2: exceptions[0].signal: missing, want the one signal that is excepted"},
		{"exception of a wrong signal", exception("app: a, signal: newnet, value: a, until: 2026-01-01"), `f.yaml:2: exceptions[0].signal: "newnet" is no signal, want one like new_network`},
		{"exception without value", exception("app: a, signal: new_network, until: 2026-01-01"), `f.yaml:2: exceptions[0].value: missing, want the one value that is excepted, or "*"`},
		{"exception by tenant", exception("app: a, tenant: t, signal: new_network, value: a, until: 2026-01-01"), "f.yaml:2: exceptions[0].tenant: unknown key"},
		{"disposition", "dispositions: [{incident: td-1, verdict: maybe, at: 2026-01-01}]", `f.yaml:1: dispositions[0].verdict: "maybe", want one of benign, confirmed`},
		{"disposition without incident", "dispositions: [{verdict: benign, at: 2026-01-01}]", "f.yaml:1: dispositions[0].incident: missing"},
		{"disposition without verdict", "dispositions: [{incident: i, at: 2026-01-01}]", "f.yaml:1: dispositions[0].verdict: missing"},
		{"disposition without time", "dispositions: [{incident: i, verdict: benign}]", "f.yaml:1: dispositions[0].at: missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Load([]string{write(t, dir, "f.yaml", tt.content)}, known)
			require.Error(t, err)
			assert.Contains(t, strings.ReplaceAll(err.Error(), dir+"/", ""), tt.want)
		})
	}
}

func TestAllErrorsOfAllFilesAreReported(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.yaml", "tokens: [{owner: x}]\napps: [{}]")
	write(t, dir, "b.yaml", "owners: [{}]")
	_, err := Load([]string{dir}, nil)
	assert.Len(t, strings.Split(err.Error(), "\n"), 3)

	var many strings.Builder
	many.WriteString("apps:\n")
	for range 150 {
		many.WriteString("  - {}\n")
	}
	_, err = Load([]string{write(t, t.TempDir(), "f.yaml", many.String())}, nil)
	assert.Len(t, strings.Split(err.Error(), "\n"), 101)
	assert.ErrorContains(t, err, "inventory: 50 more errors")
}

func TestACredentialIsNotRepeatedInAnError(t *testing.T) {
	_, err := Load([]string{write(t, t.TempDir(), "f.yaml", "tokens: [{token: 'ghp_se*cret'}, {token: ghp_secret, replaces: ghp_secret}]")}, nil)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "cret")
}

func TestMissingFilesAreErrors(t *testing.T) {
	_, err := Load([]string{filepath.Join(t.TempDir(), "none.yaml"), filepath.Join(t.TempDir(), "nor.yaml")}, nil)
	assert.ErrorContains(t, err, "none.yaml")
	assert.ErrorContains(t, err, "nor.yaml")
	assert.ErrorContains(t, err, "name a YAML file or a folder of them")
}

func TestWarningsAreContradictions(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{
			"same token", "tokens:\n  - {provider: okta, app: A}\n  - {app: a, provider: OKTA}\n",
			[]string{"f.yaml:3: tokens[1]: identifies the very same as f.yaml:2, which comes first and counts"},
		},
		{
			"same Salesforce id, 15 and 18", "tokens:\n  - {provider: salesforce, app: 0H4000000000001}\n  - {provider: salesforce, app: 0H4000000000001AAA}\n",
			[]string{"f.yaml:3: tokens[1]: identifies the very same as f.yaml:2, which comes first and counts"},
		},
		{"overlapping, not the same", "tokens: [{provider: okta, app: a}, {provider: okta}, {app: 'a*'}, {app: a}]", nil},
		{
			"same app", "apps: [{id: a}, {id: A, status: retired}]",
			[]string{"f.yaml:1: apps[1]: identifies the very same as f.yaml:1, which comes first and counts"},
		},
		{
			"same owner", "owners: [{id: g@x.com}, {id: G@x.com}]",
			[]string{`f.yaml:1: owner "G@x.com" is declared already at f.yaml:1, which comes first and counts`},
		},
		{
			"alias claimed twice", "owners: [{id: g, aliases: ['github:gus']}, {id: h, aliases: ['GitHub:Gus']}]",
			[]string{`f.yaml:1: alias "GitHub:Gus" of "h" is claimed already by "g" at f.yaml:1, who keeps it`},
		},
		{"Salesforce neighbours", "owners: [{id: g, aliases: ['salesforce:0055j000001AbcD']}, {id: h, aliases: ['salesforce:0055j000001Abcd']}]", nil},
		{
			"same exception", "exceptions: [{app: a, signal: s, value: v, until: 2026-01-01}, {app: A, signal: s, value: V, until: 2027-01-01}]",
			[]string{"f.yaml:1: exceptions[1]: identifies the very same as f.yaml:1, which comes first and counts"},
		},
		{
			"both found", "dispositions: [{incident: i, verdict: confirmed, at: 2026-01-02}, {incident: i, verdict: benign, at: 2026-01-01}]",
			[]string{`f.yaml:1: incident "i" is confirmed here and benign at f.yaml:1; this one is later and counts`},
		},
		{
			"host bits", "tokens: [{app: a, approved: {cidrs: [192.0.2.9/24]}}]",
			[]string{`f.yaml:1: tokens[0].approved.cidrs[0]: "192.0.2.9/24" names one address and means all of 192.0.2.0/24`},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			inv, err := Load([]string{write(t, dir, "f.yaml", tt.content)}, nil)
			require.NoError(t, err)
			var got []string
			for _, w := range inv.Warnings() {
				got = append(got, strings.ReplaceAll(w, dir+"/", ""))
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(whole)
	f.Fuzz(func(t *testing.T, content string) {
		inv, err := parse([]file{{"f.yaml", []byte(content)}}, nil)
		if (inv == nil) == (err == nil) {
			t.Fatal(fmt.Sprint("want one of an inventory and an error, got ", inv, err))
		}
	})
}
