package company

import (
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// identify gives the token the ids that its vendor's records name it by.
func (c *Company) identify(t *vendors.Token) {
	n := t.Number
	if t.Person != nil {
		t.UserName = t.Person.Email()
	} else {
		t.UserName = strings.ToLower(strings.ReplaceAll(t.App.Name, " ", "-"))
	}
	switch t.Form {
	case vendors.SalesforceGrant, vendors.SalesforcePerson, vendors.SalesforceEvents:
		t.User = fmt.Sprintf("0057k00000I%03dN", n)
		if t.Person != nil {
			t.User = t.Person.Salesforce()
		}
	case vendors.GitHubBot:
		t.User, t.UserName = t.UserName, t.UserName+"[bot]"
	case vendors.GitHubToken, vendors.GitHubAdmin:
		t.User = t.UserName
		if t.Person != nil {
			t.User, t.UserName = t.Person.GitHub(), t.Person.GitHub()
		}
	case vendors.OktaToken:
		t.User, t.Credential = fmt.Sprintf("00u5hk8wqSVC%03dTzV5d7", n), fmt.Sprintf("00T8larch%03dSswsQ5d7", n)
	case vendors.OktaGrant, vendors.OktaPerson:
		if t.Person == nil {
			t.User, t.UserName = t.App.Client, t.App.Client
		} else {
			t.User = t.Person.Okta()
		}
	case vendors.GoogleGrant, vendors.GoogleAdmin:
		t.User = t.Person.Google()
	case vendors.EntraKey:
		t.User, t.Credential = t.App.ID, entraID("key", n)
	case vendors.EntraManaged:
		t.User = t.App.ID
	case vendors.EntraGrant, vendors.EntraAdmin:
		t.User = t.Person.Entra()
	case vendors.AWSKey:
		t.User, t.Credential = "AIDA4LARCH"+strings.ToUpper(vendors.Digest(fmt.Sprint("user", n), 11)), "AKIA4LARCH"+strings.ToUpper(vendors.Digest(fmt.Sprint("key", n), 10))
	case vendors.AWSRole:
		t.User = "AROA4LARCH" + strings.ToUpper(vendors.Digest(fmt.Sprint("role", n), 11))
	}
}

// Successor is a second credential of the same user, as a rotation makes it.
func (c *Company) Successor(t *vendors.Token, born time.Time) *vendors.Token {
	next := *t
	next.Number, next.Born, next.Ends = len(c.Tokens), born, time.Time{}
	switch t.Form {
	case vendors.OktaToken:
		next.Credential = fmt.Sprintf("00T8larch%03dSswsQ5d7", next.Number)
	case vendors.EntraKey:
		next.Credential = entraID("key", next.Number)
	case vendors.AWSKey:
		next.Credential = "AKIA4LARCH" + strings.ToUpper(vendors.Digest(fmt.Sprint("key", next.Number), 10))
	}
	if t.App != nil {
		t.App.Tokens = append(t.App.Tokens, &next)
	}
	c.Tokens = append(c.Tokens, &next)
	return &next
}
