package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// rotatingSource is a user's own source: no built-in provider says in one
// record which credential a rotation has replaced.
const rotatingSource = `
source: acme_keys
provider: acme
match: {has: [acme_event]}
time: [{path: at, format: rfc3339}]
fields: {id: id, tenant: org, action: acme_event, app_id: app, actor_id: actor, instance: key, address: ip, user_agent: agent}
subject: [{grade: grant, kind: app, parts: [app]}]
outcome: {path: ok, success: ["true"], absent: success}
classes: [{class: read, actions: ["*"]}]
facts: [{actions: [key.rotate], fact: rotated, target: credential, ids: [old_key], values: [new_key]}]
lifecycle_only: [key.rotate]
`

var acme = vendor{
	name: "acme", other: change{"app": "other", "key": "k9"},
	record: func(at time.Time, serial int) fields {
		return fields{"acme_event": "files.read", "at": rfc(at), "id": serial, "org": "o", "app": "sync", "actor": "bot", "key": "k1", "ip": home, "agent": "acme/1"}
	},
}

func sessionCases() []signalCase {
	review, alone := incident.LevelReview, incident.LevelIncident
	rotate := step{change: change{"acme_event": "key.rotate", "old_key": "k1", "new_key": "k2"}}
	oktaEnd := step{change: change{"eventType": "user.session.end", "client.id": nil}}
	sfEnd := step{change: change{"EVENT_TYPE": "Logout", "SESSION_KEY": "sk-1"}}
	patEnd := step{change: githubByAdmin("personal_access_token.access_revoked", change{"token_id": 123456789})}
	awsEnd := step{change: awsByAdmin("UpdateAccessKey", fields{"accessKeyId": "AKIA1REPORTS", "status": "Inactive"})}
	return []signalCase{
		{
			signal: "after_session_end", clause: "another session", vendor: okta, level: alone,
			fires: []step{oktaEnd, {}}, benign: []step{oktaEnd, {change: change{"authenticationContext.externalSessionId": "sess-2"}}},
		},
		{
			signal: "after_session_end", clause: "another session of the login", vendor: salesforce, level: alone,
			fires: []step{sfEnd, {}}, benign: []step{sfEnd, {change: change{"SESSION_KEY": "sk-2"}}},
		},
		{
			signal: "after_session_end", clause: "at grade actor, another session", vendor: oktaPerson, level: alone,
			fires: []step{oktaEnd, {}}, benign: []step{oktaEnd, {change: change{"authenticationContext.externalSessionId": "sess-2"}}},
		},
		{
			signal: "after_rotation", clause: "the new key", vendor: acme, source: rotatingSource, level: alone,
			fires: []step{rotate, {}}, benign: []step{rotate, {change: change{"key": "k2"}}},
		},
		{
			signal: "after_rotation", clause: "failed with the old key is a review", vendor: acme, source: rotatingSource, level: review,
			fires: []step{rotate, {change: change{"ok": false}}}, benign: []step{rotate, {change: change{"ok": false, "key": "k2"}}},
		},
		{
			signal: "after_revoke", clause: "another token of the actor", vendor: github, level: alone,
			fires: []step{patEnd, {}}, benign: []step{patEnd, {change: change{"token_id": 5, "hashed_token": "NQ=="}}},
		},
		{
			signal: "after_revoke", clause: "another key", vendor: aws, level: alone,
			fires: []step{awsEnd, {}}, benign: []step{awsEnd, {change: change{"userIdentity.accessKeyId": "AKIA2"}}},
		},
		{
			signal: "after_revoke", clause: "failed is a review", vendor: aws, level: review,
			fires:  []step{awsEnd, {change: change{"errorCode": "AccessDenied"}}},
			benign: []step{awsEnd, {change: change{"errorCode": "AccessDenied", "userIdentity.accessKeyId": "AKIA2"}}},
		},
		{
			signal: "after_revoke", clause: "consented again", vendor: google, level: alone,
			fires: []step{{change: change{"events": googleEvent("revoke", map[string]any{"client_id": "77.apps.example"})}}, {}},
			benign: []step{
				{change: change{"events": googleEvent("revoke", map[string]any{"client_id": "77.apps.example"})}},
				{change: change{"events": googleConsent()}},
				{},
			},
		},
		{
			signal: "after_revoke", clause: "every grant of another user", vendor: okta, level: alone,
			fires:  []step{{change: oktaByAdmin("app.oauth2.token.revoke.implicit.user", oktaUser("00u1", "gus@example.com"))}, {}},
			benign: []step{{change: oktaByAdmin("app.oauth2.token.revoke.implicit.user", oktaUser("00u2", "ann@example.com"))}, {}},
		},
		{
			signal: "token_expired", clause: "declared to end later", vendor: aws, level: alone,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, expires: 2026-01-05T09:00:00Z, owner: a@example.com, purpose: reports}]",
			twins:     "tokens: [{provider: aws, token: AKIA1REPORTS, expires: 2026-01-05T09:02:00Z, owner: a@example.com, purpose: reports}]",
			young:     true, fires: []step{{}}, benign: []step{{}},
		},
		{
			signal: "refresh_reuse", clause: "an ordinary exchange", vendor: okta, level: alone,
			fires:  []step{{change: change{"eventType": "app.oauth2.token.detect_reuse", "outcome.result": "FAILURE"}}},
			benign: []step{{change: change{"eventType": "app.oauth2.token.grant.refresh_token", "outcome.result": "FAILURE"}}},
		},
	}
}

