package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/valyala/fastjson"
)

func TestProviders(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		record, provider, action, agent, address, id string
		time                                         time.Time
	}{
		{
			`{"EVENT_TYPE":"RestApi","TIMESTAMP":"20260105093000.250","REQUEST_ID":"4x-","METHOD":"GET","URI":"/services/data/v60.0/sobjects/Case/5005j00000?x=1","USER_AGENT":"jsforce/3.8","CLIENT_IP":"192.0.2.1"}`,
			"salesforce", "RestApi GET /services/data/*/sobjects/Case/*", "jsforce/3.8", "192.0.2.1", "RestApi:4x-", at.Add(250 * time.Millisecond),
		},
		{
			`{"attributes":{"type":"ApiEvent"},"EventIdentifier":"e1","EventDate":"2026-01-05T09:30:00.000+0000","Operation":"Query","UserAgent":"jsforce/3.8","SourceIp":"192.0.2.6"}`,
			"salesforce", "ApiEvent Query", "jsforce/3.8", "192.0.2.6", "e1", at,
		},
		{
			`{"eventType":"app.oauth2.token.grant","published":"2026-01-05T09:30:00.000Z","uuid":"u1","client":{"ipAddress":"192.0.2.2","userAgent":{"rawUserAgent":"okhttp/4.1"}}}`,
			"okta", "app.oauth2.token.grant", "okhttp/4.1", "192.0.2.2", "u1", at,
		},
		{
			`{"id":{"applicationName":"token","time":"2026-01-05T09:30:00Z","uniqueQualifier":"-5"},"ipAddress":"192.0.2.3","events":[{"name":"activity","parameters":[{"name":"method_name","value":"drive.files.list"}]}]}`,
			"google_workspace", "activity drive.files.list", "", "192.0.2.3", "2026-01-05T09:30:00Z:-5", at,
		},
		{
			`{"time":"2026-01-05T09:40:00Z","category":"ServicePrincipalSignInLogs","operationName":"Sign-in activity","properties":{"id":"e1","createdDateTime":"2026-01-05T09:30:00Z","resourceDisplayName":"Graph","ipAddress":"192.0.2.4"}}`,
			"entra", "Sign-in activity Graph", "", "192.0.2.4", "e1", at,
		},
		{
			`{"eventName":"GetObject","eventSource":"s3.amazonaws.com","eventTime":"2026-01-05T09:30:00Z","eventID":"a1","userAgent":"[Boto3/1.2]","sourceIPAddress":"lambda.amazonaws.com"}`,
			"aws", "s3.amazonaws.com GetObject", "[Boto3/1.2]", "lambda.amazonaws.com", "a1", at,
		},
		{
			`{"@timestamp":1767605400000,"action":"api.request","request_method":"GET","route":"/repos/:owner/:repo","_document_id":"g1","user_agent":"git/2.5","actor_ip":"192.0.2.5"}`,
			"github", "api.request GET /repos/:owner/:repo", "git/2.5", "192.0.2.5", "g1", at,
		},
	} {
		t.Run(c.provider, func(t *testing.T) {
			v := fastjson.MustParse(c.record)
			p := providerOf(v)
			require.NotNil(t, p)
			assert.Equal(t, c.provider, p.name)
			assert.Equal(t, c.action, p.operation(v))
			assert.Equal(t, c.agent, first(v, p.agent))
			assert.Equal(t, c.address, first(v, p.address))
			assert.Equal(t, c.id, p.ids(v)[0])
			got, ok := p.eventTime(v)
			require.True(t, ok)
			assert.Equal(t, c.time, got)
		})
	}
	audit := fastjson.MustParse(`{"Action":"blockedConnectedApplication","CreatedDate":"2026-01-05T09:30:00.103+0000"}`)
	got, ok := providerOf(audit).eventTime(audit)
	require.True(t, ok)
	assert.Equal(t, at.Add(103*time.Millisecond), got)
	assert.Nil(t, providerOf(fastjson.MustParse(`{"action":"x","message":"of no vendor"}`)))
}

func TestOrigins(t *testing.T) {
	for agent, want := range map[string]string{
		"":                                "",
		"jsforce/3.8.2":                   "jsforce/3",
		"orbit-sync/3.8.2 okhttp/4.12.0":  "orbit-sync/3",
		"[aws-sdk-python/1.38.46 ua/2.1]": "aws-sdk-python/1",
		"curl":                            "curl/",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36": "Chrome/138 macOS",
	} {
		assert.Equal(t, want, productOf(agent), agent)
	}
	table := newNetworkTable(nil)
	assert.Equal(t, "198.51.100.0/24", table.of("198.51.100.77"))
	assert.Equal(t, "2001:db8:1::/48", table.of("2001:db8:1:2::3"))
	assert.Empty(t, table.of("lambda.amazonaws.com"))
}
