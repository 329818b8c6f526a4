package company

import (
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendor"
)

// identify gives the token the ids that its vendor's records name it by.
func (c *Company) identify(t *vendor.Token) {
	n := t.Number
	if t.Person != nil {
		t.UserName = t.Person.Email()
	} else {
		t.UserName = strings.ToLower(strings.ReplaceAll(t.App.Name, " ", "-"))
	}
	switch t.Form {
	case vendor.SalesforceGrant, vendor.SalesforcePerson:
		t.User = fmt.Sprintf("0057k00000I%03dN", n)
		if t.Person != nil {
			t.User = t.Person.Salesforce()
		}
	case vendor.GitHubBot:
		t.User, t.UserName = t.UserName, t.UserName+"[bot]"
	case vendor.GitHubToken, vendor.GitHubAdmin:
		t.User = t.UserName
		if t.Person != nil {
			t.User, t.UserName = t.Person.GitHub(), t.Person.GitHub()
		}
	case vendor.OktaToken:
		t.User, t.Credential = fmt.Sprintf("00u5hk8wqSVC%03dTzV5d7", n), fmt.Sprintf("00T8larch%03dSswsQ5d7", n)
	case vendor.OktaGrant, vendor.OktaPerson:
		if t.Person == nil {
			t.User, t.UserName = t.App.Client, t.App.Client
		} else {
			t.User = t.Person.Okta()
		}
	case vendor.GoogleGrant, vendor.GoogleAdmin:
		t.User = t.Person.Google()
	case vendor.EntraKey:
		t.User, t.Credential = t.App.ID, entraID("key", n)
	case vendor.EntraManaged:
		t.User = t.App.ID
	case vendor.EntraGrant, vendor.EntraAdmin:
		t.User = t.Person.Entra()
	case vendor.AWSKey:
		t.User, t.Credential = "AIDA4LARCH"+strings.ToUpper(vendor.Digest(fmt.Sprint("user", n), 11)), "AKIA4LARCH"+strings.ToUpper(vendor.Digest(fmt.Sprint("key", n), 10))
	case vendor.AWSRole:
		t.User = "AROA4LARCH" + strings.ToUpper(vendor.Digest(fmt.Sprint("role", n), 11))
	}
}

// Successor is a second credential of the same user, as a rotation makes it.
func (c *Company) Successor(t *vendor.Token, born time.Time) *vendor.Token {
	next := *t
	next.Number, next.Born, next.Ends = len(c.Tokens), born, time.Time{}
	switch t.Form {
	case vendor.OktaToken:
		next.Credential = fmt.Sprintf("00T8larch%03dSswsQ5d7", next.Number)
	case vendor.EntraKey:
		next.Credential = entraID("key", next.Number)
	case vendor.AWSKey:
		next.Credential = "AKIA4LARCH" + strings.ToUpper(vendor.Digest(fmt.Sprint("key", next.Number), 10))
	}
	if t.App != nil {
		t.App.Tokens = append(t.App.Tokens, &next)
	}
	c.Tokens = append(c.Tokens, &next)
	return &next
}
