package rows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
)

// The times are those that Cloudflare published.
func TestDriftIsAsPublished(t *testing.T) {
	s := Drift(1, false, false)
	var seen []string
	for _, u := range attack(s, 1) {
		if u.Operation.Kind == "UniqueQuery" {
			continue // the second row of a query
		}
		seen = append(seen, u.At.Format("01-02 15:04:05 ")+u.Operation.Kind+" "+u.Operation.Method+" "+u.Object)
		assert.Equal(t, driftAgent, u.Agent)
		if u.At.Before(time.Date(2025, 8, 17, 0, 0, 0, 0, time.UTC)) {
			assert.Equal(t, 14618, networks.Of(u.Address).ASN, "the vendor's own cloud")
		} else {
			assert.Equal(t, 14061, networks.Of(u.Address).ASN)
		}
	}
	for _, want := range []string{
		"08-12 22:14:08 Login oauthrefreshtoken ", "08-12 22:14:09 RestApi GET ", "08-13 19:33:07 RestApi GET Case", "08-13 19:33:11 RestApi GET Case",
		"08-14 00:17:47 RestApi GET Account", "08-14 04:34:39 RestApi GET CaseTeamMemberHistory__c", "08-16 19:26:37 Login oauthrefreshtoken ",
		"08-17 11:11:23 Login oauthrefreshtoken ", "08-17 11:15:18 BulkApi2 query Case", "08-17 11:15:42 RestApi DELETE Case",
	} {
		assert.Contains(t, seen, want)
	}
}

func TestDriftWithTheVendorsClient(t *testing.T) {
	s := Drift(1, true, false)
	for _, u := range attack(s, 1) {
		want := driftAgent
		if u.At.Day() < 17 {
			want = u.Token.Agent
		}
		assert.Equal(t, want, u.Agent, u.At)
	}
}

// The vendor's own calls show the attacker's operations, client and address on
// no day, and end with the revocation.
func TestDriftBeforeTheTheft(t *testing.T) {
	s := Drift(1, false, false)
	token := attack(s, 1)[0].Token
	uses := ordinary(s, token, s.Start, s.End)
	require.Greater(t, len(uses), 3000)
	for _, u := range uses {
		assert.NotContains(t, []string{driftNear, driftFar}, u.Address)
		assert.NotContains(t, u.Operation.Path, "describe")
		assert.True(t, u.At.Before(driftRevoked))
		assert.Equal(t, 14618, networks.Of(u.Address).ASN)
	}
}

func TestDriftTwinStaysInItsNetwork(t *testing.T) {
	s := DriftTwin(1)
	exports := map[string]int{}
	for _, e := range s.entries {
		assert.Zero(t, e.scenario)
	}
	for _, token := range s.tokens[:8] {
		before := map[string]bool{}
		for _, u := range ordinary(s, token, s.Start, DriftFirst) {
			before[u.Address] = true
		}
		for _, u := range ordinary(s, token, s.Start, s.End) {
			if u.Operation.Kind == "BulkApi2" {
				exports[u.At.Format("01-02")]++
			}
			if !u.At.Before(DriftFirst) {
				assert.False(t, before[u.Address], "an address of before")
				assert.Equal(t, 14618, networks.Of(u.Address).ASN)
			}
		}
	}
	assert.Equal(t, map[string]int{"05-18": 2, "08-17": 2}, exports)
}
