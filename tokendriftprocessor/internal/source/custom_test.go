package source

import (
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func customConfig() Custom {
	return Custom{
		Name: "in_house", Provider: "in_house",
		Match: `log.attributes["kind"] == "audit"`,
		Fields: map[string]string{
			"id": `log.attributes["id"]`, "action": `Concat([log.attributes["system"], log.attributes["verb"]], ".")`,
			"tenant": `resource.attributes["org"]`, "address": `log.attributes["ip"]`, "scopes": `Split(log.attributes["scopes"], " ")`,
			"bytes": `log.attributes["bytes"]`, "anonymous": `log.attributes["tor"]`, "time": `log.attributes["at"]`,
			"outcome": `log.attributes["ok"]`, "user_agent": `ParseJSON(log.body)["ua"]`,
		},
		Subject: []CustomSubject{
			{Grade: "token", Kind: "key", Parts: []string{`log.attributes["key"]`}},
			{Grade: "grant", Kind: "app+user", Parts: []string{`log.attributes["app"]`, `log.attributes["user"]`}},
		},
		Classes: []CustomClass{{Class: "bulk", Actions: []string{"*.export*"}}},
	}
}

func customContext(body string, attributes map[string]any) *ottllog.TransformContext {
	resource := plog.NewResourceLogs()
	resource.Resource().Attributes().PutStr("org", "acme")
	scope := resource.ScopeLogs().AppendEmpty()
	log := scope.LogRecords().AppendEmpty()
	log.Body().SetStr(body)
	if log.Attributes().FromRaw(attributes) != nil {
		panic("attributes of a test")
	}
	return ottllog.NewTransformContextPtr(resource, scope, log)
}

func TestReadCustom(t *testing.T) {
	plain := testSet(t)
	set, err := plain.WithCustom([]Custom{customConfig()}, componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	assert.True(t, set.HasCustom())
	assert.False(t, plain.HasCustom())
	assert.NotEqual(t, plain.Fingerprint(), set.Fingerprint())
	r := set.NewReader()

	evs, why := r.ReadCustom(t.Context(), customContext(`{"ua":"curl/8"}`, map[string]any{
		"kind": "audit", "id": int64(77), "system": "crm", "verb": "export", "ip": "203.0.113.9:1", "scopes": "read  write",
		"bytes": 12.0, "tor": true, "at": "2024-02-29T12:30:45Z", "ok": false, "key": int64(0), "app": "a", "user": "u",
	}))
	require.Equal(t, None, why)
	require.Len(t, evs, 1)
	assert.Equal(t, event.Event{
		Provider: "in_house", Source: "in_house", Tenant: "acme", ID: "77", Time: time.Date(2024, 2, 29, 12, 30, 45, 0, time.UTC).UnixNano(),
		Kind: event.KindUse, Subject: event.Subject{Grade: event.GradeGrant, Kind: "app+user", Parts: [3]string{"a", "u"}},
		Origin: event.Origin{Address: "203.0.113.9", UserAgent: "curl/8", Anonymous: true},
		Action: "crm.export", Class: event.ClassBulk, Scopes: []string{"read", "write"}, Bytes: 12, Outcome: event.OutcomeFailure,
	}, evs[0])

	for at, want := range map[any]int64{
		int64(1709209845): 1709209845e9, int64(1709209845123): 1709209845123e6, int64(1709209845123456789): 1709209845123456789,
		"never": 0, int64(-1): 0, true: 0,
	} {
		evs, why := r.ReadCustom(t.Context(), customContext("no JSON", map[string]any{"kind": "audit", "system": "s", "verb": "v", "key": "k", "at": at}))
		require.Equal(t, None, why)
		assert.Equal(t, want, evs[0].Time)
		assert.Empty(t, evs[0].Origin.UserAgent, "an expression that fails costs its field")
		assert.Regexp(t, "^#[0-9a-f]{32}$", evs[0].ID)
	}

	_, why = r.ReadCustom(t.Context(), customContext("", map[string]any{"kind": "other"}))
	assert.Equal(t, UnknownKind, why)
	_, why = r.ReadCustom(t.Context(), customContext("", map[string]any{"kind": "audit", "system": "s", "verb": "v"}))
	assert.Equal(t, NoSubject, why)
}

func TestReadCustomStrict(t *testing.T) {
	config := customConfig()
	config.ErrorMode = ottl.PropagateError
	set, err := testSet(t).WithCustom([]Custom{config}, componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	_, why := set.NewReader().ReadCustom(t.Context(), customContext("no JSON", map[string]any{"kind": "audit", "system": "s", "verb": "v", "key": "k"}))
	assert.Equal(t, BadShape, why)
}

func TestCustomValidate(t *testing.T) {
	good := customConfig()
	require.NoError(t, good.Validate())
	for want, change := range map[string]func(*Custom){
		`custom source "In House": name: "In House" must be lower-case letters`: func(c *Custom) { c.Name = "In House" },
		`provider: "" must be`:                              func(c *Custom) { c.Provider = "" },
		`match: must be an OTTL condition`:                  func(c *Custom) { c.Match = "log.attributes[" },
		`fields.action: is missing`:                         func(c *Custom) { delete(c.Fields, "action") },
		`fields: unknown "acton"; known are id, tenant`:     func(c *Custom) { c.Fields["acton"] = `"x"` },
		`fields.tenant: `:                                   func(c *Custom) { c.Fields["tenant"] = "nowhere.x" },
		`subject: is missing`:                               func(c *Custom) { c.Subject = nil },
		`subject.grade: unknown "owner"`:                    func(c *Custom) { c.Subject[0].Grade = "owner" },
		`subject: an entry has a kind and one to three`:     func(c *Custom) { c.Subject[0].Parts = nil },
		`classes.class: unknown "harmless"; known are read`: func(c *Custom) { c.Classes[0].Class = "harmless" },
		`classes.actions: a pattern must not be empty`:      func(c *Custom) { c.Classes[0].Actions = []string{""} },
	} {
		t.Run(want, func(t *testing.T) {
			config := customConfig()
			change(&config)
			require.ErrorContains(t, config.Validate(), want)
			_, err := testSet(t).WithCustom([]Custom{config}, componenttest.NewNopTelemetrySettings())
			require.Error(t, err)
		})
	}
	_, err := testSet(t).WithCustom([]Custom{good, good}, componenttest.NewNopTelemetrySettings())
	require.ErrorContains(t, err, "another one has this name")
}

func TestCustomUnmarshals(t *testing.T) {
	var got Custom
	require.NoError(t, confmap.NewFromStringMap(map[string]any{
		"name": "x", "provider": "y", "match": "true", "fields": map[string]any{"action": `"a"`},
		"subject": []any{map[string]any{"grade": "actor", "kind": "user", "parts": []any{`"u"`}}},
		"classes": []any{map[string]any{"class": "read", "actions": []any{"*"}}}, "error_mode": "silent",
	}).Unmarshal(&got))
	assert.Equal(t, Custom{
		Name: "x", Provider: "y", Match: "true", Fields: map[string]string{"action": `"a"`},
		Subject: []CustomSubject{{"actor", "user", []string{`"u"`}}}, Classes: []CustomClass{{"read", []string{"*"}}}, ErrorMode: ottl.SilentError,
	}, got)
}