// oktaPerson is a person's session, without any client of OAuth.
var oktaPerson = vendor{
	name: "okta", other: okta.other,
	record: func(at time.Time, serial int) fields {
		f := okta.record(at, serial)
		f.set("client.id", nil)
		f.set("eventType", "user.authentication.sso")
		f.set("debugContext", fields{})
		return f
	},
}

func registryCases() []signalCase {
	review, alone := incident.LevelReview, incident.LevelIncident
	full := "tokens: [{provider: aws, token: AKIA1REPORTS, owner: a@example.com, purpose: reports}]"
	exception := func(until string) string {
		return gusOwns + "\nexceptions: [{provider: salesforce, app: 0H4s00014, signal: new_network, value: AS64501, until: " + until + ", ticket: CHG-1}]"
	}
	twoConsumers, scripted := []change{chatSync, bi}, []step{{change: change{"USER_AGENT": "curl/8.5.0"}}}
	return []signalCase{
		{
			signal: "shared_token", clause: "declared", vendor: salesforce, habits: twoConsumers,
			inventory: sharedGrant + "}]", twins: sharedGrant + ", consumers: [chat-sync, bi]}]", fires: scripted, benign: scripted,
		},
		{
			signal: "shared_token", clause: "one program in two places", vendor: salesforce, habits: twoConsumers,
			was:       []change{chatSync, with(chatSync, change{"CLIENT_IP": away})},
			inventory: sharedGrant + "}]", fires: scripted, benign: scripted,
		},
		{
			signal: "no_owner", clause: "an owner", vendor: aws, young: true, level: review,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, purpose: reports}]", twins: full, fires: []step{{}}, benign: []step{{}},
		},
		{
			signal: "no_purpose", clause: "a purpose", vendor: aws, young: true, level: review,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, owner: a@example.com}]", twins: full, fires: []step{{}}, benign: []step{{}},
		},
		{
			signal: "no_owner", clause: "a declared token", vendor: entra, young: true, level: alone,
			inventory: full, twins: "tokens: [{provider: entra, token: key-1, owner: a@example.com, purpose: backup}]", fires: []step{{}}, benign: []step{{}},
		},
		{
			signal: "no_purpose", clause: "a person's own token", vendor: google, young: true, level: review,
			inventory: "tokens: [{provider: google_workspace, app: 77.apps.example, owner: gus@example.com}]",
			twins:     "tokens: [{provider: google_workspace, app: 77.apps.example, owner: gus@example.com}]\nowners: [{id: gus@example.com}]",
			fires:     []step{{change: change{"actor.callerType": "KEY"}}}, benign: []step{{}},
		},
		{
			signal: "no_baseline", clause: "a mature one", vendor: salesforce, young: true,
			fires: []step{{}}, benign: append(slicesOf(step{after: 4 * time.Hour}, 60), step{}),
		},
		{
			signal: "exception_expired", clause: "still running", vendor: salesforce, level: review,
			inventory: exception("2026-02-01T00:00:00Z"), twins: exception("2027-02-01T00:00:00Z"),
			fires: []step{{change: change{"CLIENT_IP": away}}}, benign: []step{{change: change{"CLIENT_IP": away}}},
		},
	}
}
