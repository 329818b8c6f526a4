package engine

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// exposed is AWS Health's report about an access key.
func exposed(key string) step {
	from := vendor{name: "aws", record: func(at time.Time, serial int) fields {
		return fields{
			"id": "health-" + strconv.Itoa(serial), "source": "aws.health", "detail-type": "AWS Health Event", "account": "123456789012", "time": rfc(at),
			"detail": fields{"service": "RISK", "eventTypeCode": "AWS_RISK_CREDENTIALS_EXPOSED", "affectedEntities": []fields{{"entityValue": key}}},
		}
	}}
	return step{from: &from}
}

// compromised is a security event of another party about a person.
func compromised(email string) step {
	from := vendor{name: "caep", record: func(at time.Time, serial int) fields {
		return fields{
			"iss": "https://idp.example/", "jti": "set-" + strconv.Itoa(serial), "iat": at.Unix(), "sub_id": fields{"format": "email", "email": email},
			"events": fields{"https://schemas.openid.net/secevent/risc/event-type/credential-compromise": fields{"credential_type": "password", "event_timestamp": at.Unix()}},
		}
	}}
	return step{from: &from}
}

// scanned is an alert of GitHub's secret scanning, as its API lists it.
func scanned(kind, secret, state string, resolution any) step {
	from := vendor{name: "github", record: func(at time.Time, serial int) fields {
		f := fields{
			"number": 1, "created_at": rfc(at), "url": "https://api.github.com/alerts/1", "locations_url": "https://api.github.com/alerts/1/locations",
			"state": state, "resolution": resolution, "secret_type": kind, "secret": secret, "repository": fields{"owner": fields{"login": "example-enterprise"}},
		}
		if state != "open" {
			f["resolved_at"] = rfc(at)
		}
		return f
	}}
	return step{from: &from}
}

// atRisk is a detection of Entra ID Protection.
func atRisk(state string, key any) step {
	from := vendor{name: "entra", record: func(at time.Time, _ int) fields {
		return fields{"category": "ServicePrincipalRiskEvents", "tenantId": "tenant-1", "properties": fields{
			"id": "risk-1", "riskEventType": "leakedCredentials", "riskState": state, "lastUpdatedDateTime": rfc(at), "servicePrincipalId": "sp-1", "keyIds": []any{key},
		}}
	}}
	return step{from: &from}
}

