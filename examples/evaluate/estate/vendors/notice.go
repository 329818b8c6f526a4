package vendors

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Notice is a record of what happened to people, apps and tokens, not of a use.
type Notice struct {
	at       time.Time
	provider string
	audit    bool // of the Setup Audit Trail
	write    func(chance.Dice) (rawjson.Object, string)
}

// Provider is the vendor that logs it.
func (n *Notice) Provider() string { return n.provider }

// Time is when it happened.
func (n *Notice) Time() time.Time { return n.at }

// Row writes it in the vendor's form, with the vendor's unique id of it.
func (n *Notice) Row(d chance.Dice) (rawjson.Object, string) { return n.write(d) }

// AWSConsole is the principal of the administrator's own IAM user.
const AWSConsole = "AIDA4LARCHCONSOLE0001"

// Console is an administrator at work in the vendors' consoles.
type Console struct {
	Admin          *Person
	Address, Agent string
}

func (c Console) okta(at time.Time, kind, message string, debug rawjson.Object, target ...any) *Notice {
	return &Notice{at: at, provider: "okta", write: func(d chance.Dice) (rawjson.Object, string) {
		return oktaEvent{
			kind: kind, message: message, actor: c.Admin.Okta(), actorKind: "User", actorLogin: c.Admin.Email(), actorName: c.Admin.Name,
			session: "102" + Digest(fmt.Sprint("console", at.Format(time.DateOnly)), 22), address: c.Address, agent: c.Agent,
			uri: "/api/v1/console", proof: "OKTA_CREDENTIAL_PROVIDER", debug: debug, target: target,
		}.row(d, at.Format("2006-01-02T15:04:05.000Z"))
	}}
}

func (c Console) google(at time.Time, kind, name string, parameters ...any) *Notice {
	return &Notice{at: at, provider: "google_workspace", write: func(d chance.Dice) (rawjson.Object, string) {
		return googleRow(d, at, "admin", c.Admin, c.Address, rawjson.Object{"type", kind, "name", name, "parameters", rawjson.List(parameters)})
	}}
}

func (c Console) github(at time.Time, action string, fields ...any) *Notice {
	return &Notice{at: at, provider: "github", write: func(d chance.Dice) (rawjson.Object, string) {
		return githubWeb(d, at, action, c.Admin, c.Address, c.Agent, fields)
	}}
}

// githubWeb is a change made in the browser: no token is in the record.
func githubWeb(d chance.Dice, at time.Time, action string, p *Person, address, agent string, fields []any) (rawjson.Object, string) {
	row, id := githubHead(d, at, action, githubActor{p.GitHub(), p.Email(), p.GitHubNumber(), false}, address)
	return row.With("operation_type", "modify").With(fields...).With("user_agent", agent), id
}

func (c Console) entra(at time.Time, name, group string, target rawjson.Object) *Notice {
	return &Notice{at: at, provider: "entra", write: func(d chance.Dice) (rawjson.Object, string) {
		return entraAudit(d, at, c.Admin, c.Address, name, group, target)
	}}
}

func (c Console) salesforce(at time.Time, action, section, sentence string) *Notice {
	return &Notice{at: at, provider: "salesforce", audit: true, write: func(d chance.Dice) (rawjson.Object, string) {
		return setupAudit(d, at, c.Admin, action, section, sentence)
	}}
}

func (c Console) aws(at time.Time, name string, request rawjson.Object) *Notice {
	identity := rawjson.Object{
		"type", "IAMUser", "principalId", AWSConsole, "arn", "arn:aws:iam::" + awsAccount + ":user/console",
		"accountId", awsAccount, "userName", "console",
	}
	return &Notice{at: at, provider: "aws", write: func(d chance.Dice) (rawjson.Object, string) {
		return awsRow(d, at, identity, "iam.amazonaws.com", name, c.Address, c.Agent, request, 0, false)
	}}
}

// IsSetupAudit tells a row of Salesforce's Setup Audit Trail from its other records.
func IsSetupAudit(r Record) bool {
	n, ok := r.(*Notice)
	return ok && n.audit
}
