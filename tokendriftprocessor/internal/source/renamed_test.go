package source

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.yaml.in/yaml/v3"
)

// These tests hold the forms in which a receiver renames a record's fields
// against the record itself: whatever brought it, it must say the same.

func goldenCases(t *testing.T, source string) []goldenCase {
	t.Helper()
	content, err := os.ReadFile("testdata/golden/" + source + ".yaml")
	require.NoError(t, err)
	var golden goldenFile
	require.NoError(t, yaml.Unmarshal(content, &golden))
	return golden.Cases
}

func objectOf(t *testing.T, text string) map[string]any {
	t.Helper()
	var object map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &object))
	return object
}

// diagnostic is how azure_event_hub names the keys of a diagnostic record:
// as attributes, and as its releases before 2026 did in a map body.
var diagnostic = []map[string]string{{
	"category": "azure.category", "operationName": "azure.operation.name", "operationVersion": "azure.operation.version", "correlationId": "azure.correlation.id",
	"properties": "azure.properties", "resultType": "azure.result.type", "resultSignature": "azure.result.signature", "resultDescription": "azure.result.description",
	"tenantId": "azure.tenant.id", "identity": "azure.identity", "callerIpAddress": "network.peer.address", "durationMs": "azure.duration", "location": "cloud.region",
}, {
	"category": "category", "operationName": "operation.name", "operationVersion": "operation.version", "correlationId": "correlation.id",
	"properties": "properties", "resultType": "result.type", "resultSignature": "result.signature", "resultDescription": "result.description",
	"tenantId": "tenant.id", "identity": "identity", "callerIpAddress": "network.peer.address", "durationMs": "duration", "location": "cloud.region",
}}

// renamed keeps the keys that have a name; the receiver drops the others, and
// makes text of what its struct says is text.
func renamed(record map[string]any, names map[string]string) map[string]any {
	fields := map[string]any{}
	for key, value := range record {
		name, ok := names[key]
		if !ok || value == nil {
			continue
		}
		if n, isNumber := value.(float64); isNumber && key == "resultType" {
			value = json.Number(strings.TrimSuffix(strings.TrimSuffix(jsonText(n), ".0"), ".")).String()
		}
		fields[name] = value
	}
	return fields
}

func jsonText(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

func TestDiagnosticRecordsRenamed(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	for _, source := range []string{"entra_sp_signin", "entra_user_signin", "entra_audit"} {
		for _, c := range goldenCases(t, source) {
			record := objectOf(t, c.Record)
			if _, ok := record["operationName"]; !ok {
				continue // not the vendor's spelling, which the receiver reads no other of
			}
			for i, names := range diagnostic {
				t.Run(source+"/"+c.Name+"/"+[]string{"attributes", "map"}[i], func(t *testing.T) {
					rec := Record{Body: pcommon.NewValueEmpty(), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()}
					rec.Resource.PutStr("azure.resource.id", "/tenants/t1/providers/Microsoft.aadiam")
					if i == 0 {
						require.NoError(t, rec.Attributes.FromRaw(renamed(record, names)))
					} else {
						require.NoError(t, rec.Body.SetEmptyMap().FromRaw(renamed(record, names)))
					}
					got := readOne(t, reader, rec)
					want := c.Want[0]
					assert.Equal(t, source, got.Source)
					seen := goldenOf(&got)
					if seen.Time == "" { // of the keys the receiver has moved into the Timestamp
						want.Time = ""
					}
					assert.Equal(t, text(t, want), text(t, seen))
				})
			}
		}
	}
}

func text(t *testing.T, g goldenEvent) string {
	t.Helper()
	b, err := yaml.Marshal(g)
	require.NoError(t, err)
	return string(b)
}

// awslogs does to a CloudTrail record what the encoding does; gate is its
// feature gate for the names of the key and the principal.
func awslogs(record map[string]any, gate bool) (attributes map[string]any) {
	attributes = map[string]any{}
	put := func(name string, from map[string]any, key string) {
		if v, ok := from[key]; ok && v != nil && v != "" {
			attributes[name] = v
		}
	}
	object := func(from map[string]any, key string) map[string]any { o, _ := from[key].(map[string]any); return o }
	for name, key := range map[string]string{
		"aws.cloudtrail.event_version": "eventVersion", "aws.cloudtrail.event_id": "eventID", "rpc.method": "eventName", "rpc.system": "eventType", "rpc.service": "eventSource",
		"aws.request_id": "requestID", "aws.event.category": "eventCategory", "aws.event.read_only": "readOnly", "aws.event.management": "managementEvent",
		"source.address": "sourceIPAddress", "user_agent.original": "userAgent", "aws.error.code": "errorCode", "aws.error.message": "errorMessage",
		"aws.request.parameters": "requestParameters", "aws.response.elements": "responseElements", "aws.cloudtrail.additional_event_data": "additionalEventData",
	} {
		put(name, record, key)
	}
	if resources, ok := record["resources"].([]any); ok {
		var list []any
		for _, r := range resources {
			of := r.(map[string]any)
			list = append(list, map[string]any{"account.id": of["accountId"], "type": of["type"], "arn": of["ARN"]})
		}
		attributes["aws.resources"] = list
	}
	identity, prefix := object(record, "userIdentity"), "aws."
	if gate {
		prefix = "aws.user_identity."
	}
	put("user.id", identity, "userId")
	put("user.name", identity, "userName")
	put("aws.user_identity.account_id", identity, "accountId")
	put("aws.user_identity.invoked_by", identity, "invokedBy")
	put(prefix+"access_key.id", identity, "accessKeyId")
	put(prefix+"principal.id", identity, "principalId")
	put(prefix+"principal.arn", identity, "arn")
	put(prefix+"principal.type", identity, "type")
	issuer := object(object(identity, "sessionContext"), "sessionIssuer")
	for name, key := range map[string]string{"type": "type", "principal_id": "principalId", "arn": "arn", "account_id": "accountId", "user_name": "userName"} {
		put("aws.user_identity.session_context.issuer."+name, issuer, key)
	}
	return attributes
}

func TestCloudTrailThroughAWSLogs(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	for _, c := range goldenCases(t, "aws_cloudtrail") {
		record := objectOf(t, c.Record)
		identity, ok := record["userIdentity"].(map[string]any)
		if !ok || record["eventSource"] == nil || identity["onBehalfOf"] != nil || identity["identityProvider"] != nil {
			continue // an envelope, which the encoding opens; no whole record; somebody of whom it hands too little on
		}
		for gate, name := range map[bool]string{false: "aws", true: "aws.user_identity"} {
			t.Run(c.Name+"/"+name, func(t *testing.T) {
				rec := attributesRecord(t, awslogs(record, gate))
				rec.Resource.PutStr("cloud.provider", "aws")
				if account, ok := record["recipientAccountId"].(string); ok {
					rec.Resource.PutStr("cloud.account.id", account)
				}
				got := readOne(t, reader, rec)
				assert.Equal(t, "aws_cloudtrail_awslogs", got.Source)
				assert.Equal(t, "aws", got.Provider)
				want := c.Want[0]
				want.Time, want.Issuer = "", "" // the Timestamp; the federated provider is not handed on
				if c.Want[0].ID == "#" {
					want.ID = got.ID
				}
				assert.Equal(t, text(t, want), text(t, goldenOf(&got)))
			})
		}
	}
}
