package tokendriftprocessor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
)

// TestReceiverEntityAnalytics is of people, not of tokens: what it says makes
// the next use by one of them an incident, at whatever provider.
func TestReceiverEntityAnalytics(t *testing.T) {
	synchronised := time.Date(2026, 1, 5, 9, 30, 0, 0, time.UTC)
	for name, user := range map[string]string{
		"okta": `{"event.action":"modified","event.kind":"asset","asset.type":"user","asset.id":"00u1","labels.identity_source":"okta","user.id":"00u1",
			"okta":{"id":"00u1","status":"DEPROVISIONED","statusChanged":"2026-01-05T09:00:00Z","profile":{"login":"gone@acme.example","email":"gone@acme.example"}}}`,
		"azure-ad": `{"event.action":"modified","event.kind":"asset","asset.type":"user","asset.id":"5ebe6d6e","labels.identity_source":"azure-ad","user.id":"5ebe6d6e",
			"azure_ad":{"accountEnabled":false,"userPrincipalName":"gone@acme.example","mail":"gone@acme.example"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			p := running(t, NewFactory(), config(nil), sink)
			state := received{attributes: map[string]any{"elasticsearch.document_id": "00u1"}, body: parsed(t, user), timestamp: synchronised}
			require.NoError(t, p.ConsumeLogs(t.Context(), state.logs(t)))
			require.Len(t, flat(sink), 1)
			assert.Empty(t, said(flat(sink)[0], "verdict"), "the record itself is nothing")

			use := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
			require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(call("e-1", use, "00T1", "gone"), call("e-2", use, "00T2", "here"))))
			records := flat(sink)
			require.Len(t, records, 4)
			assert.Contains(t, said(records[1], "signals"), "owner_offboarded")
			assert.Equal(t, "token_drift.incident", records[2].EventName())
			assert.Equal(t, use, records[2].Timestamp().AsTime())
			assert.Empty(t, said(records[3], "verdict"))
		})
	}
}

func TestReceiverVercel(t *testing.T) {
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	drained := func(id, actor string) string {
		return `{"schema":"vercel.audit_log.v1","id":"` + id + `","teamId":"team_123","projectId":"prj_123","action":"drain-created","timestamp":1767607200123,"actor":{"type":"user","id":"` + actor +
			`","name":"` + actor + `"},"requestId":"req_123","userAgent":"vercel-cli/48.1","ipAddress":"203.0.113.42","tokenId":"token_` + actor + `","payload":{"drainUrl":"https://example.com"}}`
	}
	expected := received{at: at.Add(123 * time.Millisecond), left: "vercel:user_123", provider: "vercel", tenant: "team_123", grade: "token"}
	one, list, lines := expected, expected, expected
	one.body = drained("uev_1", "user_123")
	list.body, list.elements, list.several = "["+drained("uev_1", "user_9")+","+drained("uev_2", "user_123")+"]", "1", true
	lines.body, lines.elements = drained("uev_1", "user_123")+"\n"+drained("uev_2", "user_123")+"\n", "2"
	checkAll(t, map[string]received{"an event": one, "JSON, several at once": list, "NDJSON": lines})
}

// TestReceiversWithoutTokens bring records in which no token is named: they
// pass, and are counted.
func TestReceiversWithoutTokens(t *testing.T) {
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	for name, r := range map[string]received{
		// The vendor's event is a text in the body's map.
		"akamai_siem": {
			resource: map[string]any{"data_stream.type": "logs", "data_stream.dataset": "akamai.siem", "data_stream.namespace": "default"},
			body: map[string]any{
				"data_stream.type": "logs", "data_stream.dataset": "akamai.siem", "data_stream.namespace": "default",
				"message": `{"attackData":{"clientIP":"203.0.113.9","configId":"14227","policyId":"qik1"},"format":"json","geo":{"country":"DE"},"httpMessage":{"host":"www.acme.example","method":"POST","path":"/login","start":"1767607200","status":"403"},"type":"akamai_siem","version":"1.0"}`,
			},
			timestamp: at, unread: "unknown_kind",
		},
		"vercel, a request's log": {
			body: parsed(t, `{"id":"1573817187330377061717300000","deploymentId":"dpl_233NRGRjVZX1caZrXWtz5g1TAksD","source":"lambda","host":"www.acme.example","timestamp":1767607200123,"projectId":"gdufoJxB","level":"info",
				"message":"Adding customer to database","proxy":{"timestamp":1767607200123,"method":"GET","host":"www.acme.example","path":"/","userAgent":["Mozilla/5.0"],"clientIp":"203.0.113.9","statusCode":200}}`),
			timestamp: at, unread: "unknown_kind",
		},
		"entity_analytics, a person who is still there": {
			body: parsed(t, `{"event.action":"discovered","event.kind":"asset","asset.type":"user","asset.id":"00u2","labels.identity_source":"okta","user.id":"00u2","okta":{"id":"00u2","status":"ACTIVE","profile":{"login":"here@acme.example"}}}`), timestamp: at, unread: "no_subject",
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, map[string]int64{r.unread: 1}, unreadAs(t, r))
		})
	}
}
