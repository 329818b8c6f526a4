package vendors

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Operation is something done with a token. Kind is the vendor's name of it: an
// EVENT_TYPE, an action, an event type, an API or a resource.
type Operation struct {
	Kind, Method, Path string
	Rows               [2]int // at least, at most; none where the vendor counts none
}

// Work is what a token ordinarily does: the earlier in the list, the more often.
// Tail is done a few times a quarter at most.
type Work struct {
	Operations, Tail   []Operation
	Objects, TailThing []string
	Scopes             []string
}

// Use is one use of a token before it is written.
type Use struct {
	At             time.Time
	Token          *Token
	Operation      Operation
	Object         string
	Rows           int
	Address, Agent string
	Session        string // empty: the token's own of that time
	Scopes         []string
	Failed         bool
}

// Provider is the vendor that logs the use.
func (u *Use) Provider() string { return u.Token.Provider() }

// Time is when the use happened.
func (u *Use) Time() time.Time { return u.At }

// Row writes the use in the vendor's form, with the vendor's unique id of it.
func (u *Use) Row(d chance.Dice) (row rawjson.Object, id string) {
	switch u.Token.Form {
	case SalesforceGrant, SalesforcePerson:
		return salesforceUse(d, u)
	case SalesforceEvents:
		return salesforceEvent(d, u)
	case GitHubToken, GitHubBot, GitHubAdmin:
		return githubUse(d, u)
	case OktaToken, OktaGrant, OktaPerson:
		return oktaUse(d, u)
	case GoogleGrant, GoogleAdmin:
		return googleUse(d, u)
	case EntraKey, EntraManaged, EntraGrant, EntraAdmin:
		return entraUse(d, u)
	}
	return awsUse(d, u)
}

// SessionOf is the token's own session at a time: a day's for people, two
// hours' for machines, whatever the order in which they are asked for.
func (t *Token) SessionOf(at time.Time) string {
	length := 2 * time.Hour
	if t.Form == SalesforcePerson || t.Form == OktaPerson || t.Form == OktaGrant || t.Form == EntraGrant {
		length = 24 * time.Hour
	}
	return t.SessionNumber(at.Truncate(length).Unix())
}

// SessionNumber is a session of that number, such as one opened by a thief.
func (t *Token) SessionNumber(n int64) string {
	name := fmt.Sprint("session ", t.Number, " ", n)
	if t.Form == OktaPerson && t.Person != nil || t.Form == OktaGrant {
		return "102" + Digest(fmt.Sprint("person ", t.User, " ", n), 22)
	}
	if t.Form == EntraGrant {
		d := Digest(name, 32)
		return d[:8] + "-" + d[8:12] + "-4" + d[13:16] + "-9" + d[17:20] + "-" + d[20:]
	}
	return Digest(name, 16)
}

func (u *Use) session() string {
	if u.Session != "" {
		return u.Session
	}
	return u.Token.SessionOf(u.At)
}

// Record is anything a vendor logs: a Use or a Notice.
type Record interface {
	Provider() string
	Time() time.Time
	Row(d chance.Dice) (row rawjson.Object, id string)
}
