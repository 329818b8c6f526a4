package tokendriftprocessor

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
)

// call is an Okta record of an API token that acts as a person.
func call(id string, at time.Time, token, person string) string {
	return fmt.Sprintf(`{"uuid":%q,"published":%q,"eventType":"user.account.update_profile",`+
		`"actor":{"id":%q,"type":"User","alternateId":"%s@acme.example"},"client":{"ipAddress":"198.51.100.20","userAgent":{"rawUserAgent":"okta-sdk-golang/2.20.0"}},`+
		`"outcome":{"result":"SUCCESS"},"target":[{"id":"00u2","type":"User","alternateId":"x@acme.example"}],"transaction":{"detail":{"requestApiTokenId":%q}},"securityContext":{"asNumber":24940}}`,
		id, at.Format(time.RFC3339), person, person, token)
}

// leaving is the record in which an administrator disables a person.
func leaving(id string, at time.Time, person string) string {
	return fmt.Sprintf(`{"uuid":%q,"published":%q,"eventType":"user.lifecycle.deactivate","actor":{"id":"00u9admin","type":"User","alternateId":"admin@acme.example"},`+
		`"outcome":{"result":"SUCCESS"},"target":[{"id":%q,"type":"User","alternateId":"%s@acme.example"}]}`, id, at.Format(time.RFC3339), person, person)
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

// shapes are the forms in which receivers hand on one or several records.
func shapes(t *testing.T, records ...string) map[string]func(plog.LogRecord) {
	list := "[" + strings.Join(records, ",") + "]"
	text := func(s string) func(plog.LogRecord) { return func(lr plog.LogRecord) { lr.Body().SetStr(s) } }
	bytes := func(s string) func(plog.LogRecord) {
		return func(lr plog.LogRecord) { lr.Body().SetEmptyBytes().FromRaw([]byte(s)) }
	}
	object := func(s string) func(plog.LogRecord) {
		return func(lr plog.LogRecord) { require.NoError(t, lr.Body().FromRaw(parsed(t, s))) }
	}
	forms := map[string]func(plog.LogRecord){
		"Records": text(`{"Records":` + list + `}`), "records": text(`{"records":` + list + `}`), "events": text(`{"events":` + list + `}`), "entries": text(`{"entries":` + list + `}`),
		"a list": text(list), "lines": text(strings.Join(records, "\n") + "\n"), "bytes of an envelope": bytes(`{"records":` + list + `}`), "bytes of lines": bytes(strings.Join(records, "\n")),
		"map of an envelope": object(`{"records":` + list + `}`), "slice": object(list), "text in message": object(`{"message":` + string(must(json.Marshal(list))) + `}`),
		"list of envelopes": text(`[{"records":` + list + `},{"hello":"world"}]`),
	}
	if len(records) == 1 {
		forms["text"], forms["bytes"], forms["map"] = text(records[0]), bytes(records[0]), object(records[0])
		forms["attributes"] = func(lr plog.LogRecord) {
			require.NoError(t, lr.Attributes().FromRaw(parsed(t, records[0]).(map[string]any)))
		}
		forms["attributes beside a sentence"] = func(lr plog.LogRecord) {
			require.NoError(t, lr.Attributes().FromRaw(parsed(t, records[0]).(map[string]any)))
			lr.Body().SetStr("somebody changed a profile")
		}
	}
	return forms
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// shaped puts what fill makes behind records that come as text.
func shaped(fill func(plog.LogRecord), before ...string) plog.Logs {
	ld := logsOf(before...)
	lr := ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().AppendEmpty()
	lr.SetObservedTimestamp(1_788_000_000_000_000_000)
	fill(lr)
	return ld
}

// last is the record under test and the incident records behind it.
func last(records []plog.LogRecord, before int) (lr plog.LogRecord, notices []plog.LogRecord) {
	for _, r := range records {
		switch {
		case r.EventName() != "":
			notices = append(notices, r)
		case before == 0:
			lr = r
			fallthrough
		default:
			before--
		}
	}
	return lr, notices
}

func TestOneRecordInEveryShape(t *testing.T) {
	for name, fill := range shapes(t, call("e-2", monday.Add(time.Hour), "00T1", "gone")) {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			p := running(t, NewFactory(), config(nil), sink)
			require.NoError(t, p.ConsumeLogs(t.Context(), shaped(fill, leaving("e-1", monday, "gone"))))
			lr, notices := last(flat(sink), 1)
			assert.Equal(t, "incident", said(lr, "verdict"))
			assert.Contains(t, said(lr, "signals"), "owner_offboarded")
			assert.Equal(t, "okta", said(lr, "token.provider"))
			assert.Equal(t, "token", said(lr, "token.grade"))
			assert.Empty(t, said(lr, "elements"), "a record with one event")
			require.Len(t, notices, 1)
			assert.Equal(t, monday.Add(time.Hour), notices[0].Timestamp().AsTime())
		})
	}
}

// TestSeveralRecordsInOneBody judges them one by one: two of the three tokens
// act as persons who have left.
func TestSeveralRecordsInOneBody(t *testing.T) {
	before := []string{leaving("e-1", monday, "gone"), leaving("e-2", monday, "left")}
	records := []string{
		call("e-3", monday.Add(time.Hour), "00T1", "gone"), call("e-4", monday.Add(2*time.Hour), "00T2", "here"), call("e-5", monday.Add(3*time.Hour), "00T3", "left"),
	}
	apart := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(nil), apart)
	require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(append(before, records...)...)))
	var incidents []string
	for _, lr := range flat(apart) {
		if lr.EventName() != "" {
			incidents = append(incidents, said(lr, "incident.id")+said(lr, "token.id")+said(lr, "incident.records")+lr.Timestamp().String())
		}
	}
	require.Len(t, incidents, 2)

	for name, fill := range shapes(t, records...) {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			p := running(t, NewFactory(), config(nil), sink)
			require.NoError(t, p.ConsumeLogs(t.Context(), shaped(fill, before...)))
			lr, notices := last(flat(sink), 2)
			assert.Equal(t, "incident", said(lr, "verdict"))
			assert.Equal(t, "2", said(lr, "elements"), "those that were flagged")
			var got []string
			for _, n := range notices {
				got = append(got, said(n, "incident.id")+said(n, "token.id")+said(n, "incident.records")+n.Timestamp().String())
			}
			assert.Equal(t, incidents, got, "as if they had come apart")
			assert.Equal(t, said(notices[0], "incident.id"), said(lr, "incident.id"), "the first of two that are as bad")
		})
	}
}

// TestTheWorstOfSeveral has a review before an incident.
func TestTheWorstOfSeveral(t *testing.T) {
	failed := strings.Replace(call("e-2", monday.Add(time.Hour), "00T1", "gone"), "SUCCESS", "FAILURE", 1)
	fill := shapes(t, failed, call("e-3", monday.Add(2*time.Hour), "00T3", "left"))["records"]
	sink := new(consumertest.LogsSink)
	p := running(t, NewFactory(), config(nil), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), shaped(fill, leaving("e-0", monday, "gone"), leaving("e-1", monday, "left"))))
	lr, notices := last(flat(sink), 2)
	assert.Equal(t, "incident", said(lr, "verdict"))
	assert.Equal(t, "2", said(lr, "elements"))
	require.Len(t, notices, 1, "a review has no incident record")
	assert.Equal(t, said(notices[0], "token.id"), said(lr, "token.id"))
}
