package tokendriftprocessor

import (
	"math"
	"testing"
	"time"
)

func TestReceiversOfBindplane(t *testing.T) {
	at := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	github := `{"@timestamp":1767607200123,"_document_id":"Xf3nQ2kP","action":"api.request","actor":"deploy-bot","actor_id":9919501,"actor_ip":"203.0.113.77","actor_is_bot":false,
		"actor_location":{"country_code":"DE"},"business":"acme","created_at":1767607200123,"hashed_token":"q1V9nGm0b0YxQm1uT2Jm0mZ8wEo0N9lqfY6pQmQq3lE=","operation_type":"access","org":"acme-org",
		"programmatic_access_type":"Fine-grained personal access token","request_method":"GET","route":"/repositories/:repository_id/contents/*","status_code":200,"token_id":123456789,
		"token_scopes":"repo","user_agent":"octokit-rest.js/20.0.2","user":"deploy-bot"}`
	checkAll(t, map[string]received{
		// The SDK's struct marshalled again: no rootSessionId and no device in it.
		"okta": {
			resource: map[string]any{"okta.domain": "acme.okta.com"},
			attributes: map[string]any{
				"uuid": "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a", "eventType": "user.account.update_profile", "displayMessage": "Update user profile", "outcome.result": "SUCCESS",
				"actor.id": "00u1svc", "actor.alternateId": "hr@acme.example", "actor.displayName": "HR",
			},
			body: `{"actor":{"alternateId":"hr@acme.example","displayName":"HR","id":"00u1svc","type":"User"},"authenticationContext":{"authenticationStep":0,"externalSessionId":"trs8sess"},
				"client":{"device":"Unknown","geographicalContext":{"country":"Germany"},"ipAddress":"198.51.100.20","userAgent":{"browser":"UNKNOWN","os":"Unknown","rawUserAgent":"okta-sdk-golang/2.20.0"},"zone":"null"},
				"debugContext":{"debugData":{"requestUri":"/api/v1/users/00u2"}},"displayMessage":"Update user profile","eventType":"user.account.update_profile","legacyEventType":"core.user.update","outcome":{"result":"SUCCESS"},
				"published":"2026-01-05T10:00:00.123Z","request":{},"securityContext":{"asNumber":24940,"asOrg":"Example","isProxy":false},"severity":"INFO","target":[{"alternateId":"x@acme.example","id":"00u2","type":"User"}],
				"transaction":{"detail":{"requestApiTokenId":"00T1"},"id":"ZrQ","type":"WEB"},"uuid":"dc9fd3c0-598c-11ef-8478-2b7584bf8d5a","version":"0"}`,
			timestamp: at.Add(123 * time.Millisecond), at: at.Add(123 * time.Millisecond), left: "okta:00u1svc",
			provider: "okta", tenant: "acme.okta.com", grade: "token",
		},
		// A time of whole seconds without a zone, taken as UTC.
		"m365": {
			resource: map[string]any{"m365.audit": "exchange", "m365.organization.id": "85e54ec3"},
			attributes: map[string]any{
				"id": "4a5b6c", "operation": "MailItemsAccessed", "user.id": "ann@acme.example", "user.type": "Regular", "workload": "Exchange", "result": "Succeeded",
			},
			body: parsed(t, `{"CreationTime":"2026-01-05T10:00:00","Id":"4a5b6c","Operation":"MailItemsAccessed","OrganizationId":"85e54ec3","RecordType":50,"ResultStatus":"Succeeded","UserKey":"10032000ABCD","UserType":0,"Version":1,
				"Workload":"Exchange","ClientIP":"198.51.100.40","UserId":"ann@acme.example","AppId":"3b245ca3","ClientAppId":"3b245ca3","ClientInfoString":"Client=REST;;","ExternalAccess":false,"MailboxGuid":"m1",
				"MailboxOwnerUPN":"ann@acme.example","OperationCount":2,"TokenObjectId":"5ebe6d6e","AppAccessContext":{"ClientAppId":"3b245ca3","AADSessionId":"s1","UniqueTokenId":"u1","CorrelationId":"c1"}}`),
			timestamp: at, at: at, left: "entra:ann@acme.example",
			provider: "entra", tenant: "85e54ec3", grade: "grant",
		},
		// A number of milliseconds is taken for seconds, of the year 57,984.
		"restapi": {
			body: parsed(t, github), stamp: math.MaxInt64, at: at.Add(123 * time.Millisecond), left: "github:deploy-bot",
			provider: "github", tenant: "acme", grade: "token",
		},
		"http": {
			attributes: map[string]any{"http.request.header.content_type": "application/json"},
			body: parsed(t, `{"log_id":"90020260105","data":{"date":"2026-01-05T10:00:00.500Z","type":"sapi","description":"Update a client","client_id":"dashb0ardClient","tenant_name":"acme","ip":"198.51.100.20",
				"user_agent":"Chrome 120.0.0","user_id":"google-oauth2|1001","log_id":"90020260105","details":{"request":{"method":"patch","path":"/api/v2/clients/c1",
				"auth":{"strategy":"jwt","user":{"user_id":"google-oauth2|1001","email":"ada@acme.example"},"credentials":{"jti":"949869e0","scopes":["update:clients"]}}},"response":{"statusCode":200}}}}`),
			at: at.Add(500 * time.Millisecond), left: "auth0:google-oauth2|1001",
			provider: "auth0", tenant: "acme", grade: "grant",
		},
		// The time of the S3 event, minutes after that of the call.
		"awss3event": {
			resource: map[string]any{"aws.s3.bucket": "trail", "aws.s3.key": "AWSLogs/123456789012/CloudTrail/eu-central-1/2026/01/05/file.json.gz"},
			body: parsed(t, `{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLEUSER","arn":"arn:aws:iam::123456789012:user/ci","accountId":"123456789012","accessKeyId":"AKIAIOSFODNN7EXAMPLE",
				"userName":"ci"},"eventTime":"2026-01-05T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-central-1","sourceIPAddress":"198.51.100.30","userAgent":"[aws-cli/2.13.5]",
				"requestParameters":{"bucketName":"data","key":"k"},"responseElements":null,"requestID":"r1","eventID":"1808ca3b","readOnly":true,"eventType":"AwsApiCall","recipientAccountId":"123456789012"}`),
			timestamp: at.Add(7 * time.Minute), at: at, left: "aws:AIDAEXAMPLEUSER",
			provider: "aws", tenant: "123456789012", grade: "token",
		},
		"gcspubsubevent": {
			resource: map[string]any{"gcs.bucket": "audit", "gcs.object": "cloudaudit.googleapis.com/activity/2026/01/05/10:00:00_10:59:59_S0.json"},
			body: parsed(t, `{"insertId":"z1","logName":"projects/p1/logs/cloudaudit.googleapis.com%2Factivity","protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","status":{},
				"authenticationInfo":{"principalEmail":"ann@acme.example"},"requestMetadata":{"callerIp":"203.0.113.4","callerSuppliedUserAgent":"google-cloud-sdk"},"serviceName":"storage.googleapis.com","methodName":"storage.buckets.delete",
				"resourceName":"projects/_/buckets/b"},"resource":{"type":"gcs_bucket","labels":{"project_id":"p1","bucket_name":"b"}},"timestamp":"2026-01-05T10:00:00.25Z","receiveTimestamp":"2026-01-05T10:00:01Z","severity":"NOTICE"}`),
			timestamp: at.Add(time.Hour), at: at.Add(250 * time.Millisecond), left: "gcp:ann@acme.example",
			provider: "gcp", tenant: "p1", grade: "actor",
		},
	})
}
