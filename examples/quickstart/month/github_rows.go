package main

import (
	"time"
)

// ghToken is a token as the audit log shows it.
type ghToken struct {
	kind   string // programmatic_access_type
	id     int    // token_id
	hash   string // hashed_token
	scopes string
}

// ghActor is who GitHub names as the actor.
type ghActor struct {
	login, email string
	id           int
	bot          bool
}

func developer(p person) ghActor { return ghActor{p.login + "-acorn", p.email(), p.github(), false} }

// ghRow is the part every audit log entry has. extra comes before the token.
func ghRow(d dice, t time.Time, action string, who ghActor, address, country, agent string, token *ghToken, extra ...any) object {
	row := object{
		"@timestamp", t.UnixMilli(),
		"_document_id", d.id(22),
		"action", action,
		"actor", who.login,
		"actor_id", who.id,
		"actor_ip", address,
		"actor_is_bot", who.bot,
		"actor_location",
		object{"country_code", country},
		"business", githubBusiness,
		"business_id", businessID,
		"created_at", t.UnixMilli(),
	}
	if who.email != "" {
		row = append(row, "external_identity_nameid", who.email)
	}
	row = append(row, extra...)
	row = append(row, "org", githubBusiness, "org_id", githubOrgID)
	if token != nil {
		row = append(row, "hashed_token", token.hash, "programmatic_access_type", token.kind)
		if token.id != 0 {
			row = append(row, "token_id", token.id)
		}
		row = append(row, "token_scopes", token.scopes)
	}
	return append(row, "user_agent", agent)
}

// ghGit is a git operation over HTTPS. These come with streaming only.
func ghGit(d dice, t time.Time, action, repo string, who ghActor, address, agent string, token *ghToken) object {
	return ghRow(d, t, action, who, address, "US", agent, token,
		"repo", githubBusiness+"/"+repo, "repository", githubBusiness+"/"+repo,
		"repository_public", false, "transport_protocol", 1, "transport_protocol_name", "http",
		"user", who.login, "user_id", who.id)
}

// ghAPI is a REST call: the api.request event, which an organisation turns on.
func ghAPI(d dice, t time.Time, method, route, repo string, who ghActor, address, agent string, token *ghToken) object {
	status := 200
	if method == "POST" {
		status = 201
	}
	return ghRow(d, t, "api.request", who, address, "US", agent, token,
		"request_category", "rest", "request_id", d.upper(4)+":"+d.upper(6)+":"+d.upper(7),
		"request_method", method, "route", route, "status_code", status,
		"repo", githubBusiness+"/"+repo, "repository", githubBusiness+"/"+repo)
}
