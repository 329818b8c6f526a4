package inventory

import "time"

// Token is what one entry of `tokens` declares. A fact that was not given is
// the zero value.
type Token struct {
	Ref         string // file:line of the entry
	Owner       string
	Purpose     string
	Consumers   []string // distinct
	Scopes      []string
	Approved    Approved
	Tier        Tier
	Expires     time.Time
	RotateEvery time.Duration
	Replaces    string // id of the token this one takes over from
	Carried     bool   // no entry: owner and purpose of the token it took over from, as the stream told
}

// Shared is whether two or more consumers are declared.
func (t *Token) Shared() bool { return len(t.Consumers) > 1 }

// Tier is what containing a token would cost.
type Tier uint8

// The tiers.
const (
	TierStandard Tier = iota
	TierBusiness      // containing it stops work
)

// Status is the state of an owner or an app.
type Status uint8

// The states. An owner is active, offboarded or role_changed, an app active or
// retired.
const (
	StatusActive Status = iota
	StatusOffboarded
	StatusRoleChanged
	StatusRetired
)

var statusNames = [...]string{"active", "offboarded", "role_changed", "retired"}

// String names a status as the file does.
func (s Status) String() string { return statusNames[s] }

// Owner is one entry of `owners`.
type Owner struct {
	Ref     string
	ID      string
	Aliases []string // "provider:name" or an email
	Status  Status
	Stated  bool      // the entry gives a status
	Since   time.Time // zero: since ever
}

// App is one entry of `apps`.
type App struct {
	Ref      string
	ID       string
	Provider string // "" is any
	Status   Status
	Stated   bool      // the entry gives a status
	Since    time.Time // zero: since ever
}

// Disposition is what an analyst found of one incident.
type Disposition struct {
	Ref      string
	Incident string
	Verdict  Verdict
	By       string
	At       time.Time
}

// Verdict is an analyst's finding.
type Verdict uint8

// The verdicts.
const (
	VerdictBenign    Verdict = iota // closes the incident and learns what waited
	VerdictConfirmed                // keeps what waited out for good
)

// String names a verdict as the file does.
func (v Verdict) String() string { return [...]string{"benign", "confirmed"}[v] }
