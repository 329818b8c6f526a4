package tokendriftprocessor

import (
	"strings"
	"testing"
	"time"
)

const (
	signIn = `{"time":"2026-01-05T10:00:07.0000000Z","resourceId":"/tenants/t1/providers/Microsoft.aadiam","operationName":"Sign-in activity","operationVersion":"1.0","category":"ServicePrincipalSignInLogs","tenantId":"85e54ec3",
		"resultType":"0","resultSignature":"None","durationMs":0,"callerIpAddress":"198.51.100.12","correlationId":"c","Level":4,"location":"US","properties":{"id":"55270060","createdDateTime":"2026-01-05T10:00:00.6916803Z",
		"appId":"3b245ca3","ipAddress":"198.51.100.12","servicePrincipalId":"4b6986ec","servicePrincipalName":"chat-sync","servicePrincipalCredentialKeyId":"2afc776a","resourceDisplayName":"Microsoft Graph","resourceId":"00000003",
		"status":{"errorCode":0},"location":{"countryOrRegion":"US"},"uniqueTokenIdentifier":"YAAnVf7Y"}}`
	apiLine = `{"time":"2026-01-05T10:00:00.020Z","severity":"INFO","duration_s":0.32,"status":200,"method":"GET","path":"/api/v4/projects","host":"localhost","remote_ip":"203.0.113.7, 127.0.0.1","ua":"curl/8.4.0",
		"route":"/api/:version/projects","user_id":17,"username":"deploy","token_type":"PersonalAccessToken","token_id":2,"correlation_id":"01HWNK5T","meta.remote_ip":"203.0.113.7","meta.feature_category":"groups_and_projects"}`
	logEntry = `{"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","status":{},"authenticationInfo":{"principalEmail":"exporter@home.iam.gserviceaccount.com",
		"serviceAccountKeyName":"//iam.googleapis.com/projects/home/serviceAccounts/exporter@home.iam.gserviceaccount.com/keys/0123abcd"},"requestMetadata":{"callerIp":"198.51.100.7","callerSuppliedUserAgent":"gcloud/548.0.0,gzip(gfe)"},
		"serviceName":"storage.googleapis.com","methodName":"storage.objects.get","resourceName":"projects/_/buckets/b/objects/o"},"insertId":"1abc","resource":{"type":"gcs_bucket","labels":{"project_id":"other"}},
		"timestamp":"2026-01-05T10:00:00.123456789Z","receiveTimestamp":"2026-01-05T10:00:01.5Z","severity":"INFO","logName":"projects/other/logs/cloudaudit.googleapis.com%2Fdata_access"}`
)

// oneLine is a record as its vendor sends it, on a line of its own.
func oneLine(record string) string {
	return strings.ReplaceAll(strings.ReplaceAll(record, "\n", ""), "\t", "")
}

