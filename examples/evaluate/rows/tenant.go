package rows

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// integration is an app with its grants, as a vendor runs it.
type integration struct {
	name    string
	form    vendors.Form
	grants  int
	work    int // index into vendors.Works
	network string
	agent   string // empty: one of the vendor's own
	pace    time.Duration
	round   [2]int
	inOrder bool
}

// connect makes the app and its tokens; they call from the same few servers.
func (s *Stream) connect(i integration) []*vendors.Token {
	n := s.apps
	s.apps++
	d := s.dice("app ", i.name)
	works := vendors.Works[i.form]
	app := &vendors.App{Name: i.name, Owner: s.owner, Purpose: i.name + ": " + string(i.form), Agent: i.agent, Declared: true, Scopes: works[i.work].Scopes}
	if app.Agent == "" {
		app.Agent = fmt.Sprintf("%s%s-connector/%d.%d", strings.ToLower(strings.Fields(i.name)[0]), letters(n), d.Between(1, 6), d.Between(0, 9))
	}
	app.ID = fmt.Sprintf("0H47k00000%05d", n)
	if i.form.Provider() == "github" {
		app.ID, app.Client = strconv.Itoa(700000+n*19), fmt.Sprintf("Iv23liLarch%06d", n)
	}
	for k := range 3 {
		app.Addresses = append(app.Addresses, networks.Named(i.network).Address(n*10+k))
	}
	for range max(1, i.grants) {
		t := &vendors.Token{
			Number: len(s.tokens), Form: i.form, Kind: "integration", App: app, Owner: s.owner, Declared: true,
			Agent: app.Agent, Addresses: app.Addresses, Work: works[i.work], Pace: i.pace * time.Duration(d.Between(85, 115)) / 100, Round: i.round,
		}
		t.UserName = strings.ToLower(strings.ReplaceAll(i.name, " ", "-"))
		switch i.form {
		case vendors.SalesforceGrant:
			t.User = fmt.Sprintf("0057k00000I%03dN", t.Number)
			t.UserName = fmt.Sprintf("%s.%d@%s", t.UserName, t.Number, vendors.Domain)
		case vendors.AWSKey:
			t.User = "AIDA4LARCH" + strings.ToUpper(vendors.Digest(fmt.Sprint("user", t.Number), 11))
			t.Credential = "AKIA4LARCH" + strings.ToUpper(vendors.Digest(fmt.Sprint("key", t.Number), 10))
		default:
			t.User = t.UserName
		}
		app.Tokens = append(app.Tokens, t)
		s.tokens = append(s.tokens, t)
		s.habits[t] = habit{inOrder: i.inOrder}
	}
	return app.Tokens
}

// neighbours are the other apps of a tenant, each with four grants.
func (s *Stream) neighbours(apps int) {
	homes := []string{"aws/us-east-1", "gcp/us-east4", "azure/eastus", "aws/us-west-2", "aws/us-east-1", "DigitalOcean, LLC"}
	for i := range apps {
		s.connect(integration{
			name: fmt.Sprint(words[i%len(words)], " ", i), form: vendors.SalesforceGrant, grants: 4, work: i % 4, network: homes[i%len(homes)],
			pace: time.Duration(2+i%4) * time.Hour, round: [2]int{1, 3},
		})
	}
}

var words = []string{"Ledger", "Mosaic", "Compass", "Relay", "Tally", "Lumen", "Quarry", "Orchard"}

// live lets every token live its ordinary life from the first to the last day,
// and writes down what sort of life that is.
func (s *Stream) live() {
	population := make([]life.Row, 0, len(s.tokens))
	for _, t := range s.tokens {
		s.liveOne(t)
		population = append(population, life.Row{Token: t.Condition(), From: s.Start, To: s.End.Add(-time.Second), Kind: t.Kind, Label: "population"})
	}
	s.truth = append(population, s.truth...)
}

func (s *Stream) liveOne(t *vendors.Token) {
	d, h, session := s.dice("life ", t.Number), s.habits[t], ""
	for at := s.Start.Add(d.UpTo(t.Pace)); at.Before(s.End); at = at.Add(t.Pace) {
		times := 1
		if h.rounds != nil {
			times = h.rounds(at)
		}
		for again := range times {
			begin := at.Add(d.UpTo(min(t.Pace/4, 20*time.Minute)) + time.Duration(again)*100*time.Second)
			if now := t.SessionOf(begin); now != session && t.Form == vendors.SalesforceGrant {
				session = now
				s.ordinary(d, h, begin, t, vendors.Operation{Kind: "Login", Method: "oauthrefreshtoken", Path: "/services/oauth2/token"}, "")
				begin = begin.Add(time.Second)
			}
			s.round(d, h, begin, t)
		}
	}
}

func (s *Stream) round(d chance.Dice, h habit, at time.Time, t *vendors.Token) {
	if h.inOrder {
		_, object := life.Choose(d, t)
		for _, operation := range t.Work.Operations {
			s.ordinary(d, h, at, t, operation, object)
			at = at.Add(d.Span(time.Second, 9*time.Second))
		}
		return
	}
	for range d.Between(t.Round[0], t.Round[1]) {
		operation, object := life.Choose(d, t)
		s.ordinary(d, h, at, t, operation, object)
		at = at.Add(d.Span(400*time.Millisecond, 14*time.Second))
	}
}

func (s *Stream) ordinary(d chance.Dice, h habit, at time.Time, t *vendors.Token, operation vendors.Operation, object string) {
	u := vendors.Use{At: at, Token: t, Operation: operation, Object: object, Address: chance.Pick(d, t.Addresses), Agent: t.Agent}
	u.Rows = d.Between(operation.Rows[0], operation.Rows[1])
	if h.alter == nil || h.alter(d, &u) {
		s.use(d, 0, u)
	}
}
