package signal

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"

// Family groups signals that move together: within a family only the
// strongest counts, across families evidence is multiplied.
type Family uint8

// The families. Those before Drift are statistical and can be combined.
const (
	Infrastructure Family = iota
	Client
	Behaviour
	Volume
	Scope
	Drift
	Lifecycle
	Session
	Registry
)

// Statistical is how many kinds of evidence have rates: the families before
// Drift, two places at once, a walk, and a drain.
const Statistical = int(Drift) + 3

// Axis is where a signal's rate counts: signals of one axis are the same news,
// those of different axes corroborate each other.
func (d *Def) Axis() int {
	switch d.Name {
	case "two_heads":
		return int(Drift)
	case "baseline_walk":
		return int(Drift) + 1
	case "volume_drain":
		return int(Drift) + 2
	}
	return int(d.Family)
}

var familyNames = [...]string{
	"infrastructure", "client", "behaviour", "volume", "scope", "drift", "lifecycle", "session", "registry",
}

// String names a family.
func (f Family) String() string { return familyNames[f] }

// Says is what a rule asks for by itself.
type Says uint8

// What rules say.
const (
	SaysRate     Says = iota // no rule: the rate decides
	SaysNothing              // only joins other evidence
	SaysReview               //
	SaysReviewOr             // a review, with other evidence an incident
	SaysIncident             //
	SaysCritical             // an incident of critical severity
)

// Evidence is one signal that fired. Strings are owned or of static life,
// except Seen and Value, which may be views of the record.
type Evidence struct {
	Signal *Def
	Value  string       // what an exception names
	Seen   string       // the value in words
	Dim    baseline.Dim // whose normal values explain it; DimNone when Normal does
	Normal string
	Why    string // a clause for the reason sentence; "" for "new <value>"
	Rate   float64
	Own    float64 // the rate of the token alone, whatever its app's tokens show
	Says   Says
	With   float64 // SaysReviewOr: the rate of other evidence that makes it an incident; 0 the usual one
	Fresh  bool    // the value was never shown before, not even in a flagged record
}

// Def is a row of the table.
type Def struct {
	Name       string
	Family     Family
	References []string // OWASP NHI, NIST CSF 2.0, ATT&CK v19, RFCs
	Phrase     string   // what it means, for sentences: "a network it never used"
	fire       func(*Context) (Evidence, bool)
	index      uint16
}

// Index is the row of the signal in the table, from 1.
func (d *Def) Index() uint16 { return d.index }
