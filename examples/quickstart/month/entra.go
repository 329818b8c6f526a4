package main

import (
	"time"
)

// servicePrincipal is an application that signs in as itself.
type servicePrincipal struct {
	name, id, app, key string // key is the credential's key id
	resource, resID    string
	address            string
	step               time.Duration
}

const graph, graphID = "Microsoft Graph", "00000003-0000-0000-c000-000000000000"

var servicePrincipals = []servicePrincipal{
	{"acorn-erp-sync", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a001", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0001", "e7b1f0c2-6d34-4f92-9c10-22aa51d00001", graph, graphID, "20.42.11.60", time.Hour},
	{"acorn-device-inventory", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a002", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0002", "e7b1f0c2-6d34-4f92-9c10-22aa51d00002", graph, graphID, "20.42.11.72", time.Hour},
	{"acorn-teams-bot", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a003", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0003", "e7b1f0c2-6d34-4f92-9c10-22aa51d00003", graph, graphID, "20.42.40.9", time.Hour},
	{"acorn-cost-report", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a004", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0004", "e7b1f0c2-6d34-4f92-9c10-22aa51d00004", "Windows Azure Service Management API", "797f4846-ba00-4fd7-ba43-dac1f8f63013", "20.42.40.31", 4 * time.Hour},
	{"acorn-mail-archiver", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a005", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0005", "e7b1f0c2-6d34-4f92-9c10-22aa51d00005", "Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000", "20.42.77.18", 4 * time.Hour},
}

// entraRow is the envelope of diagnostic settings.
func entraRow(d dice, t time.Time, category, operation, address string, properties object) object {
	return object{
		"time", t.Add(90 * time.Second).Format("2006-01-02T15:04:05.0000000Z"),
		"resourceId", "/tenants/" + entraTenant + "/providers/Microsoft.aadiam",
		"operationName", operation, "operationVersion", "1.0", "category", category,
		"tenantId", entraTenant, "resultType", "0", "resultSignature", "None", "durationMs", 0,
		"callerIpAddress", address, "correlationId", d.uuid(), "Level", 4,
		"properties", properties,
	}
}

func entraLocation(address string) object {
	p := placeOf(address)
	return object{
		"city", p.city, "state", p.state, "countryOrRegion", p.short,
		"geoCoordinates",
		object{"latitude", p.lat, "longitude", p.lon},
	}
}

// entraServices sign in on schedule; a managed identity signs in without an address.
func entraServices(m *month) {
	for _, sp := range servicePrincipals {
		d := newDice("entra/" + sp.name)
		every(sp.step, func(slot time.Time) {
			t := slot.Add(time.Duration(d.between(4, 9))*time.Minute + d.upTo(time.Minute))
			m.add("entra", t, entraRow(d, t, "ServicePrincipalSignInLogs", "Sign-in activity", sp.address, object{
				"id", d.uuid(), "createdDateTime", t.Format("2006-01-02T15:04:05.0000000Z"),
				"appId", sp.app, "servicePrincipalId", sp.id, "servicePrincipalName", sp.name,
				"servicePrincipalCredentialKeyId", sp.key, "servicePrincipalCredentialThumbprint", "", "clientCredentialType", "clientSecret",
				"ipAddress", sp.address, "location", entraLocation(sp.address),
				"resourceDisplayName", sp.resource, "resourceId", sp.resID, "resourceServicePrincipalId", d.uuid(),
				"status",
				object{"errorCode", 0},
				"uniqueTokenIdentifier", d.id(22),
				"authenticationProcessingDetails",
				list{object{"key", "Azure AD App Authentication Library", "value", "Family: MSAL Library: MSAL.Python 1.32.3 Platform: Linux"}},
				"authenticationProtocol", "none", "conditionalAccessStatus", "notApplied", "crossTenantAccessType", "none",
				"flaggedForReview", false, "incomingTokenType", "none", "isInteractive", false, "isTenantRestricted", false,
				"managedIdentityType", "none", "processingTimeInMilliseconds", 0, "riskDetail", "none",
				"riskLevelAggregated", "low", "riskLevelDuringSignIn", "low", "riskState", "none", "tokenIssuerType", "AzureAD",
			}))
		})
	}
	d := newDice("entra/managed identity")
	every(6*time.Hour, func(slot time.Time) {
		t := slot.Add(11*time.Minute + d.upTo(time.Minute))
		m.add("entra", t, entraRow(d, t, "ManagedIdentitySignInLogs", "Sign-in activity", "", object{
			"id", d.uuid(), "createdDateTime", t.Format("2006-01-02T15:04:05.0000000Z"),
			"appId", "5c1de0a7-93b4-4a0c-8a52-7f0d61aa0009", "servicePrincipalId", "a1f3c6de-0c55-4f6e-8b21-5d8be2f0a009",
			"servicePrincipalName", "vm-build-agent", "ipAddress", "", "location",
			object{},
			"resourceDisplayName", "Azure Key Vault", "resourceId", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
			"status",
			object{"errorCode", 0},
			"uniqueTokenIdentifier", d.id(22), "managedIdentityType", "userAssigned",
			"clientCredentialType", "none", "authenticationProtocol", "none", "isInteractive", false, "tokenIssuerType", "AzureAD",
		}))
	})
}