func TestReceiversOfContrib(t *testing.T) {
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	logpush := func(id, actor string) string {
		return `{"ActionResult":true,"ActionType":"token_create","ActorEmail":"","ActorID":"` + actor + `","ActorIP":"::ffff:198.51.100.20","ActorType":"user","ID":"` + id +
			`","Interface":"API","Metadata":{"token_name":"deploy"},"NewValue":{},"OldValue":{},"OwnerID":"o1","ResourceID":"r1","ResourceType":"account","When":"2026-01-05T10:00:00Z"}`
	}
	streamed := parsed(t, `{"@timestamp":1767607200123,"_document_id":"Yf3nQ2kP","action":"git.clone","actor":"deploy-bot","actor_id":9919501,"business":"acme","hashed_token":"q1V9nGm0b0YxQm1uT2Jm0mZ8wEo0N9lqfY6pQmQq3lE=",
		"org":"acme-org","programmatic_access_type":"Fine-grained personal access token","repository":"acme-org/site","token_id":123456789,"token_scopes":"repo","transport_protocol_name":"http","user_agent":"git/2.43.0"}`)
	checkAll(t, map[string]received{
		// The whole request, a batch of two lines, one of them of somebody who has left.
		"webhookevent": {
			attributes: map[string]any{"header.Content-Type": "application/x-ndjson"},
			body:       logpush("73fd", "enl3j9du8rnx") + "\n" + logpush("73fe", "a0stayed") + "\n",
			at:         at, left: "cloudflare:enl3j9du8rnx",
			provider: "cloudflare", grade: "actor", elements: "1", several: true,
		},
		"webhookevent, split at the line ends": {
			attributes: map[string]any{"header.Content-Type": "application/x-ndjson"}, body: logpush("73fd", "enl3j9du8rnx"),
			at: at, left: "cloudflare:enl3j9du8rnx", provider: "cloudflare", grade: "actor",
		},
		"azure_event_hub, format azure": {
			resource: map[string]any{"azure.resource.id": "/tenants/t1/providers/Microsoft.aadiam"}, scope: "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/azureeventhubreceiver",
			attributes: map[string]any{
				"azure.category": "ServicePrincipalSignInLogs", "azure.operation.name": "Sign-in activity", "azure.operation.version": "1.0", "azure.result.type": "0", "azure.result.signature": "None",
				"azure.tenant.id": "85e54ec3", "azure.correlation.id": "c", "azure.duration": int64(0), "network.peer.address": "198.51.100.12", "cloud.region": "US", "cloud.provider": "azure",
				"azure.properties": parsed(t, signIn).(map[string]any)["properties"],
			},
			timestamp: at.Add(7 * time.Second), at: at.Add(691680300), retired: "entra:4b6986ec",
			provider: "entra", tenant: "85e54ec3", grade: "token",
		},
		"azure_event_hub, format raw": {
			attributes: map[string]any{"x-opt-sequence-number": int64(42)},
			body:       []byte(`{"records":[` + signIn + `]}`),
			timestamp:  at.Add(time.Minute), at: at.Add(691680300), retired: "entra:4b6986ec",
			provider: "entra", tenant: "85e54ec3", grade: "token",
		},
		// No body; the time is the log record's own.
		"awss3 and awsfirehose, awslogs_encoding": {
			resource: map[string]any{"cloud.provider": "aws", "cloud.region": "eu-central-1", "cloud.account.id": "123456789012"}, scope: "github.com/open-telemetry/opentelemetry-collector-contrib/extension/encoding/awslogsencodingextension",
			attributes: map[string]any{
				"aws.cloudtrail.event_version": "1.08", "aws.cloudtrail.event_id": "1808ca3b", "rpc.method": "GetObject", "rpc.system": "AwsApiCall", "rpc.service": "s3.amazonaws.com", "aws.event.category": "Data",
				"aws.event.read_only": true, "source.address": "198.51.100.30", "user_agent.original": "[aws-cli/2.13.5]", "user.name": "ci", "aws.access_key.id": "AKIAIOSFODNN7EXAMPLE",
				"aws.principal.id": "AIDAEXAMPLEUSER", "aws.principal.arn": "arn:aws:iam::123456789012:user/ci", "aws.principal.type": "IAMUser", "aws.request.parameters": map[string]any{"bucketName": "data"},
			},
			timestamp: at, at: at, left: "aws:AIDAEXAMPLEUSER",
			provider: "aws", tenant: "123456789012", grade: "token",
		},
		"awss3 and awsfirehose, awslogs_encoding with its feature gate": {
			resource: map[string]any{"cloud.provider": "aws", "cloud.account.id": "123456789012"},
			attributes: map[string]any{
				"aws.cloudtrail.event_id": "1808ca3c", "rpc.method": "GetObject", "rpc.system": "AwsApiCall", "rpc.system.name": "AwsApiCall", "rpc.service": "s3.amazonaws.com", "source.address": "198.51.100.30", "user.name": "ci",
				"aws.user_identity.access_key.id": "AKIAIOSFODNN7EXAMPLE", "aws.user_identity.principal.id": "AIDAEXAMPLEUSER", "aws.user_identity.principal.type": "IAMUser",
			},
			timestamp: at, at: at, left: "aws:AIDAEXAMPLEUSER",
			provider: "aws", tenant: "123456789012", grade: "token",
		},
		"awss3, text_encoding, a whole file": {
			resource: map[string]any{"aws.s3.bucket": "gitlab"}, body: oneLine(apiLine) + "\n" + oneLine(strings.Replace(apiLine, "projects", "groups", 1)) + "\n",
			timestamp: at.Add(time.Hour), at: at.Add(20 * time.Millisecond), left: "gitlab:17",
			provider: "gitlab", grade: "token", elements: "2",
		},
		"filelog, a line": {
			attributes: map[string]any{"log.file.name": "api_json.log", "log.file.path": "/var/log/gitlab/gitlab-rails/api_json.log"}, resource: map[string]any{"gitlab.instance": "git.acme.example"},
			body: oneLine(apiLine), at: at.Add(20 * time.Millisecond), left: "gitlab:17",
			provider: "gitlab", tenant: "git.acme.example", grade: "token",
		},
		"googlecloudpubsub, text": {
			body: logEntry, timestamp: at.Add(2 * time.Second), at: at.Add(123456789), left: "gcp:exporter@home.iam.gserviceaccount.com",
			provider: "gcp", tenant: "home", grade: "token",
		},
		"googlecloudpubsub, googlecloudlogentry_encoding": {
			resource: map[string]any{"gcp.project": "other", "gcp.resource_type": "gcs_bucket"},
			attributes: map[string]any{
				"gcp.audit.service.name": "storage.googleapis.com", "gcp.audit.method.name": "storage.objects.get", "gcp.audit.resource.name": "projects/_/buckets/b/objects/o", "log.record.uid": "1abc",
				"user.email": "exporter@home.iam.gserviceaccount.com", "user.id": "serviceAccount:exporter@home.iam.gserviceaccount.com", "client.address": "198.51.100.7", "user_agent.original": "gcloud/548.0.0,gzip(gfe)",
				"gcp.audit.authentication.service_account.key.name": "//iam.googleapis.com/projects/home/serviceAccounts/exporter@home.iam.gserviceaccount.com/keys/0123abcd",
			},
			timestamp: at.Add(123456789), at: at.Add(123456789), left: "gcp:exporter@home.iam.gserviceaccount.com",
			provider: "gcp", tenant: "home", grade: "token",
		},
		// Every field once more as an attribute.
		"cloudflare": {
			resource: map[string]any{"cloudflare.zone": "acme.example"},
			attributes: map[string]any{
				"ActionResult": true, "ActionType": "token_create", "ActorID": "enl3j9du8rnx", "ActorIP": "::ffff:198.51.100.20", "ActorType": "user", "ID": "73fd", "When": "2026-01-05T10:00:00Z",
				"Metadata.token_name": "deploy", "ResourceType": "account",
			},
			body: parsed(t, logpush("73fd", "enl3j9du8rnx")), timestamp: at, at: at, left: "cloudflare:enl3j9du8rnx",
			provider: "cloudflare", grade: "actor",
		},
		// The github receiver has no audit log; GitHub streams it to a Splunk endpoint.
		"github, as streamed to splunk_hec": {
			resource: map[string]any{"host.name": "github"}, attributes: map[string]any{"com.splunk.sourcetype": "httpevent", "com.splunk.index": "audit"},
			body: streamed, at: at.Add(123 * time.Millisecond), left: "github:deploy-bot",
			provider: "github", tenant: "acme", grade: "token",
		},
		// One column as body, the others as attributes, all of them text.
		"snowflake, by sqlquery": {
			attributes: map[string]any{
				"ORGANIZATION_NAME": "ACME", "ACCOUNT_NAME": "PROD", "EVENT_ID": "393754014361778", "EVENT_TIMESTAMP": "2026-01-05 02:00:00.061 -0800", "EVENT_TYPE": "LOGIN", "USER_NAME": "ETL_SVC", "CLIENT_IP": "198.51.100.10",
				"REPORTED_CLIENT_TYPE": "PYTHON_DRIVER", "FIRST_AUTHENTICATION_FACTOR": "PROGRAMMATIC_ACCESS_TOKEN", "FIRST_AUTHENTICATION_FACTOR_ID": "7713", "IS_SUCCESS": "YES",
			},
			body: "LOGIN", at: at.Add(61 * time.Millisecond), left: "snowflake:ETL_SVC",
			provider: "snowflake", tenant: "ACME:PROD", grade: "token",
		},
	})
}
