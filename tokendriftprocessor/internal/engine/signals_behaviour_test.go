package engine

import (
	"time"
)

func behaviourCases() []signalCase {
	contents, issues, pulls := change{"route": "/repositories/:repository_id/contents/*"}, change{"route": "/repositories/:repository_id/issues"}, change{"route": "/repositories/:repository_id/pulls"}
	return []signalCase{
		{
			signal: "new_action", clause: "a known route", vendor: github, habits: []change{contents, issues},
			fires: []step{{change: change{"route": "/repositories/:repository_id/zipball/*"}}}, benign: []step{{change: issues}},
		},
		{
			signal: "new_action", clause: "another id in the same route", vendor: salesforce,
			habits: []change{{"URI": "/services/data/v58.0/sobjects/Case/5005j00000XyZabAAF"}},
			fires:  []step{{change: change{"EVENT_TYPE": "BulkApi2", "URI": "/services/data/v58.0/jobs/query"}}},
			benign: []step{{change: change{"URI": "/services/data/v58.0/sobjects/Case/5005j00000AbCdeAAF"}}},
		},
		{
			signal: "new_action", clause: "the same operation", vendor: aws,
			fires: []step{{change: change{"eventName": "ListBuckets"}}}, benign: []step{{change: change{"eventName": "GetObject"}}},
		},
		{
			signal: "new_action", clause: "the same method", vendor: google,
			fires:  []step{{change: change{"events": googleActivity("drive", "drive.files.export", 2048)}}},
			benign: []step{{change: change{"events": googleActivity("drive", "drive.files.get", 2048)}}},
		},
		{
			signal: "new_chain", clause: "the usual order", vendor: github, habits: []change{contents, issues, pulls},
			fires:  []step{{change: contents}, {change: pulls}},
			benign: []step{{change: contents}, {change: issues}},
		},
		{
			signal: "new_chain", clause: "after a pause no transition", vendor: github, habits: []change{contents, issues, pulls},
			fires:  []step{{change: contents}, {change: pulls}},
			benign: []step{{change: contents}, {after: 61 * time.Minute, change: pulls}},
		},
		{
			signal: "new_system", clause: "the same API", vendor: google,
			fires:  []step{{change: change{"events": googleActivity("gmail", "gmail.users.messages.list", 2048)}}},
			benign: []step{{change: change{"events": googleActivity("drive", "drive.files.list", 2048)}}},
		},
		{
			signal: "new_system", clause: "the same resource", vendor: entra,
			fires:  []step{{change: change{"properties.resourceDisplayName": "Azure Key Vault"}}},
			benign: []step{{change: change{"properties.resourceDisplayName": "Microsoft Graph"}}},
		},
		{
			signal: "new_system", clause: "another operation of the same service", vendor: aws,
			fires:  []step{{change: change{"eventSource": "kms.amazonaws.com", "eventName": "Decrypt"}}},
			benign: []step{{change: change{"eventName": "HeadObject"}}},
		},
		{
			signal: "rare_object", clause: "a known repository", vendor: github,
			habits: []change{{"repo": "example-org/payments"}, {"repo": "example-org/web"}},
			fires:  []step{{change: change{"repo": "example-org/secrets"}}}, benign: []step{{change: change{"repo": "example-org/web"}}},
		},
		{
			signal: "rare_object", clause: "a token that opens new ones daily", vendor: aws, habits: manyBuckets(4),
			fires: []step{{change: change{"requestParameters.bucketName": "payroll"}}}, benign: []step{{change: change{"requestParameters.bucketName": "bucket-1"}}},
		},
		{
			signal: "unusual_hour", clause: "a neighbouring hour", vendor: github,
			fires: []step{{after: 17 * time.Hour}}, benign: []step{{after: 7*time.Hour + 20*time.Minute}},
		},
		{
			signal: "unusual_hour", clause: "a usual hour", vendor: okta,
			fires: []step{{after: 18 * time.Hour}}, benign: []step{{after: 4 * time.Hour}},
		},
	}
}

func manyBuckets(n int) (habits []change) {
	for i := range n {
		habits = append(habits, change{"requestParameters.bucketName": "bucket-" + string(rune('0'+i))})
	}
	return habits
}

func volumeCases() []signalCase {
	return []signalCase{
		{
			signal: "volume_burst", clause: "twice the rows at most", vendor: salesforce,
			fires: []step{{change: change{"ROWS_PROCESSED": "50000"}}}, benign: []step{{change: change{"ROWS_PROCESSED": "1900"}}},
		},
		{
			signal: "volume_burst", clause: "twice the bytes at most", vendor: google,
			habits: []change{{"events": googleActivity("drive", "drive.files.get", 20<<20)}},
			fires:  []step{{change: change{"events": googleActivity("drive", "drive.files.get", 200<<20)}}},
			benign: []step{{change: change{"events": googleActivity("drive", "drive.files.get", 30<<20)}}},
		},
		{
			signal: "volume_burst", clause: "uses below the least that can be a burst", vendor: github,
			fires: slicesOf(step{}, 20), benign: slicesOf(step{}, 19),
		},
	}
}

func slicesOf(s step, n int) (list []step) {
	for range n {
		list = append(list, s)
	}
	return list
}

func scopeCases() []signalCase {
	declared := "tokens: [{provider: github, token: '123456789', scopes: [repo, 'read:org'], owner: a@example.com, purpose: builds}]"
	return []signalCase{
		{
			signal: "scope_expanded", clause: "the same scopes in another order", vendor: github,
			fires: []step{{change: change{"token_scopes": "repo,read:org,admin:org"}}}, benign: []step{{change: change{"token_scopes": "read:org,repo"}}},
		},
		{
			signal: "scope_expanded", clause: "fewer scopes", vendor: okta,
			fires:  []step{{change: change{"debugContext.debugData.grantedScopes": "okta.logs.read,openid,okta.users.manage"}}},
			benign: []step{{change: change{"debugContext.debugData.grantedScopes": "openid"}}},
		},
		{
			signal: "scope_expanded", clause: "a consent to the scopes it has", vendor: google,
			habits: []change{{"events": googleConsent("drive.readonly")}, {"events": googleActivity("drive", "drive.files.get", 2048)}},
			fires:  []step{{change: change{"events": googleConsent("drive.readonly", "https://mail.google.com/")}}},
			benign: []step{{change: change{"events": googleConsent("drive.readonly")}}},
		},
		{
			signal: "scope_exceeded", clause: "a declared scope", vendor: github, inventory: declared, young: true,
			fires: []step{{change: change{"token_scopes": "repo,workflow"}}}, benign: []step{{change: change{"token_scopes": "REPO"}}},
		},
		{
			signal: "scope_exceeded", clause: "a declared scope", vendor: okta,
			inventory: "tokens: [{provider: okta, app: 0oa1sync, scopes: [okta.logs.read, openid], owner: a@example.com, purpose: sync}]",
			fires:     []step{{change: change{"debugContext.debugData.grantedScopes": "okta.logs.read,okta.apps.manage"}}},
			benign:    []step{{change: change{"debugContext.debugData.grantedScopes": "okta.logs.read"}}},
		},
	}
}

func googleConsent(scopes ...string) []fields {
	return googleEvent("authorize", map[string]any{"client_id": "77.apps.example", "app_name": "Sync", "scope": scopes})
}
