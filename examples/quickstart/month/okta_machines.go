package main

import "time"

// oktaMachines are the HR sync, with an SSWS token, and the access review
// service, an OAuth client that acts as itself.
func oktaMachines(m *month) {
	d := newDice("okta/hr")
	sync := oktaActor{"00u8fq2rxcHRKpTzW5d7", "User", "svc-hr-sync@" + domain, "HR Sync"}
	every(time.Hour, func(slot time.Time) {
		t := slot.Add(14*time.Minute + d.upTo(2*time.Minute))
		p := people[6+d.IntN(18)]
		m.add("okta", t, oktaRow(d, oktaCall{
			at: t, kind: "user.account.update_profile", message: "Update user profile for Okta",
			actor: sync, address: pick(d, []string{"52.26.14.90", "52.26.14.91"}), agent: "hr-bridge/6.4 okta-sdk-java/17.0.0",
			apiToken: hrToken, uri: "/api/v1/users/" + p.okta(), target: list{oktaUserTarget(p)},
		}))
	})
	d = newDice("okta/audit")
	client := oktaActor{auditClient, "PublicClientApp", auditClient, "Access Review"}
	every(2*time.Hour, func(slot time.Time) {
		t := slot.Add(33*time.Minute + d.upTo(time.Minute))
		m.add("okta", t, oktaRow(d, oktaCall{
			at: t, kind: "app.oauth2.token.grant.access_token", message: "OIDC access token is granted",
			actor: client, client: auditClient, address: "44.196.70.14", agent: "access-review/1.4 Go-http-client/2.0",
			uri: "/oauth2/v1/token",
			debug: object{
				"grantType", "client_credentials", "grantedScopes", "okta.users.read, okta.groups.read, okta.logs.read",
				"requestedScopes", "okta.users.read, okta.groups.read, okta.logs.read", "clientAuthType", "private_key_jwt",
			},
			target: list{object{
				"id", "AT." + d.id(43), "type", "access_token", "alternateId", nil, "displayName", "Access Token",
				"detailEntry",
				object{"expires", t.Add(time.Hour).Format("2006-01-02T15:04:05.000Z"), "subject", auditClient, "hash", d.id(22)},
			}},
		}))
	})
}

// oktaAdministration is what Gus, the administrator, does to others: routine
// group changes, an intern and a newcomer, a leaver. Lena's deactivation is in
// the stories.
func oktaAdministration(m *month) {
	d := newDice("okta/admin")
	gus := who("gus")
	act := func(t time.Time, kind, message, uri string, target ...any) {
		m.add("okta", t, oktaRow(d, oktaCall{
			at: t, kind: kind, message: message, actor: oktaUser(gus),
			address: gus.address(t), agent: gus.browser(t), session: "102" + shortHash(t.Format(time.DateOnly), 22), uri: uri, target: target,
		}))
	}
	join := func(t time.Time, p person, group string) {
		act(t, "group.user_membership.add", "Add user to group membership", "/api/v1/groups/00g"+shortHash(group, 17)+"/users/"+p.okta(),
			oktaUserTarget(p), oktaTarget("00g"+shortHash(group, 17), "UserGroup", "unknown", group))
	}
	arrive := func(t time.Time, p person) {
		act(t, "user.lifecycle.create", "Create okta user", "/api/v1/users", oktaUserTarget(p))
		act(t.Add(40*time.Second), "user.lifecycle.activate", "Activate Okta user", "/api/v1/users/"+p.okta()+"/lifecycle/activate", oktaUserTarget(p))
		join(t.Add(2*time.Minute), p, "Everyone in the office")
	}
	arrive(at("07-15", "14:10:00"), person{number: 31, login: "robin", name: "Robin Gale"}) // an intern without tools
	workdays(func(day time.Time) {
		if d.once(0.35) {
			join(day.Add(16*time.Hour+d.upTo(3*time.Hour)), people[12+d.IntN(8)], pick(d, []string{"Everyone in the office", "Fire wardens", "Design reviewers"}))
		}
	})
	join(groupChange, who("ines"), "Design reviewers")
	arrive(at("07-25", "18:30:00"), who("yara"))
	act(leaverLeft, "user.lifecycle.deactivate", "Deactivate Okta user", "/api/v1/users/"+who("owen").okta()+"/lifecycle/deactivate", oktaUserTarget(who("owen")))
}