func leakCases() []signalCase {
	alone := incident.LevelIncident
	const secret, key = "a made-up token of forty characters or so", "AKIAIOSFODNN7EXAMPLE"
	sum := sha256.Sum256([]byte(secret))
	hashed := change{"token_id": 77, "hashed_token": base64.StdEncoding.EncodeToString(sum[:])}
	quarantine := func(name string) step {
		return step{change: awsByAdmin(name, fields{"userName": "reports", "policyArn": "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"})}
	}
	named := change{"userIdentity.accessKeyId": key}
	password := step{from: &okta, change: oktaByAdmin("user.account.update_password", oktaUser("00u1", "gus@example.com"))}
	return []signalCase{
		{
			signal: "leaked", clause: "another key of the account", vendor: aws, level: alone, young: true,
			fires: []step{exposed(key), {change: named}}, benign: []step{exposed("AKIAI44QH8DHBEXAMPLE"), {change: named}},
		},
		{
			signal: "leaked", clause: "another user's key", vendor: aws, level: alone,
			fires:  []step{quarantine("AttachUserPolicy"), {}},
			benign: []step{{change: awsByAdmin("AttachUserPolicy", fields{"userName": "ci", "policyArn": "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"})}, {}},
		},
		{
			signal: "leaked", clause: "the quarantine is over", vendor: aws, level: alone,
			fires: []step{quarantine("AttachUserPolicy"), {}}, benign: []step{quarantine("AttachUserPolicy"), quarantine("DetachUserPolicy"), {}},
		},
		{
			signal: "leaked", clause: "a key issued since", vendor: aws, level: alone, young: true,
			fires: []step{quarantine("AttachUserPolicy"), {}},
			benign: []step{
				quarantine("AttachUserPolicy"),
				{change: awsByAdmin("CreateAccessKey", fields{"userName": "reports"})}, // of which the answer was lost
				{change: change{
					"eventSource": "iam.amazonaws.com", "eventName": "CreateAccessKey", "requestParameters": fields{"userName": "reports"}, "userIdentity.userName": "boss",
					"userIdentity.accessKeyId": "AKIABOSS", "userIdentity.principalId": "AIDABOSS", "responseElements": fields{"accessKey": fields{"accessKeyId": "AKIA2NEW"}},
				}},
				{change: change{"userIdentity.accessKeyId": "AKIA2NEW"}},
			},
		},
		{
			signal: "leaked", clause: "failed is a review", vendor: aws, level: incident.LevelReview,
			fires:  []step{quarantine("AttachUserPolicy"), {change: change{"errorCode": "AccessDenied"}}},
			benign: []step{{change: change{"errorCode": "AccessDenied"}}},
		},
		{
			signal: "leaked", clause: "another token", vendor: github, level: alone, young: true,
			fires:  []step{scanned("github_personal_access_token", secret, "open", nil), {change: hashed}},
			benign: []step{scanned("github_personal_access_token", "another", "open", nil), {change: hashed}},
		},
		{
			signal: "leaked", clause: "no leak at all", vendor: github, level: alone, young: true,
			fires: []step{scanned("github_personal_access_token", secret, "open", nil), {change: hashed}},
			benign: []step{
				scanned("github_personal_access_token", secret, "open", nil),
				scanned("github_personal_access_token", secret, "resolved", "false_positive"),
				{change: hashed},
			},
		},
		{
			signal: "leaked", clause: "found at another provider", vendor: aws, level: alone, young: true,
			fires:  []step{scanned("aws_access_key_id", key, "open", nil), {change: named}},
			benign: []step{scanned("aws_access_key_id", key, "open", nil), {}},
		},
		{
			signal: "leaked", clause: "another person", vendor: okta, level: alone,
			fires: []step{compromised("gus@example.com"), {}}, benign: []step{compromised("ann@example.com"), {}},
		},
		{
			signal: "leaked", clause: "the password was changed", vendor: salesforce, level: alone,
			fires: []step{compromised("gus@example.com"), {}}, benign: []step{compromised("gus@example.com"), password, {}},
		},
		{
			signal: "leaked", clause: "known under another name", vendor: github, level: alone,
			inventory: "owners: [{id: gus@example.com, aliases: ['github:deploy']}]", twins: "owners: [{id: gus@example.com, aliases: ['github:other']}]",
			fires: []step{compromised("gus@example.com"), {}}, benign: []step{compromised("gus@example.com"), {}},
		},
		{
			signal: "leaked", clause: "the inventory's later word", vendor: okta, level: alone,
			inventory: "owners: [{id: gus@example.com, aliases: ['okta:00u1'], status: active, since: 2026-01-01T00:00:00Z}]",
			twins:     "owners: [{id: gus@example.com, aliases: ['okta:00u1'], status: active, since: 2026-04-01T00:00:00Z}]",
			fires:     []step{compromised("gus@example.com"), {}}, benign: []step{compromised("gus@example.com"), {}},
		},
		{
			signal: "leaked", clause: "a breached password of another user", vendor: okta, level: alone,
			fires:  []step{{change: oktaByAdmin("security.breached_credential.detected", oktaUser("00u1", "gus@example.com"), change{"actor.type": "SystemPrincipal"})}, {}},
			benign: []step{{change: oktaByAdmin("security.breached_credential.detected", oktaUser("00u2", "ann@example.com"), change{"actor.type": "SystemPrincipal"})}, {}},
		},
		{
			signal: "leaked", clause: "the risk was dismissed", vendor: entra, level: alone,
			fires: []step{atRisk("atRisk", "key-1"), {}}, benign: []step{atRisk("atRisk", "key-1"), atRisk("dismissed", "key-1"), {}},
		},
		{
			signal: "leaked", clause: "another person's password", vendor: google, level: alone,
			fires:  []step{{change: googleLeak("gus@example.com")}, {change: change{"actor.email": "gus@example.com"}}},
			benign: []step{{change: googleLeak("ann@example.com")}, {change: change{"actor.email": "gus@example.com"}}},
		},
	}
}

// googleLeak is Google's word that an account's password is known to others;
// it disables the account, so a use is one of somebody offboarded as well.
func googleLeak(email string) change {
	return change{
		"id.applicationName": "login",
		"events":             []fields{{"name": "account_disabled_password_leak", "parameters": []fields{{"name": "affected_email_address", "value": email}}}},
	}
}
