package event

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSalesforceID(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		ok             bool
	}{
		{"18 characters", "0055j000001AbCdEAK", "0055j000001AbCd", true},
		{"15 characters", "0055j000001AbCd", "0055j000001AbCd", true},
		{"case tells neighbours apart", "0055j000001aBcDAAW", "0055j000001aBcD", true},
		{"17 characters", "0055j000001AbCdEA", "0055j000001AbCdEA", false},
		{"an address of 18 bytes", "gus@acme.example.x", "gus@acme.example.x", false},
		{"15 bytes with a sign", "chat-sync-agent", "chat-sync-agent", false},
		{"nothing", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := SalesforceID(c.in)
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.ok, ok)
		})
	}
}

func TestBothLengthsOfASalesforceIDAreOneSubject(t *testing.T) {
	key := func(provider, tenant, app, user string) string {
		e := Event{Provider: provider, Tenant: tenant, Subject: Subject{
			Grade: GradeGrant, Kind: "app+user", Parts: [3]string{app, user},
		}}
		return string(e.AppendKey(nil))
	}
	short := key("salesforce", "00D5j000000Abcd", "0H45j000000AbCd", "0055j000001AbCd")
	assert.Equal(t, short, key("salesforce", "00D5j000000AbcdEAC", "0H45j000000AbCdCAI", "0055j000001AbCdEAK"))
	assert.NotEqual(t, short, key("salesforce", "00D5j000000Abcd", "0H45j000000AbCd", "0055j000001aBcD"), "case tells ids apart")
	assert.NotEqual(t, key("okta", "t", "a", "0055j000001AbCd"), key("okta", "t", "a", "0055j000001AbCdEAK"), "another provider's ids are what they are")
}
