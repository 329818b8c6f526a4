package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func TestInventoryKnowsThePeople(t *testing.T) {
	content, err := os.ReadFile("../inventory.yaml")
	require.NoError(t, err)
	var inventory struct {
		Owners []struct {
			ID, Status string
			Aliases    []string
		}
		Tokens []struct{ Owner, Purpose string }
	}
	require.NoError(t, yaml.Unmarshal(content, &inventory))
	aliases := map[string][]string{}
	for _, o := range inventory.Owners {
		aliases[o.ID] = o.Aliases
	}
	for _, p := range people {
		assert.ElementsMatch(t, aliases[p.email()], []string{
			"okta:" + p.okta(), "salesforce:" + p.sf(),
			"google_workspace:" + p.google(), "entra:" + p.entra(), "github:" + developer(p).login,
		}, p.login)
	}
	for i, token := range inventory.Tokens {
		assert.NotEmpty(t, token.Purpose, "token %d", i+1)
		assert.Contains(t, aliases, token.Owner, "token %d", i+1)
	}
	assert.NotContains(t, string(content), "AKIAWAC4ORNOBODYSKEY", "the token nobody owns")
}

// TestHistory holds the month to what its stories need: a baseline that is
// old and used enough before the first of them.
func TestHistory(t *testing.T) {
	all := lines(t)
	for _, c := range []struct {
		name  string
		marks []string
	}{
		{"Drift", []string{`"USER_ID":"0055j00000A02Qe"`, `"CONNECTED_APP_ID":"0H45j000000DrfT"`}},
		{"Orbit Sync", []string{`"USER_ID":"0055j00000Int01"`, `"CONNECTED_APP_ID":"0H45j000000OrbS"`}},
		{"Lena's token", []string{`"actor":"lena-acorn"`, `"token_id":6630104`, hashedToken("lena")}},
		{"the CI token", []string{`"actor":"acorn-ci"`, `"token_id":7724190`, hashedToken("acorn-ci")}},
		{"Nadia's app", []string{`"id":"` + portalClient + `"`, `"actor":{"id":"00u8fq2rxc21KpTzW5d7"`}},
		{"Noteleaf", []string{"731054448810-noteleaf0acn7", `"profileId":"108441209377150234178"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			uses, days := 0, map[time.Time]bool{}
			for _, l := range all {
				if l.event.Before(at("08-02", "00:00:00")) && containsAll(l.text, c.marks) {
					uses++
					days[l.event.Truncate(24*time.Hour)] = true
				}
			}
			assert.GreaterOrEqual(t, uses, 50)
			assert.GreaterOrEqual(t, len(days), 12)
		})
	}
}

func containsAll(s string, marks []string) bool {
	for _, m := range marks {
		if !strings.Contains(s, m) {
			return false
		}
	}
	return true
}

func TestIDsAreOfTheVendorsForm(t *testing.T) {
	p := who("ivan")
	assert.Len(t, p.okta(), 20)
	assert.Len(t, p.sf(), 15)
	assert.Len(t, p.google(), 21)
	assert.Len(t, p.entra(), 36)
	assert.Len(t, salesforceOrg, 15)
	assert.Len(t, deployKey, 20)
	assert.Equal(t, "001A0000006Vm9rIAC", sfLong("001A0000006Vm9r")) // Salesforce's own example
}
