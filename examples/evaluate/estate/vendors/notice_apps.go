package vendors

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Retire ends an app for everybody.
func (c Console) Retire(at time.Time, form Form, a *App) *Notice { return c.app(at, form, a, true) }

// Restore takes it back.
func (c Console) Restore(at time.Time, form Form, a *App) *Notice { return c.app(at, form, a, false) }

func (c Console) app(at time.Time, form Form, a *App, ends bool) *Notice {
	either := func(end, begin string) string {
		if ends {
			return end
		}
		return begin
	}
	switch form.Provider() {
	case "okta":
		return c.okta(at, either("app.oauth2.client.lifecycle.deactivate", "app.oauth2.client.lifecycle.activate"), "Change OAuth client", nil,
			oktaTarget(a.Client, "PublicClientApp", a.Client, a.Name))
	case "google_workspace":
		return c.google(at, "API_CONTROLS", either("ADD_TO_BLOCKED_OAUTH2_APPS", "REMOVE_FROM_BLOCKED_OAUTH2_APPS"),
			parameter("OAUTH2_APP_ID", a.Client), parameter("OAUTH2_APP_NAME", a.Name))
	case "github":
		if form == GitHubBot {
			return c.github(at, either("integration_installation.suspend", "integration_installation.unsuspend"), "integration", a.Name, "name", a.Name)
		}
		return c.github(at, either("oauth_application.destroy", "oauth_application.create"), "oauth_application_id", a.ID, "oauth_application", a.Name)
	case "entra":
		state := either("[false]", "[true]")
		return c.entra(at, "Update service principal", "ApplicationManagement", rawjson.Object{
			"id", a.ID, "displayName", a.Name, "type", "ServicePrincipal",
			"modifiedProperties",
			rawjson.List{rawjson.Object{"displayName", "AccountEnabled", "oldValue", nil, "newValue", state}},
		})
	}
	return c.salesforce(at, either("blockedConnectedApplication", "unblockedConnectedApplication"), "Connected Apps", either("Blocked", "Unblocked")+" connected app: "+a.Name)
}

// EndSession is a sign-out: the session named may not be used any longer.
func (t *Token) EndSession(at time.Time, address, agent, session string) *Notice {
	return &Notice{at: at, provider: t.Provider(), write: func(d chance.Dice) (rawjson.Object, string) {
		u := &Use{At: at, Token: t, Address: address, Agent: agent, Session: session}
		if t.Provider() == "salesforce" {
			u.Operation = Operation{Kind: "Logout", Path: "/secur/logout.jsp"}
			return salesforceUse(d, u)
		}
		return oktaEvent{
			kind: "user.session.end", message: "User logout from Okta", actor: t.User, actorKind: "User", actorLogin: t.Person.Email(),
			actorName: t.Person.Name, session: session, address: address, agent: agent, uri: "/login/signout", proof: "OKTA_CREDENTIAL_PROVIDER",
		}.row(d, at.Format("2006-01-02T15:04:05.000Z"))
	}}
}
