package vendors

import (
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const githubOrg = "larch-instruments"

// githubActor is who GitHub names as the actor of a token's uses.
type githubActor struct {
	login, email string
	id           int
	bot          bool
}

func (t *Token) githubActor() githubActor {
	if t.Person != nil {
		return githubActor{t.Person.GitHub(), t.Person.Email(), t.Person.GitHubNumber(), false}
	}
	return githubActor{t.UserName, "", 60000000 + 13*t.Number, t.Form == GitHubBot}
}

// githubHead is the part every audit log entry has.
func githubHead(d chance.Dice, at time.Time, action string, who githubActor, address string) (rawjson.Object, string) {
	id := d.Base62(22)
	row := rawjson.Object{
		"@timestamp", at.UnixMilli(), "_document_id", id, "action", action, "actor", who.login, "actor_id", who.id,
		"actor_ip", address, "actor_is_bot", who.bot,
		"actor_location",
		rawjson.Object{"country_code", networks.Of(address).Code},
		"business", githubOrg, "business_id", 51907, "created_at", at.UnixMilli(),
	}
	if who.email != "" {
		row = row.With("external_identity_nameid", who.email)
	}
	return row.With("org", githubOrg, "org_id", 104472213), id
}

// githubUse writes an audit log entry: a git operation, an API call or a page.
func githubUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	who := u.Token.githubActor()
	row, id := githubHead(d, u.At, u.Operation.Kind, who, u.Address)
	switch u.Operation.Kind {
	case "api.request":
		status := 200
		if u.Operation.Method == "POST" {
			status = 201
		}
		if u.Failed {
			status = 401
		}
		row = row.With("request_category", "rest", "request_id", d.Upper(4)+":"+d.Upper(6)+":"+d.Upper(7),
			"request_method", u.Operation.Method, "route", u.Operation.Path, "status_code", status)
	case "git.clone", "git.fetch", "git.push":
		row = row.With("repository_public", false, "transport_protocol", 1, "transport_protocol_name", "http", "user", who.login, "user_id", who.id)
	default:
		row = row.With("operation_type", "modify")
	}
	if u.Object != "" {
		row = row.With("repo", githubOrg+"/"+u.Object, "repository", githubOrg+"/"+u.Object)
	}
	return row.With(githubToken(u)...).With("user_agent", u.Agent), id
}

func githubToken(u *Use) rawjson.Object {
	t := u.Token
	scopes := join(t.Work.Scopes)
	if u.Scopes != nil {
		scopes = join(u.Scopes)
	}
	switch t.Form {
	case GitHubAdmin:
		return nil
	case GitHubBot:
		return rawjson.Object{
			"hashed_token", t.Hash(u.At.Format("2006-01-02T15")), "programmatic_access_type", "GitHub App server-to-server token",
			"token_scopes", scopes, "integration", t.App.Name, "application_client_id", t.App.Client,
		}
	}
	row := rawjson.Object{"hashed_token", t.Hash(""), "programmatic_access_type", t.githubType(), "token_id", t.GitHubID(), "token_scopes", scopes}
	if t.OAuth() {
		row = row.With("oauth_application_name", t.App.Name, "oauth_application_id", t.App.ID)
	}
	return row
}

// OAuth tells whether a GitHub token is an app's, for a person.
func (t *Token) OAuth() bool { return t.App != nil && t.Person != nil }

func (t *Token) githubType() string {
	switch {
	case t.OAuth():
		return "OAuth access token"
	case t.Person == nil:
		return "Fine-grained personal access token"
	}
	return "Personal access token (classic)"
}

func join(scopes []string) string { return strings.Join(scopes, ",") }
