// Package life turns habits into records: it lets every token live through the
// weeks, with the changes that were planned for it.
package life

import (
	"fmt"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/company"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Entry is one record of the estate.
type Entry struct {
	Number   uint64 // decides all that is chance inside the record
	Record   vendors.Record
	Scenario int           // of an abuse, from 1; 0: benign
	Held     time.Duration // how much later than usual it is delivered
}

// Row is a row of truth.csv.
type Row struct {
	Token                string
	From, To             time.Time
	Kind, Label, Signals string
	Note                 string
}

// Book collects the estate's records and the truth about them.
type Book struct {
	*company.Company
	Entries  []Entry
	Truth    []Row
	Scenario int // the last number given
	Replaces map[*vendors.Token]*vendors.Token
	changes  map[*vendors.Token][]Change
	Taken    map[*vendors.Token]bool // by an attack or a change
	Attacked map[*vendors.Token]bool
	NewOwner map[*vendors.Token]*vendors.Person // from NewSince on, in the inventory
	Shared   map[*vendors.Token][]string
	Hidden   map[*vendors.App]bool // apps that never enter the inventory
}

// Open is an empty book.
func Open(c *company.Company) *Book {
	return &Book{
		Company: c, Replaces: map[*vendors.Token]*vendors.Token{}, changes: map[*vendors.Token][]Change{}, Taken: map[*vendors.Token]bool{},
		Attacked: map[*vendors.Token]bool{}, NewOwner: map[*vendors.Token]*vendors.Person{}, Shared: map[*vendors.Token][]string{}, Hidden: map[*vendors.App]bool{},
	}
}

// Dice is a stream of chance of this estate.
func (b *Book) Dice(name ...any) chance.Dice { return chance.New(b.Seed, fmt.Sprint(name...)) }

// Add takes a record; what is outside the estate's weeks is left out. A record
// that a thief made carries the number of its scenario.
func (b *Book) Add(r vendors.Record, scenario int) { b.AddLate(r, scenario, 0) }

// AddLate takes a record that is delivered later than usual by held.
func (b *Book) AddLate(r vendors.Record, scenario int, held time.Duration) {
	if r.Time().Before(b.Start) || !r.Time().Before(b.End) {
		return
	}
	b.Entries = append(b.Entries, Entry{uint64(len(b.Entries)) + 1, r, scenario, held})
}

// Benign notes a change that is nobody's crime.
func (b *Book) Benign(t *vendors.Token, from, to time.Time, kind, note string) {
	b.Truth = append(b.Truth, Row{t.Condition(), from, to, kind, "benign", "", note})
}

// Abuse notes an attack. signals are those by which it may be told, either of
// each group joined by |.
func (b *Book) Abuse(t *vendors.Token, from, to time.Time, kind string, scenario int, note string, signals ...string) {
	b.Truth = append(b.Truth, Row{t.Condition(), from, to, kind, "abuse", strings.Join(signals, " "), fmt.Sprintf("scenario %d; %s", scenario, note)})
}
