package main

import (
	"time"
)

// entraPeople use two Microsoft applications, one in the browser and one that
// renews its token by itself.
func entraPeople(m *month) {
	for _, login := range []string{"maya", "omar", "kim", "petra", "jonas", "carl", "luis", "felix"} {
		p := who(login)
		d := newDice("entra/" + login)
		workdays(func(day time.Time) {
			if d.once(0.04) {
				return
			}
			session := d.uuid()
			for i, t := range workMoments(d, day, d.between(3, 5)) {
				address, where := p.address(t), placeOf(p.address(t))
				category, agent := "NonInteractiveUserSignInLogs", p.browser(t)
				app, appID := "Microsoft Teams Web Client", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"
				if i == 0 {
					category, app, appID = "SignInLogs", "Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000"
				}
				system, browser, _ := oktaAgent(agent)
				m.add("entra", t, entraRow(d, t, category, "Sign-in activity", address, object{
					"id", d.uuid(), "createdDateTime", t.Format("2006-01-02T15:04:05.0000000Z"),
					"userDisplayName", p.name, "userPrincipalName", p.email(), "userId", p.entra(),
					"appId", appID, "appDisplayName", app, "ipAddress", address, "autonomousSystemNumber", where.asn,
					"location", entraLocation(address), "userAgent", agent, "clientAppUsed", "Browser",
					"deviceDetail",
					object{"deviceId", "", "operatingSystem", system, "browser", browser},
					"sessionId", session, "originalRequestId", d.uuid(), "uniqueTokenIdentifier", d.id(22),
					"isInteractive", i == 0, "incomingTokenType", "none", "authenticationProtocol", "none",
					"authenticationRequirement", "multiFactorAuthentication", "conditionalAccessStatus", "success",
					"resourceDisplayName", graph, "resourceId", graphID, "status",
					object{"errorCode", 0},
					"authenticationProcessingDetails",
					list{object{"key", "Oauth Scope Info", "value", `["email","openid","profile","User.Read"]`}},
					"riskDetail", "none", "riskLevelAggregated", "none", "riskState", "none", "tokenIssuerType", "AzureAD",
				}))
			}
		})
	}
	entraAdministration(m)
}

// entraAdministration is routine group upkeep by the administrator.
func entraAdministration(m *month) {
	d := newDice("entra/admin")
	gus := who("gus")
	workdays(func(day time.Time) {
		t := day.Add(15*time.Hour + d.upTo(5*time.Hour))
		p := people[6+d.IntN(14)]
		m.add("entra", t, entraRow(d, t, "AuditLogs", "Add member to group", gus.address(t), object{
			"id", "Directory_" + d.uuid() + "_" + d.id(5), "category", "GroupManagement", "correlationId", d.uuid(),
			"result", "success", "resultReason", "", "activityDisplayName", "Add member to group",
			"activityDateTime", t.Format("2006-01-02T15:04:05.0000000Z"), "loggedByService", "Core Directory", "operationType", "Assign",
			"initiatedBy",
			object{"user", object{"id", gus.entra(), "displayName", gus.name, "userPrincipalName", gus.email(), "ipAddress", gus.address(t), "roles", list{}}},
			"targetResources",
			list{object{
				"id", p.entra(), "displayName", nil, "type", "User", "userPrincipalName", p.email(),
				"modifiedProperties",
				list{object{"displayName", "Group.DisplayName", "oldValue", nil, "newValue", "\"Design reviewers\""}},
			}},
			"additionalDetails",
			list{object{"key", "User-Agent", "value", gus.browser(t)}},
		}))
	})
}
