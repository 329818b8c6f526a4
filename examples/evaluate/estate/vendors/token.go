// Package vendors writes the raw audit records of six vendors, as their
// documentation and published samples show them.
package vendors

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Form is how a vendor's records name a token.
type Form string

// The forms of tokens.
const (
	SalesforceGrant  Form = "salesforce grant"       // connected app and user
	SalesforcePerson Form = "salesforce person"      // a browser session
	SalesforceEvents Form = "salesforce events"      // connected app and user, in real-time events
	GitHubToken      Form = "github token"           // token_id
	GitHubBot        Form = "github app"             // hourly hashed_token
	OktaToken        Form = "okta api token"         // SSWS
	OktaGrant        Form = "okta grant"             // client and user
	OktaPerson       Form = "okta person"            // a browser session
	GoogleGrant      Form = "google grant"           // client and user
	GoogleAdmin      Form = "google administrator"   // the admin console
	EntraKey         Form = "entra key"              // a service principal's secret
	EntraManaged     Form = "entra managed identity" // no address, no key
	EntraGrant       Form = "entra grant"            // client and user
	EntraAdmin       Form = "entra administrator"    // directory changes
	GitHubAdmin      Form = "github administrator"   // the web pages of an organisation
	AWSKey           Form = "aws key"
	AWSRole          Form = "aws role" // hourly ASIA keys
)

// Provider is the name of the vendor in inventory.yaml.
func (f Form) Provider() string {
	switch f {
	case SalesforceGrant, SalesforcePerson, SalesforceEvents:
		return "salesforce"
	case GitHubToken, GitHubBot, GitHubAdmin:
		return "github"
	case OktaToken, OktaGrant, OktaPerson:
		return "okta"
	case GoogleGrant, GoogleAdmin:
		return "google_workspace"
	case AWSKey, AWSRole:
		return "aws"
	}
	return "entra"
}

// Person is one of the company's people; the ids follow from the number.
type Person struct {
	Number                    int
	Login, Name               string
	HomeAddress, OtherAddress string // at home; on the phone
	Browser                   int    // which of the browsers in agents.go
	Remote                    bool   // never in the office
	Office                    string
}

// Domain is the fictitious company's.
const Domain = "larch-instruments.example"

// Email is the person's address, and their name at most vendors.
func (p *Person) Email() string { return p.Login + "@" + Domain }

// Okta is the person's user id there.
func (p *Person) Okta() string { return fmt.Sprintf("00u5hk8wq%03dLrcTzV5d7", p.Number) }

// Salesforce is the person's USER_ID, in 15 characters.
func (p *Person) Salesforce() string { return fmt.Sprintf("0057k00000L%03dR", p.Number) }

// Google is the person's profile id.
func (p *Person) Google() string { return fmt.Sprintf("1062277145590%03d21648", p.Number) }

// Entra is the person's object id.
func (p *Person) Entra() string {
	return fmt.Sprintf("b14d7c3a-88e0-4f36-a1d2-93c5f0772%03d", p.Number)
}

// GitHub is the person's login.
func (p *Person) GitHub() string { return p.Login + "-larch" }

// GitHubNumber is the number behind the login.
func (p *Person) GitHubNumber() int { return 31770000 + 41*p.Number }

// App is a client that holds one token or many.
type App struct {
	ID, Client, Name string
	Owner            *Person
	Purpose          string
	Declared         bool
	Scopes           []string
	Agent            string
	Addresses        []string
	Tokens           []*Token
}

// Token is one token of the estate and its ordinary habits.
type Token struct {
	Number     int
	Form       Form
	Kind       string // its population
	App        *App   // nil for a person's own browser session
	Person     *Person
	Owner      *Person
	User       string // the acting user's, service's or principal's id
	UserName   string
	Credential string // API token, key id or access key
	Declared   bool
	Agent      string
	Addresses  []string
	Work       Work
	Pace       time.Duration // between two rounds of work; people have none
	Round      [2]int        // uses in a round, or on a person's day
	Born       time.Time     // zero: before the estate's first day
	Ends       time.Time     // zero: lives on
}

// Provider is the name of the vendor.
func (t *Token) Provider() string { return t.Form.Provider() }

// Acts tells whether the token is a person's own and not only owned by them.
func (t *Token) Acts() bool { return t.Person != nil }

// Condition is how truth.csv names the token: conditions on the raw record.
func (t *Token) Condition() string {
	switch t.Form {
	case SalesforceGrant:
		return "CONNECTED_APP_ID=" + t.App.ID + ";USER_ID=" + t.User
	case SalesforcePerson:
		return "USER_ID=" + t.User
	case SalesforceEvents:
		return "ConnectedAppId=" + SalesforceLong(t.App.ID) + ";UserId=" + SalesforceLong(t.User)
	case GitHubToken:
		return "token_id=" + strconv.Itoa(t.GitHubID()) + ";hashed_token=" + t.Hash("")
	case GitHubBot, GitHubAdmin:
		return "actor=" + t.UserName
	case OktaToken:
		return "transaction.detail.requestApiTokenId=" + t.Credential
	case OktaGrant:
		return "client.id=" + t.App.Client + ";actor.id=" + t.User
	case OktaPerson:
		return "actor.id=" + t.User + ";authenticationContext.credentialProvider=OKTA_CREDENTIAL_PROVIDER"
	case GoogleGrant:
		return "actor.profileId=" + t.User + ";events[0].name=activity;events[0].parameters[client_id]=" + t.App.Client
	case GoogleAdmin:
		return "actor.profileId=" + t.User + ";id.applicationName=admin"
	case EntraKey:
		return "properties.servicePrincipalCredentialKeyId=" + t.Credential
	case EntraManaged:
		return "category=ManagedIdentitySignInLogs;properties.servicePrincipalId=" + t.User
	case EntraGrant:
		return "properties.userId=" + t.User + ";properties.appId=" + t.App.Client
	case EntraAdmin:
		return "properties.initiatedBy.user.id=" + t.User
	case AWSKey:
		return "userIdentity.accessKeyId=" + t.Credential
	}
	return "userIdentity.sessionContext.sessionIssuer.principalId=" + t.User
}

// GitHubID is the token_id of a GitHub token.
func (t *Token) GitHubID() int { return 8410000 + 17*t.Number }

// Hash is what GitHub logs for a token: base64 of its SHA-256. An app's token
// is another one every hour, so its hour is part of it.
func (t *Token) Hash(hour string) string {
	sum := sha256.Sum256([]byte("estate fixture, not a credential: " + strconv.Itoa(t.Number) + hour))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Digest is n hexadecimal digits that follow from the name.
func Digest(name string, n int) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])[:n]
}
