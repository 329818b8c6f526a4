package vendors

import (
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const (
	entraTenant = "7c21f9d0-5b83-4e6a-b0f4-61d9a82e3c55"
	entraTime   = "2006-01-02T15:04:05.0000000Z"
)

// entraRow is the envelope of diagnostic settings. Its time is when the row was
// written, a little after the event.
func entraRow(d chance.Dice, at time.Time, category, operation, result, address string, properties rawjson.Object) rawjson.Object {
	return rawjson.Object{
		"time", at.Add(90 * time.Second).Format(entraTime), "resourceId", "/tenants/" + entraTenant + "/providers/Microsoft.aadiam",
		"operationName", operation, "operationVersion", "1.0", "category", category, "tenantId", entraTenant,
		"resultType", result, "resultSignature", "None", "durationMs", 0, "callerIpAddress", address, "correlationId", d.UUID(), "Level", 4,
		"properties", properties,
	}
}

// entraUse writes a sign-in, or a change to the directory.
func entraUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	t, id := u.Token, d.UUID()
	if t.Form == EntraAdmin {
		return entraAudit(d, u.At, t.Person, u.Address, u.Operation.Kind, u.Operation.Method, rawjson.Object{
			"id", Digest(u.Object, 32), "displayName", u.Object, "type", "User", "userPrincipalName", u.Object, "modifiedProperties", rawjson.List{},
		})
	}
	code, result := 0, "0"
	if u.Failed {
		code, result = 7000222, "7000222"
		if t.Form == EntraGrant {
			code, result = 50173, "50173"
		}
	}
	head := rawjson.Object{
		"id", id, "createdDateTime", u.At.Format(entraTime), "appId", t.App.Client, "status",
		rawjson.Object{"errorCode", code},
		"resourceDisplayName", u.Operation.Kind, "resourceId", u.Operation.Path, "uniqueTokenIdentifier", d.Base62(22), "tokenIssuerType", "AzureAD",
	}
	switch t.Form {
	case EntraManaged:
		return entraRow(d, u.At, "ManagedIdentitySignInLogs", "Sign-in activity", result, "", head.With("servicePrincipalId", t.User,
			"servicePrincipalName", t.App.Name, "ipAddress", "", "location", rawjson.Object{}, "managedIdentityType", "userAssigned",
			"clientCredentialType", "none", "authenticationProtocol", "none", "isInteractive", false)), id
	case EntraKey:
		library := rawjson.Object{"key", "Azure AD App Authentication Library", "value", u.Agent}
		return entraRow(d, u.At, "ServicePrincipalSignInLogs", "Sign-in activity", result, u.Address, head.With("servicePrincipalId", t.User,
			"servicePrincipalName", t.App.Name, "servicePrincipalCredentialKeyId", t.Credential, "clientCredentialType", "clientSecret",
			"ipAddress", u.Address, "location", entraLocation(u.Address), "authenticationProcessingDetails", rawjson.List{library},
			"authenticationProtocol", "none", "incomingTokenType", "none", "isInteractive", false)), id
	}
	return entraPerson(d, u, head, result), id
}

func entraPerson(d chance.Dice, u *Use, head rawjson.Object, result string) rawjson.Object {
	t, category, incoming := u.Token, "NonInteractiveUserSignInLogs", "refreshToken"
	interactive := u.Operation.Method == "interactive"
	if interactive {
		category, incoming = "SignInLogs", "none"
	}
	scopes := u.Scopes
	if scopes == nil {
		scopes = t.Work.Scopes
	}
	quoted := `["` + strings.Join(scopes, `","`) + `"]`
	return entraRow(d, u.At, category, "Sign-in activity", result, u.Address, head.With(
		"userDisplayName", t.Person.Name, "userPrincipalName", t.Person.Email(), "userId", t.User, "appDisplayName", t.App.Name,
		"ipAddress", u.Address, "autonomousSystemNumber", networks.Of(u.Address).ASN, "location", entraLocation(u.Address),
		"userAgent", u.Agent, "clientAppUsed", "Browser", "deviceDetail", rawjson.Object{"deviceId", "", "operatingSystem", "", "browser", ""},
		"sessionId", u.session(), "originalRequestId", d.UUID(), "isInteractive", interactive, "incomingTokenType", incoming,
		"authenticationProtocol", "none", "conditionalAccessStatus", "success",
		"authenticationProcessingDetails", rawjson.List{rawjson.Object{"key", "Oauth Scope Info", "value", quoted}}))
}

func entraLocation(address string) rawjson.Object {
	n := networks.Of(address)
	return rawjson.Object{"city", n.City, "state", n.State, "countryOrRegion", n.Code}
}

// entraAudit is a row of the directory's audit log.
func entraAudit(d chance.Dice, at time.Time, admin *Person, address, name, group string, target rawjson.Object) (rawjson.Object, string) {
	id := "Directory_" + d.UUID() + "_" + d.Base62(5)
	return entraRow(d, at, "AuditLogs", name, "0", address, rawjson.Object{
		"id", id, "category", group, "correlationId", d.UUID(), "result", "success", "resultReason", "",
		"activityDisplayName", name, "activityDateTime", at.Format(entraTime), "loggedByService", "Core Directory", "operationType", "Update",
		"initiatedBy",
		rawjson.Object{"user", rawjson.Object{
			"id", admin.Entra(), "displayName", admin.Name, "userPrincipalName", admin.Email(),
			"ipAddress", address, "roles",
			rawjson.List{},
		}},
		"targetResources",
		rawjson.List{target},
		"additionalDetails",
		rawjson.List{},
	}), id
}
