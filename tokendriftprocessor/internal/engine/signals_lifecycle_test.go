package engine

import (
	"maps"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// byAdmin makes a record one of an administrator's own session about somebody.
func oktaByAdmin(event string, target fields, more ...change) change {
	c := change{
		"eventType": event, "actor.id": "00uadmin", "actor.alternateId": "admin@example.com", "client.id": nil,
		"authenticationContext.externalSessionId": "sess-admin", "target": []fields{target}, "debugContext": fields{},
	}
	for _, m := range more {
		maps.Copy(c, m)
	}
	return c
}

func oktaUser(id, login string) fields {
	return fields{"type": "User", "id": id, "alternateId": login}
}

func githubByAdmin(action string, more change) change {
	c := change{
		"action": action, "actor": "boss", "actor_id": 1, "token_id": nil, "hashed_token": nil, "programmatic_access_type": nil,
		"external_identity_nameid": "boss@example.com", "token_scopes": nil, "route": nil, "request_method": nil,
	}
	maps.Copy(c, more)
	return c
}

func googleByAdmin(name string, parameters map[string]any) change {
	return change{
		"id.applicationName": "admin", "actor.profileId": "1", "actor.email": "boss@example.com", "events": googleEvent(name, parameters),
	}
}

func entraAudit(activity string, target fields) change {
	return change{
		"category": "AuditLogs", "operationName": activity, "properties": fields{
			"id": "audit-" + activity + target["id"].(string), "activityDisplayName": activity, "activityDateTime": "", "result": "success",
			"initiatedBy": fields{"user": fields{"id": "u-boss", "userPrincipalName": "boss@example.com"}}, "targetResources": []fields{target},
		},
	}
}

func awsByAdmin(name string, parameters fields) change {
	return change{
		"eventSource": "iam.amazonaws.com", "eventName": name, "requestParameters": parameters, "userIdentity.principalId": "AIDABOSS",
		"userIdentity.accessKeyId": "AKIABOSS", "userIdentity.userName": "boss",
	}
}

func lifecycleCases() []signalCase {
	return append(peopleCases(), appCases()...)
}

func peopleCases() []signalCase {
	review, alone := incident.LevelReview, incident.LevelIncident
	return []signalCase{
		{
			signal: "owner_offboarded", clause: "another user leaves", vendor: okta, level: alone,
			fires:  []step{{change: oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com"))}, {}},
			benign: []step{{change: oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u2", "ann@example.com"))}, {}},
		},
		{
			signal: "owner_offboarded", clause: "the leaver is back", vendor: okta, level: alone,
			fires: []step{{change: oktaByAdmin("user.lifecycle.suspend", oktaUser("00u1", "gus@example.com"))}, {}},
			benign: []step{
				{change: oktaByAdmin("user.lifecycle.suspend", oktaUser("00u1", "gus@example.com"))},
				{change: oktaByAdmin("user.lifecycle.unsuspend", oktaUser("00u1", "gus@example.com"))},
				{},
			},
		},
		{
			signal: "owner_offboarded", clause: "another provider's leaver by email", vendor: salesforce, level: alone,
			fires:  []step{{from: &okta, change: oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com"))}, {after: 3 * time.Minute}},
			benign: []step{{from: &okta, change: oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u2", "ann@example.com"))}, {after: 3 * time.Minute}},
		},
		{
			signal: "owner_offboarded", clause: "another member removed", vendor: github, level: alone,
			fires:  []step{{change: githubByAdmin("org.remove_member", change{"user": "deploy", "user_id": 9919501})}, {}},
			benign: []step{{change: githubByAdmin("org.remove_member", change{"user": "ann", "user_id": 7})}, {}},
		},
		{
			signal: "owner_offboarded", clause: "another user suspended", vendor: google, level: alone,
			fires:  []step{{change: googleByAdmin("SUSPEND_USER", map[string]any{"USER_EMAIL": "gus@example.com"})}, {}},
			benign: []step{{change: googleByAdmin("SUSPEND_USER", map[string]any{"USER_EMAIL": "ann@example.com"})}, {}},
		},
		{
			signal: "owner_offboarded", clause: "another user deleted", vendor: aws, level: alone,
			fires:  []step{{change: awsByAdmin("DeleteUser", fields{"userName": "reports"})}, {}},
			benign: []step{{change: awsByAdmin("DeleteUser", fields{"userName": "intern"})}, {}},
		},
		{
			signal: "owner_offboarded", clause: "merely owned, and handed over", vendor: entra, level: review,
			inventory: "tokens: [{provider: entra, token: key-1, owner: gus@example.com, purpose: backup}]\nowners: [{id: gus@example.com, status: offboarded, since: 2026-01-01T00:00:00Z}]",
			twins:     "tokens: [{provider: entra, token: key-1, owner: ann@example.com, purpose: backup}]\nowners: [{id: gus@example.com, status: offboarded, since: 2026-01-01T00:00:00Z}, {id: ann@example.com}]",
			fires:     []step{{change: change{"properties.servicePrincipalCredentialKeyId": "key-1"}}}, benign: []step{{}},
			young: true,
		},
		{
			signal: "role_changed", clause: "another user's role", vendor: okta, level: review,
			fires: []step{{change: oktaByAdmin("user.account.privilege.grant", oktaUser("00u1", "gus@example.com"),
				change{"debugContext.debugData.privilegeGranted": "Super administrator"})}, {}},
			benign: []step{{change: oktaByAdmin("user.account.privilege.grant", oktaUser("00u2", "ann@example.com"),
				change{"debugContext.debugData.privilegeGranted": "Super administrator"})}, {}},
		},
		{
			signal: "role_changed", clause: "no administrator's role", vendor: github, level: review,
			fires:  []step{{change: githubByAdmin("org.update_member", change{"user": "deploy", "permission": "admin"})}, {}},
			benign: []step{{change: githubByAdmin("org.update_member", change{"user": "deploy", "permission": "read"})}, {}},
		},
		{
			signal: "role_changed", clause: "thirty-one days later", vendor: google, level: review,
			fires:  []step{{change: googleByAdmin("ASSIGN_ROLE", map[string]any{"USER_EMAIL": "gus@example.com", "ROLE_NAME": "_SEED_ADMIN"})}, {}},
			benign: []step{{change: googleByAdmin("ASSIGN_ROLE", map[string]any{"USER_EMAIL": "gus@example.com", "ROLE_NAME": "_SEED_ADMIN"})}, {after: 29 * day}, {after: 2 * day}},
		},
		{
			signal: "role_changed", clause: "no administrator's policy", vendor: aws, level: review,
			fires:  []step{{change: awsByAdmin("AttachUserPolicy", fields{"userName": "reports", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"})}, {}},
			benign: []step{{change: awsByAdmin("AttachUserPolicy", fields{"userName": "reports", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})}, {}},
		},
	}
}
