package company

import (
	"fmt"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// connect makes the apps and tokens of all lines.
func (c *Company) connect() {
	for n, l := range lines {
		d := chance.New(c.Seed, fmt.Sprint("line ", n, l.name))
		if l.grants > 0 {
			app := c.newApp(d, l, l.name)
			staff := c.Staff()
			for i := range min(c.scaled(l.grants, 5), len(staff)) {
				c.Join(app, staff[(i+n*11)%len(staff)], l)
			}
			continue
		}
		least := 2
		if l.alone == 1 {
			least = 1
		}
		for i := range c.scaled(l.alone, least) {
			c.alone(d, l, n, i)
		}
	}
	c.spread()
}

// alone makes a token that shares nothing with others.
func (c *Company) alone(d chance.Dice, l line, n, i int) {
	if l.kind == "" {
		l.kind = mixed[i%len(mixed)]
	}
	works := vendors.Works[l.form]
	if l.work == 0 {
		l.work = i % len(works)
	}
	switch l.form {
	case vendors.SalesforcePerson, vendors.OktaPerson, vendors.GoogleAdmin, vendors.EntraAdmin, vendors.GitHubAdmin, vendors.GitHubToken:
		if l.kind == "person" || l.kind == "administrator" {
			who := c.Staff()[(i+n*5)%len(c.Staff())]
			if l.form == vendors.OktaPerson && i == 0 {
				who = c.Console.Admin
			}
			if l.kind == "administrator" {
				who = c.People[1+i*2]
			}
			if l.form == vendors.SalesforcePerson { // nobody who has a grant: their USER_ID is the whole key
				who = c.NewPerson(300+i, networks.OfKind(networks.Home), networks.OfKind(networks.Mobile))
				who.Login, who.Name = fmt.Sprint("sales", i), fmt.Sprint("Sales ", i)
				c.People = append(c.People, who)
			}
			c.Join(nil, who, l)
			return
		}
	}
	c.Join(c.newApp(d, l, fmt.Sprintf("%s %s %d", purposeWords[i%len(purposeWords)], l.form.Provider(), i)), nil, l)
}

var purposeWords = []string{"Ledger", "Mosaic", "Harvest", "Compass", "Relay", "Tally", "Signal", "Lumen"}

func (c *Company) newApp(d chance.Dice, l line, name string) *vendors.App {
	number := len(c.Apps)
	a := &vendors.App{
		Name: name, Owner: c.People[(number*5+2)%min(len(c.People), 60)], Purpose: name + ": " + string(l.form) + " integration",
		Declared: l.declared && (l.grants > 0 || !d.Once(0.11)), Scopes: vendors.Works[l.form][l.work%len(vendors.Works[l.form])].Scopes,
	}
	a.Agent = fmt.Sprintf("%s-connector/%d.%d.%d", vendors.Digest(name, 6), d.Between(1, 6), d.Between(0, 9), d.Between(0, 9))
	switch {
	case l.kind == "ci_hosted" && l.form == vendors.AWSKey:
		a.Agent = "aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/linux#6.11.0-1018-azure lang/python#3.13.4"
	case l.kind == "ci_hosted":
		a.Agent = "git/2.50.1 (github-actions; Linux x86_64)"
	case d.Once(0.2):
		a.Agent = chance.Pick(d, vendors.Scripts)
	case l.form == vendors.EntraKey:
		a.Agent = fmt.Sprintf("Family: MSAL Library: MSAL.Python 1.%d.0 Platform: Linux", d.Between(30, 33))
	}
	a.ID = fmt.Sprintf("0H47k00000%05d", number)
	a.Client = fmt.Sprintf("0oa9larch%03dV%s5d7", number, vendors.Digest(name, 5))
	switch l.form.Provider() {
	case "google_workspace":
		a.Client = fmt.Sprintf("6120%08d-larch%03d.apps.googleusercontent.com", 31*number+11207, number)
	case "github":
		a.ID, a.Client = strconv.Itoa(700000+number*19), fmt.Sprintf("Iv23liLarch%06d", number)
	case "entra":
		a.ID, a.Client = entraID("sp", number), entraID("app", number)
	}
	a.Addresses = c.servers(d, l, number)
	c.Apps = append(c.Apps, a)
	return a
}

func entraID(kind string, n int) string {
	h := vendors.Digest(fmt.Sprint(kind, n), 32)
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-8" + h[17:20] + "-" + h[20:]
}

// servers are the addresses an app calls from.
func (c *Company) servers(d chance.Dice, l line, number int) []string {
	home := l.network
	if home == "" {
		home = homes[number%len(homes)]
	}
	if l.kind == "vendor_proxy" { // the vendor's edge, a few dozen addresses in three networks
		var out []string
		for i := range 24 {
			out = append(out, networks.Named([]string{"Pelican Edge", "Anchor Transit", "gcp/us-east4"}[i%3]).Address(number*40+i))
		}
		return out
	}
	var out []string
	for i := range d.Between(1, 4) {
		out = append(out, networks.Named(home).Address(number*10+i))
	}
	return out
}

// Join makes a token: of an app for a person, of an app alone, or of a person.
func (c *Company) Join(app *vendors.App, p *vendors.Person, l line) *vendors.Token {
	n := len(c.Tokens)
	works := vendors.Works[l.form]
	t := &vendors.Token{
		Number: n, Form: l.form, Kind: l.kind, App: app, Person: p, Owner: p, Work: works[l.work%len(works)],
		Pace: l.pace * time.Duration(c.Slower), Round: l.round, Declared: true,
	}
	if app != nil {
		t.Agent, t.Addresses, t.Declared = app.Agent, app.Addresses, app.Declared
		if p == nil {
			t.Owner = app.Owner
		}
		app.Tokens = append(app.Tokens, t)
	}
	c.identify(t)
	c.Tokens = append(c.Tokens, t)
	return t
}
