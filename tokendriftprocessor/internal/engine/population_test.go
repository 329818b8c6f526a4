package engine

import (
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// What the tokens of the population are like. The record that DESIGN gives no
// word on is an ordinary one of a machine: an operation, an object and its rows.
const (
	populationDays = 8 * 7
	perTenant      = 5000 // tokens; each tenant has a clock of its own
	perApp         = 10
	perNetwork     = 4
)

// population is 70 % steady, 20 % bursty and 10 % rotating tokens of 224 uses
// in eight weeks each; one in fifty has two consumers. Each has an actor of its
// own, and a rotating one never comes from the same network on another day. All
// live through the same weeks, so that what is held for a visit only is held
// for as many at a time as there are.
func population(e *Engine, tokens int) {
	ev := plainUse("", "", origin0)
	ev.ID = ""
	random := rand.New(rand.NewPCG(8, uint64(tokens)))
	tenant := ""
	for d := range populationDays {
		for i := range tokens {
			if i%perTenant == 0 {
				tenant = "tenant-" + strconv.Itoa(i/perTenant)
			}
			ev.Tenant = tenant
			h := habitsOf(i)
			h.visit(e, &ev, i, d, random)
		}
	}
}

// habits are the words a token uses over and over.
type habits struct{ name, app, actor, address, other string }

func habitsOf(i int) habits {
	n := i / perNetwork
	return habits{
		name: "token-" + strconv.Itoa(i), app: "app-" + strconv.Itoa(i/perApp), actor: "svc-" + strconv.Itoa(i) + "@acme.example",
		address: ipv4(20+n>>16, n>>8&255, n&255, 7), other: ipv4(198, 18, i%200, 9),
	}
}

func ipv4(a, b, c, d int) string {
	text := make([]byte, 0, 15)
	for _, n := range [...]int{a, b, c} {
		text = append(strconv.AppendInt(text, int64(n), 10), '.')
	}
	return string(strconv.AppendInt(text, int64(d), 10))
}

// visit is what a token does on a day: four operations within minutes, or,
// when it is a bursty one, sixteen on every fourth day.
func (n *habits) visit(e *Engine, ev *event.Event, i, d int, random *rand.Rand) {
	uses, burst, rotates := 4, false, i%10 == 9
	if i%10 == 7 || i%10 == 8 {
		if d%4 != i/10%4 {
			return
		}
		uses, burst = 16, true
	}
	ev.Subject.Parts[0], ev.App.ID, ev.App.Name, ev.Actor.ID = n.name, n.app, "", n.actor
	ev.Origin.Address, ev.Origin.UserAgent = n.address, clients[i/perApp%len(clients)]
	if rotates {
		ev.Origin.Address = ipv4(64+random.IntN(64), random.IntN(256), random.IntN(256), 7)
	}
	if i%50 == 0 && d%2 == 1 { // the other consumer
		ev.Origin.Address, ev.Origin.UserAgent = n.other, "acme-report/2.1"
	}
	begin := origin0.Add(time.Duration(d)*day + time.Duration(9+i%8)*time.Hour)
	for use := range uses {
		ev.Time = begin.Add(time.Duration(use) * time.Minute).UnixNano()
		ev.Action, ev.Object, ev.Rows = actions[(i/perApp+use)%len(actions)], objects[(i+d%3)%len(objects)], 100
		switch {
		case burst:
			ev.Action = actions[(i/perApp+random.IntN(12))%len(actions)]
			ev.Object, ev.Rows = objects[(i+random.IntN(6))%len(objects)], int64(random.IntN(5000))
		case rotates:
			ev.Object = objects[(i/perApp*100+random.IntN(150))%len(objects)]
		}
		ev.Class = event.ClassRead
		if use%4 == 3 {
			ev.Class = event.ClassWrite
		}
		e.Judge(ev, Arrival{Observed: ev.Time})
	}
}

var (
	actions, objects = numbered("files.op", 40), numbered("folder-", 2000)
	clients          = []string{"acme-sync/1.0", "python-requests/2.32.3", "axios/1.7.4", "Go-http-client/2.0", "okhttp/4.12.0"}
)

func numbered(prefix string, n int) (list []string) {
	for i := range n {
		list = append(list, prefix+strconv.Itoa(i))
	}
	return list
}
