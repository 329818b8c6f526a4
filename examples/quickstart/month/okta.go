package main

import (
	"time"
)

const (
	portalClient = "0oa7m1d9vqFieldSv5d7" // Acorn Field Service, an app with refresh tokens
	auditClient  = "0oa7m1d9vqAuditEx5d7" // the access review service, client credentials
	hrToken      = "00T4k8acornHRsync5d7" // the SSWS token of the HR sync
)

var oktaApps = []object{
	oktaTarget("0oa1salesforceAcn5d7", "AppInstance", "Salesforce.com", "Salesforce"),
	oktaTarget("0oa1googleworkspA5d7", "AppInstance", "Google Workspace", "Google Workspace"),
	oktaTarget("0oa1zoomacornrobo5d7", "AppInstance", "Zoom", "Zoom"),
}

// oktaPeople sign in each morning, open apps through the day, and about half of
// them sign out in the evening. Four have an app that renews its access token
// through the day and names the session it came from; it stops at sign-out.
func oktaPeople(m *month) {
	for _, p := range people {
		d := newDice("okta/" + p.login)
		workdays(func(day time.Time) {
			moments := workMoments(d, day, d.between(4, 6))
			session := "102" + d.id(22)
			storyHas := p.login == "nadia" && day.Equal(sessionStoryDay)
			if d.once(0.04) || !p.employed(moments[0]) || !p.employed(moments[len(moments)-1]) || storyHas {
				return
			}
			for i, t := range moments {
				call := oktaCall{at: t, actor: oktaUser(p), address: p.address(t), agent: p.browser(t), session: session}
				switch {
				case i == 0:
					call.kind, call.message, call.uri = "user.session.start", "User login to Okta", "/idp/idx/identify"
				case i == len(moments)-1 && d.once(0.5):
					call.kind, call.message, call.uri = "user.session.end", "User logout from Okta", "/login/signout"
				default:
					app := pick(d, oktaApps)
					call.kind, call.message, call.uri = "user.authentication.sso", "User single sign on to app", "/app/"+app[1].(string)+"/sso/saml"
					call.target = list{app, oktaTarget("0ua"+shortHash(p.login+app[1].(string), 17), "AppUser", p.email(), p.name)}
				}
				m.add("okta", t, oktaRow(d, call))
			}
			if hasPortal(p.login) {
				portalDay(m, d, p, moments[0], moments[len(moments)-2], session)
			}
		})
	}
}

func hasPortal(login string) bool {
	return login == "nadia" || login == "luis" || login == "ivan" || login == "wei"
}

// portalDay renews the app's access token about hourly between sign-in and the
// day's last but one moment.
func portalDay(m *month, d dice, p person, from, to time.Time, session string) {
	for t := from.Add(2 * time.Minute); t.Before(to); t = t.Add(50*time.Minute + d.upTo(15*time.Minute)) {
		m.add("okta", t, oktaRow(d, oktaCall{
			at: t, kind: "app.oauth2.token.grant.access_token", message: "OIDC access token is granted",
			actor: oktaUser(p), client: portalClient, address: p.address(t), agent: "AcornFieldService/5.2 okhttp/4.12.0",
			session: session, uri: "/oauth2/v1/token",
			debug: object{
				"grantType", "refresh_token", "grantedScopes", "openid, profile, offline_access",
				"requestedScopes", "", "clientAuthType", "none", "dtHash", shortHash(session, 64),
			},
			target: list{oktaUserTarget(p), object{
				"id", "AT." + d.id(43), "type", "access_token", "alternateId", nil, "displayName", "Access Token",
				"detailEntry",
				object{"expires", t.Add(time.Hour).Format("2006-01-02T15:04:05.000Z"), "subject", p.okta(), "hash", d.id(22)},
			}},
		}))
	}
}
