package rows

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// SharedAttack is an attack on a token that several consumers use. Its name is
// that of the scenario in the estate.
type SharedAttack struct {
	Name      string
	Consumers []string
	Through   string // the consumer in the thief's hands; "": an unknown cluster
}

// consumer is one system that uses a shared token.
type consumer struct {
	name       string
	addresses  []string
	operations []vendors.Operation
	objects    []string
	pace       time.Duration
	from       time.Time // its first day; zero: from the beginning
}

// shapes are the ways in which a token is shared.
var shapes = []string{"two apart", "three apart", "two in one network", "three, one from week 5"}

// Shared has eight declared shared tokens, two of each shape, with nine weeks of
// history. One of the two is attacked from a rented machine with a script, the
// other one from a consumer's own servers with its client: a look, unseen
// objects, a bulk export.
func Shared(seed uint64) (*Stream, []SharedAttack) {
	s := open(seed, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 18, 0, 0, 0, 0, time.UTC))
	var attacks []SharedAttack
	for i := range 2 * len(shapes) {
		shape := shapes[i/2]
		t := s.connect(integration{name: fmt.Sprint("Shared ", i), form: vendors.SalesforceGrant, network: "aws/us-east-1", pace: 2 * time.Hour})[0]
		t.Kind = "shared, " + shape
		list := s.consumersOf(shape, i)
		for _, c := range list {
			s.consumers[t] = append(s.consumers[t], c.name)
		}
		s.habits[t] = habit{alter: func(chance.Dice, *vendors.Use) bool { return false }} // only its consumers use it
		for _, c := range list {
			s.consume(t, c)
		}
		n, d := s.scenario(), s.dice("shared attack ", i)
		attack := SharedAttack{Name: fmt.Sprintf("shared:%d", n), Consumers: s.consumers[t]}
		address, agent := chance.Pick(d, networks.OfKind(networks.Hosting)).Address(150+i), chance.Pick(d, vendors.Scripts)
		if i%2 == 1 {
			through := list[len(list)-1]
			attack.Through, address, agent = through.name, through.addresses[0], through.agent()
		}
		attacks = append(attacks, attack)
		begins := s.Start.AddDate(0, 0, 63).Add(time.Duration(i)*14*time.Hour + d.UpTo(8*time.Hour))
		s.abuse(t, begins.Truncate(time.Second), s.rob(d, t, begins, n, address, agent), "shared", n, shape)
	}
	s.neighbours(8)
	s.live()
	return s, attacks
}

// rob looks, reads objects that no consumer reads, and takes much at once; it
// gives the moment of the last call.
func (s *Stream) rob(d chance.Dice, t *vendors.Token, at time.Time, scenario int, address, agent string) time.Time {
	reach, last := vendors.ReachOf(t.Form), at
	for k := range 16 {
		operation := reach.LookAround[k%len(reach.LookAround)]
		switch {
		case k >= 14:
			operation = reach.Take[k%2]
		case k >= 4:
			operation = reach.Read[0]
		}
		s.use(d, scenario, vendors.Use{
			At: at, Token: t, Operation: operation, Object: reach.Things[k%len(reach.Things)], Address: address, Agent: agent,
			Session: t.SessionNumber(-int64(scenario)),
		})
		last, at = at, at.Add(d.Span(10*time.Second, 3*time.Minute))
	}
	return last
}

func (c *consumer) agent() string { return c.name + "/4.2 okhttp/4.12.0" }

func (s *Stream) consumersOf(shape string, i int) []consumer {
	work := vendors.Works[vendors.SalesforceGrant]
	place := func(network string, from int) (list []string) {
		for k := range 2 {
			list = append(list, networks.Named(network).Address(3000+100*i+from+k))
		}
		return list
	}
	list := []consumer{
		{"harvest-sync", place("aws/us-east-1", 0), []vendors.Operation{work[0].Operations[0], work[0].Operations[1]}, []string{"Case", "Contact"}, time.Hour, time.Time{}},
		{"ledger-bi", place("gcp/us-east4", 10), []vendors.Operation{{Kind: "UniqueQuery", Method: "Id, Amount", Path: "/query", Rows: [2]int{40, 400}}}, []string{"Opportunity", "Quote"}, 6 * time.Hour, time.Time{}},
		{"mosaic-mail", place("azure/eastus", 20), []vendors.Operation{work[0].Operations[2]}, []string{"Lead", "Campaign"}, 2 * time.Hour, time.Time{}},
	}
	switch shape {
	case "two apart":
		return list[:2]
	case "two in one network":
		list[1].addresses = []string{list[0].addresses[0], place("aws/us-east-1", 30)[0]}
		return list[:2]
	case "three, one from week 5":
		list[2].from = s.Start.AddDate(0, 0, 28)
	}
	return list
}

// consume lets one consumer use the token as it does, every day.
func (s *Stream) consume(t *vendors.Token, c consumer) {
	d := s.dice("consumer ", t.Number, c.name)
	from := s.Start
	if c.from.After(from) {
		from = c.from
		s.benign(t, from, from.Add(week), "new consumer", c.name)
	}
	session := t.Number*10 + len(c.name)
	for at := from.Add(d.UpTo(c.pace)); at.Before(s.End); at = at.Add(c.pace) {
		address, moment := chance.Pick(d, c.addresses), at.Add(d.UpTo(c.pace/4))
		for range d.Between(1, 3) {
			s.use(d, 0, vendors.Use{
				At: moment, Token: t, Operation: chance.Pick(d, c.operations), Object: chance.Pick(d, c.objects), Address: address, Agent: c.agent(),
				Session: t.SessionNumber(int64(session) + moment.Truncate(4*time.Hour).Unix()),
			})
			moment = moment.Add(d.Span(time.Second, 20*time.Second))
		}
	}
}
