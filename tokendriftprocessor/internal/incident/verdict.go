package incident

// Level is how much a record needs a person.
type Level uint8

// The levels.
const (
	LevelNone Level = iota
	LevelReview
	LevelIncident
)

// String is the value of token_drift.verdict.
func (l Level) String() string { return [...]string{"", "review", "incident"}[l] }

// Severity of an incident. It only rises while the incident is open.
type Severity uint8

// The severities.
const (
	SeverityNone Severity = iota
	SeverityMedium
	SeverityHigh
	SeverityCritical
)

// String is the value of token_drift.incident.severity.
func (s Severity) String() string { return [...]string{"", "medium", "high", "critical"}[s] }

// Verdict is what is said on a record: the attributes of DESIGN section 3.
// Strings in it are owned.
type Verdict struct {
	Level      Level
	Signals    []string // most telling first
	Reason     string
	Score      float64 // bits; rules have 64
	IncidentID string  // "" for a review
	Severity   Severity
	Action     Action
	Token      Token
	Baseline   Baseline
	Evidence   []Shown
	References []string
	Policy     string
}

// Action is the step of the ladder an analyst should take next.
type Action struct {
	Name   string // review, restrict, quarantine, rotate_then_revoke, revoke, verify
	Reason string
}

// Token says who a token belongs to and how well the record identifies it.
type Token struct {
	ID, Provider, Tenant, Issuer, App, Owner, Purpose, Grade string

	Actor  string // for sentences; not an attribute
	Shared bool
}

// Baseline is how much is known of a token.
type Baseline struct {
	State string // learning, mature
	Since int64  // Unix nanoseconds of event time
	Uses  int64
}

// Shown is one signal's evidence in words.
type Shown struct{ Signal, Seen, Normal string }

// State of an incident that a notice tells of.
type State string

// The states.
const (
	StateOpened    State = "opened"
	StateEscalated State = "escalated"
	StateClosed    State = "closed"
)

// Notice is a separate log record: an incident that opened, escalated or
// closed, or the summary of a source's first days.
type Notice struct {
	Verdict            // as on the record that caused it; empty for a summary
	State        State // "" for a summary
	Time         int64 // event time of the cause; for a close the due time
	Body         string
	FirstSeen    int64
	LastSeen     int64
	RecordCount  int64
	Records      []string // at most 16 event ids
	BlastTokens  []string
	BlastSystems []string
	BlastObjects []string
	BlastVolume  int64 // the provider's rows, else bytes

	Summary *Summary
}

// Summary lists what a source's first days left without owner or purpose.
type Summary struct {
	Provider, Tenant string
	First, Until     int64    // Unix nanoseconds of event time
	Count            int      // all of them
	Tokens           []string // at most 256, "id (app, actor): what is missing"
}

// Output is all that judging one event says, in the order it leaves.
type Output struct {
	Before  []*Notice // what fell due before this event
	Verdict *Verdict  // nil: nothing to say
	After   []*Notice // what this event opened or escalated
}
