package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// writeInventory writes what the company knows about its tokens: nine in ten.
// Apps with many grants are declared once; people's own tokens need no entry.
func writeInventory(b *life.Book, w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "# What the company of this estate knows: whose its tokens are, and what for. Attacks are not in it.\ntokens:")
	for _, t := range b.Tokens {
		if t.Declared && t.App != nil && !b.Hidden[t.App] && (t.Person == nil || t.App.Tokens[0] == t) {
			declare(out, b, t)
		}
	}
	fmt.Fprintf(out, "  - {provider: aws, actor: %q, owner: %s, purpose: \"the administrator's own user\", tier: standard}\n", vendors.AWSConsole, b.Console.Admin.Email())
	fmt.Fprintln(out, "owners:")
	for _, p := range b.People {
		fmt.Fprintf(out, "  - {id: %s, status: active, since: 2024-01-01T00:00:00Z, aliases: [%q, %q, %q, %q, %q]}\n", p.Email(),
			"okta:"+p.Okta(), "salesforce:"+p.Salesforce(), "google_workspace:"+p.Google(), "entra:"+p.Entra(), "github:"+p.GitHub())
	}
	return out.Flush()
}

func declare(out io.Writer, b *life.Book, t *vendors.Token) {
	fmt.Fprintf(out, "  - provider: %s\n", t.Provider())
	switch t.Form {
	case vendors.SalesforceGrant, vendors.SalesforceEvents:
		fmt.Fprintf(out, "    app: %q\n", t.App.ID)
		if t.Person == nil {
			fmt.Fprintf(out, "    actor: %q\n", t.User)
		}
	case vendors.GitHubToken:
		if t.Person != nil {
			fmt.Fprintf(out, "    app: %q\n", t.App.ID)
		} else {
			fmt.Fprintf(out, "    token: %q\n", strconv.Itoa(t.GitHubID()))
		}
	case vendors.OktaToken, vendors.EntraKey, vendors.AWSKey:
		fmt.Fprintf(out, "    token: %q\n", t.Credential)
	case vendors.AWSRole:
		fmt.Fprintf(out, "    actor: %q\n", t.User+"*")
	case vendors.GitHubBot:
		fmt.Fprintf(out, "    actor: %q\n", t.UserName)
	default:
		fmt.Fprintf(out, "    app: %q\n", t.App.Client)
	}
	owner := t.App.Owner
	if next := b.NewOwner[t]; next != nil {
		owner = next
	}
	fmt.Fprintf(out, "    owner: %s\n    purpose: %q\n    tier: standard\n", owner.Email(), t.App.Purpose)
	if consumers := b.Shared[t]; len(consumers) > 0 {
		fmt.Fprintf(out, "    consumers: [%s, %s]\n", consumers[0], consumers[1])
	}
	if t.Kind == "ci_hosted" {
		fmt.Fprintln(out, "    approved: {runners: [github-hosted]}")
	}
	if before := b.Replaces[t]; before != nil {
		fmt.Fprintf(out, "    replaces: %q\n", before.Credential)
	}
	if !t.Ends.IsZero() && t.Person == nil {
		fmt.Fprintf(out, "    expires: %s\n", t.Ends.AddDate(0, 0, 1).Format(time.RFC3339))
	}
}
