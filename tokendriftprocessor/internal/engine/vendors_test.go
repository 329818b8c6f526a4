package engine

import (
	"strconv"
	"strings"
	"time"
)

// fields is a raw record; change sets some of them, by dotted paths.
type (
	fields map[string]any
	change map[string]any
)

// set sets a value, nil removes it. Lists are replaced as a whole.
func (f fields) set(path string, value any) {
	key, rest, deeper := strings.Cut(path, ".")
	switch {
	case deeper:
		child, held := f[key].(fields)
		if !held {
			child = fields{}
			f[key] = child
		}
		child.set(rest, value)
	case value == nil:
		delete(f, key)
	default:
		f[key] = value
	}
}

// vendor makes records of a steady use of one token, as that vendor logs it.
type vendor struct {
	name   string
	record func(at time.Time, serial int) fields
	other  change // makes it the use of another token of the same tenant
}

func rfc(at time.Time) string { return at.Format("2006-01-02T15:04:05.000Z") }

var github = vendor{
	name: "github", other: change{"token_id": 99, "hashed_token": "b3RoZXI=", "actor": "other-bot", "actor_id": 99},
	record: func(at time.Time, serial int) fields {
		return fields{
			"@timestamp": at.UnixMilli(), "created_at": at.UnixMilli(), "_document_id": "gh-" + strconv.Itoa(serial), "action": "api.request",
			"actor": "deploy", "actor_id": 9919501, "actor_ip": "192.0.2.10", "actor_is_bot": false, "actor_location": fields{"country_code": "de"},
			"business": "example-enterprise", "org": "example-org", "hashed_token": "q1V9nGm0b0YxQm1uT2Jm0mZ8wEo0N9lqfY6pQmQq3lE=",
			"external_identity_nameid": "deploy@example.com", "programmatic_access_type": "Fine-grained personal access token",
			"token_id": 123456789, "token_scopes": "repo,read:org", "request_category": "api", "request_method": "GET",
			"route": "/repositories/:repository_id/contents/*", "repo": "example-org/payments", "status_code": 200,
			"user_agent": "octokit-rest.js/20.0.2 Node.js/18.19.0 (linux; x64)",
		}
	},
}

var okta = vendor{
	name: "okta", other: change{"actor.id": "00u9", "actor.alternateId": "other@example.com"},
	record: func(at time.Time, serial int) fields {
		return fields{
			"eventType": "app.oauth2.token.grant.access_token", "published": rfc(at), "uuid": "okta-" + strconv.Itoa(serial), "version": "0",
			"actor":                 fields{"id": "00u1", "type": "User", "alternateId": "gus@example.com"},
			"client":                fields{"id": "0oa1sync", "ipAddress": "192.0.2.10", "geographicalContext": fields{"country": "Germany"}, "userAgent": fields{"rawUserAgent": "python-requests/2.31.0"}},
			"securityContext":       fields{"asNumber": 64500, "asOrg": "example cloud", "isProxy": false},
			"authenticationContext": fields{"externalSessionId": "sess-1"},
			"debugContext":          fields{"debugData": fields{"grantType": "refresh_token", "grantedScopes": "okta.logs.read,openid"}},
			"outcome":               fields{"result": "SUCCESS"},
			"target":                []fields{{"id": "app1", "type": "AppInstance", "displayName": "Sync"}},
		}
	},
}

var salesforce = vendor{
	name: "salesforce", other: change{"USER_ID": "0055j000009", "USER_NAME": "other@example.com", "CONNECTED_APP_ID": "0H4900000"},
	record: func(at time.Time, serial int) fields {
		return fields{
			"EVENT_TYPE": "RestApi", "TIMESTAMP": at.Format("20060102150405.000"), "TIMESTAMP_DERIVED": rfc(at), "REQUEST_ID": "sf-" + strconv.Itoa(serial),
			"ORGANIZATION_ID": "00D5j000006AcRn", "USER_ID": "0055j000001", "USER_NAME": "gus@example.com", "CONNECTED_APP_ID": "0H4s00014",
			"CONNECTED_APP_NAME": "Chat Sync", "CLIENT_IP": "192.0.2.10", "SESSION_KEY": "sk-1", "LOGIN_KEY": "lk-1", "METHOD": "GET",
			"URI": "/services/data/v58.0/query", "STATUS_CODE": "200", "REQUEST_STATUS": "S", "ROWS_PROCESSED": "1000", "RESPONSE_SIZE": "184211",
			"USER_AGENT": "Salesforce-Multi-Org-Fetcher/1.0", "ENTITY_NAME": "Case",
		}
	},
}

var google = vendor{
	name: "google_workspace", other: change{"actor.profileId": "119", "actor.email": "other@example.com"},
	record: func(at time.Time, serial int) fields {
		return fields{
			"id":    fields{"time": rfc(at), "uniqueQualifier": strconv.Itoa(serial), "applicationName": "token", "customerId": "C01"},
			"actor": fields{"email": "gus@example.com", "profileId": "118", "callerType": "USER"}, "ipAddress": "192.0.2.10",
			"networkInfo": fields{"regionCode": "DE", "ipAsn": []int{64500}}, "events": googleActivity("drive", "drive.files.get", 2048),
		}
	},
}

func googleActivity(api, method string, size int) []fields {
	return []fields{{"type": "auth", "name": "activity", "parameters": []fields{
		{"name": "api_name", "value": api},
		{"name": "method_name", "value": method},
		{"name": "client_id", "value": "77.apps.example"},
		{"name": "app_name", "value": "Sync"},
		{"name": "num_response_bytes", "intValue": strconv.Itoa(size)},
	}}}
}

func googleEvent(name string, parameters map[string]any) []fields {
	var list []fields
	for _, key := range []string{"USER_EMAIL", "ROLE_NAME", "OAUTH2_APP_ID", "client_id", "app_name", "scope"} {
		switch v := parameters[key].(type) {
		case string:
			list = append(list, fields{"name": key, "value": v})
		case []string:
			list = append(list, fields{"name": key, "multiValue": v})
		}
	}
	return []fields{{"name": name, "parameters": list}}
}
