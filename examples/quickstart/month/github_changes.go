package main

import "time"

// ghWeb is something done in the browser: the audit log names no token.
func ghWeb(d dice, t time.Time, action, repo string, p person, extra ...any) object {
	place := placeOf(p.address(t))
	extra = append(extra, "operation_type", "modify", "repo", githubBusiness+"/"+repo, "repository", githubBusiness+"/"+repo)
	return ghRow(d, t, action, developer(p), p.address(t), place.short, p.browser(t), nil, extra...)
}

// githubChanges are the lifecycle records of the month: a rotation with an
// overlap, a leaver's removal, and somebody's first webhook.
func githubChanges(m *month) {
	d := newDice("github/changes")
	tomas, amara, hana := who("tomas"), who("amara"), who("hana")

	// The old token is revoked a day later, when every machine has the new one.
	m.add("github", newTokenIssued.Add(-time.Minute), ghRow(d, newTokenIssued.Add(-time.Minute),
		"personal_access_token.create", developer(tomas), tomas.address(newTokenIssued), "US", tomas.browser(newTokenIssued), nil,
		"operation_type", "create", "user", developer(tomas).login, "user_id", tomas.github(),
		"token_id", 7801133, "hashed_token", hashedToken("tomas, second")))
	m.add("github", oldTokenRevoked, ghRow(d, oldTokenRevoked,
		"personal_access_token.destroy", developer(tomas), tomas.address(oldTokenRevoked), "US", tomas.browser(oldTokenRevoked), nil,
		"operation_type", "remove", "user", developer(tomas).login, "user_id", tomas.github(),
		"token_id", 6630103, "hashed_token", hashedToken("tomas")))

	left := leaverLeft.Add(20 * time.Minute)
	m.add("github", left, ghRow(d, left, "org.remove_member", developer(amara), amara.address(left), "US", amara.browser(left), nil,
		"operation_type", "remove", "user", developer(who("owen")).login, "user_id", who("owen").github()))

	m.add("github", firstAdminCall, ghWeb(d, firstAdminCall, "hook.create", repos[2], hana,
		"active", true, "hook_id", 498811207, "name", "webhook",
		"config", object{"content_type", "json", "insecure_ssl", "0", "url", "https://ci." + domain + "/hooks/vision"},
		"events", list{"push"}))
}
