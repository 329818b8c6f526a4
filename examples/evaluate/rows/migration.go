package rows

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Clauses are those of a vendor's migration, each the name of the stream that
// differs in it alone.
var Clauses = []string{"old infrastructure in use", "other client", "other operations", "more volume", "some tokens only"}

// MigrationBegins is when the first token of the app moves, eight weeks in.
var MigrationBegins = time.Date(2026, 4, 21, 9, 0, 0, 0, time.UTC)

// Migration is an app whose 24 grants move, within six hours, from AWS to
// Google Cloud: the old servers fall silent, client, operations and volume stay
// the same. The clause names the one thing that is otherwise; "" is the
// migration itself. It gives the tokens that move.
func Migration(seed uint64, clause string) (*Stream, []string) {
	s := open(seed, MigrationBegins.AddDate(0, 0, -56).Truncate(day), MigrationBegins.AddDate(0, 0, 14).Truncate(day))
	grants := s.connect(integration{
		name: "Beacon Sync", form: vendors.SalesforceGrant, grants: 24, work: 1, network: "aws/us-east-1", agent: "beacon-sync/7.3 okhttp/4.12.0",
		pace: 4 * time.Hour, round: [2]int{1, 2},
	})
	for _, t := range grants { // operations and objects that are new by chance would be a second difference
		t.Work.Tail, t.Work.TailThing = nil, nil
	}
	if clause == "some tokens only" {
		grants = grants[:6]
	}
	var after, moved []string
	for i := range 3 {
		after = append(after, networks.Named("gcp/us-east4").Address(5000+i))
	}
	for i, t := range grants {
		from := MigrationBegins.Add(s.dice("move ", i).UpTo(6 * time.Hour))
		s.habits[t] = habit{
			alter: func(d chance.Dice, u *vendors.Use) bool {
				if u.At.Before(from) || clause == "old infrastructure in use" && d.Once(0.5) {
					return true
				}
				u.Address = chance.Pick(d, after)
				differ(d, u, clause)
				return true
			},
			rounds: func(at time.Time) int {
				if clause == "more volume" && !at.Before(from) {
					return 8
				}
				return 1
			},
		}
		kind := "migration"
		if clause != "" {
			kind += ", " + clause
		}
		s.benign(t, from, s.End.Add(-time.Second), kind, "moves to another cloud")
		moved = append(moved, t.Condition())
	}
	s.neighbours(9)
	s.live()
	return s, moved
}

// differ changes the one thing of a use that the clause is about.
func differ(d chance.Dice, u *vendors.Use, clause string) {
	reach := vendors.ReachOf(u.Token.Form)
	switch {
	case clause == "other client":
		u.Agent = "python-requests/2.32.4"
	case clause == "other operations" && u.Operation.Kind != "Login" && d.Once(0.5):
		u.Operation, u.Object = chance.Pick(d, reach.LookAround), chance.Pick(d, reach.Things)
	case clause == "more volume":
		u.Rows *= 8
	}
}
