package rows

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// Stream is one stream of records with the truth about them.
type Stream struct {
	Seed       uint64
	Start, End time.Time
	tokens     []*vendors.Token
	habits     map[*vendors.Token]habit
	entries    []entry
	truth      []life.Row
	scenarios  int
	owner      *vendors.Person
	consumers  map[*vendors.Token][]string
	more       []networks.Network // beyond those of the estates
	undeclared bool               // no inventory.yaml: rules about owners and purposes stay silent
	hourly     bool               // delivered as Salesforce's hourly files, else at once
	apps       int
}

// entry is one record and its delivery.
type entry struct {
	record   vendors.Record
	scenario int // of an attack, from 1; 0: benign
}

// habit is what a token's ordinary life has beyond what vendors.Token says.
type habit struct {
	inOrder bool // a round is the operations one after another
	alter   func(d chance.Dice, u *vendors.Use) bool
	rounds  func(at time.Time) int // a round so many times over; nil: once
}

func open(seed uint64, start, end time.Time) *Stream {
	return &Stream{
		Seed: seed, Start: start, End: end, habits: map[*vendors.Token]habit{}, consumers: map[*vendors.Token][]string{},
		owner: &vendors.Person{Number: 1, Login: "gus.abbott", Name: "Gus Abbott"},
	}
}

func (s *Stream) dice(name ...any) chance.Dice { return chance.New(s.Seed, fmt.Sprint(name...)) }

// put takes a record; what is outside the stream's time is left out.
func (s *Stream) put(r vendors.Record, scenario int) {
	if !r.Time().Before(s.Start) && r.Time().Before(s.End) {
		s.entries = append(s.entries, entry{r, scenario})
	}
}

// use puts one use of a token that is none of its ordinary ones.
func (s *Stream) use(d chance.Dice, scenario int, u vendors.Use) {
	u.At = u.At.Truncate(time.Millisecond)
	if u.Token.Provider() == "aws" {
		u.At = u.At.Truncate(time.Second)
	}
	if u.Rows == 0 {
		u.Rows = d.Between(u.Operation.Rows[0], u.Operation.Rows[1])
	}
	s.put(&u, scenario)
}

// anything are the signals of an attack whose row asks for any verdict at all.
const anything = "new_network|new_region|new_country|two_heads|new_client|new_action|new_chain|new_system|rare_object|unusual_hour|clean_up|" +
	"volume_burst|volume_drain|baseline_walk|app_migration|app_theft|shared_token"

// abuse notes an attack on one token, and benign a change that is none.
func (s *Stream) abuse(t *vendors.Token, from, to time.Time, kind string, scenario int, note string) {
	s.truth = append(s.truth, life.Row{
		Token: t.Condition(), From: from, To: to, Kind: kind, Label: "abuse", Signals: anything, Note: fmt.Sprintf("scenario %d; %s", scenario, note),
	})
}

func (s *Stream) benign(t *vendors.Token, from, to time.Time, kind, note string) {
	s.truth = append(s.truth, life.Row{Token: t.Condition(), From: from, To: to, Kind: kind, Label: "benign", Note: note})
}

func (s *Stream) scenario() int {
	s.scenarios++
	return s.scenarios
}
