package vendors

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Revocable tells whether a record can name the end of exactly this token.
func (t *Token) Revocable() bool {
	switch t.Form {
	case OktaToken, GitHubToken, GoogleGrant, EntraKey, AWSKey:
		return t.Form != GitHubToken || !t.OAuth()
	case OktaGrant:
		return t.Person != nil
	}
	return false
}

// Revoke ends the token, and nothing else.
func (c Console) Revoke(at time.Time, t *Token) *Notice {
	switch t.Form {
	case OktaToken:
		return c.okta(at, "system.api_token.revoke", "Revoke API token", nil, oktaTarget(t.Credential, "Token", "", t.UserName))
	case OktaGrant:
		return c.okta(at, "app.oauth2.as.consent.revoke.user.client", "Revoke consent", nil,
			oktaTarget(t.App.Client, "PublicClientApp", t.App.Client, t.App.Name), t.Person.oktaTarget())
	case GitHubToken:
		return c.github(at, "personal_access_token.destroy", "user", t.githubActor().login, "token_id", t.GitHubID())
	case GoogleGrant:
		return c.google(at, "USER_SETTINGS", "REVOKE_3LO_TOKEN", parameter("USER_EMAIL", t.Person.Email()), parameter("APP_ID", t.App.Client))
	case EntraKey:
		return c.entraKeys(at, t, "["+t.keyText()+"]", "[]")
	case AWSKey:
		return c.aws(at, "UpdateAccessKey", rawjson.Object{"userName", t.UserName, "accessKeyId", t.Credential, "status", "Inactive"})
	}
	panic("no record revokes a " + string(t.Form))
}

// Issue is the making of a token.
func (c Console) Issue(at time.Time, t *Token) *Notice {
	switch t.Form {
	case OktaToken:
		return c.okta(at, "system.api_token.create", "Create API token", nil, oktaTarget(t.Credential, "Token", "", t.UserName))
	case GitHubToken:
		return c.github(at, "personal_access_token.create", "user", t.githubActor().login, "token_id", t.GitHubID())
	case EntraKey:
		return c.entraKeys(at, t, "[]", "["+t.keyText()+"]")
	case AWSKey:
		return &Notice{at: at, provider: "aws", write: func(d chance.Dice) (rawjson.Object, string) {
			row, id := c.aws(at, "CreateAccessKey", rawjson.Object{"userName", t.UserName}).Row(d)
			for i := 0; i < len(row); i += 2 {
				if row[i] == "responseElements" {
					row[i+1] = rawjson.Object{"accessKey", rawjson.Object{"userName", t.UserName, "accessKeyId", t.Credential, "status", "Active"}}
				}
			}
			return row, id
		}}
	}
	return t.Consent(at, c.Address, t.Work.Scopes)
}

func (t *Token) keyText() string {
	return `"[KeyIdentifier=` + t.Credential + `,KeyType=Password,KeyUsage=Verify,DisplayName=sync]"`
}

func (c Console) entraKeys(at time.Time, t *Token, before, after string) *Notice {
	return c.entra(at, "Update application – Certificates and secrets management ", "ApplicationManagement", rawjson.Object{
		"id", Digest("application "+t.User, 32), "displayName", t.App.Name, "type", "Application",
		"modifiedProperties",
		rawjson.List{rawjson.Object{"displayName", "KeyDescription", "oldValue", before, "newValue", after}},
	})
}

// Consent is the person's own authorisation of a grant to these scopes.
func (t *Token) Consent(at time.Time, address string, scopes []string) *Notice {
	return &Notice{at: at, provider: t.Provider(), write: func(d chance.Dice) (rawjson.Object, string) {
		if t.Form == GoogleGrant {
			return googleConsent(d, at, "authorize", t.App, t.Person, address, scopes)
		}
		u := &Use{At: at, Token: t, Address: address, Agent: t.Agent, Scopes: scopes}
		switch t.Form {
		case OktaGrant:
			u.Operation = Operation{Kind: "app.oauth2.token.grant.access_token", Method: "authorization_code", Path: "/oauth2/v1/token"}
		case EntraGrant:
			u.Operation = Operation{Kind: "Microsoft Graph", Method: "interactive", Path: "00000003-0000-0000-c000-000000000000"}
		default:
			u.Operation = Operation{Kind: "Login", Method: "oauthcode", Path: "/services/oauth2/authorize"}
		}
		return u.Row(d)
	}}
}

// Widen gives a credential or service more than it had.
func (c Console) Widen(at time.Time, t *Token, scopes []string) *Notice {
	switch t.Form {
	case GitHubToken:
		return c.github(at, "oauth_access.update", "user", t.githubActor().login, "token_id", t.GitHubID(), "token_scopes", join(scopes))
	case EntraKey:
		value := func(name, text string) rawjson.Object {
			return rawjson.Object{"displayName", name, "oldValue", nil, "newValue", "\"" + text + "\""}
		}
		return c.entra(at, "Add app role assignment to service principal", "ApplicationManagement", rawjson.Object{
			"id", "00000002-0000-0ff1-ce00-000000000000", "displayName", "Office 365 Exchange Online", "type", "ServicePrincipal",
			"modifiedProperties",
			rawjson.List{value("AppRole.Value", scopes[0]), value("ServicePrincipal.ObjectID", t.User), value("ServicePrincipal.AppId", t.App.Client)},
		})
	}
	return t.Consent(at, c.Address, scopes)
}
