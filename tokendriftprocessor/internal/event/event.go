package event

// Event is one audit record, or one element of a record that holds several,
// in the terms the judgement needs. A field the provider does not log is "".
type Event struct {
	Provider string // github, okta, salesforce, google_workspace, entra, aws, ...
	Source   string // the source file that read it, e.g. "okta_system_log"
	Tenant   string // the customer's org, account or directory at the provider
	ID       string // documented unique record id; "" when the provider has none
	Time     int64  // the provider's own time, Unix nanoseconds; 0 when absent or unreadable

	Kind     Kind
	Subject  Subject
	Instance string // the short-lived credential that was used: an hourly token, an ASIA key, a jti
	Session  string // the session the use names
	Parent   string // the session or token that Session or Instance came from

	App    App
	Actor  Actor
	Issuer string // who issued the token, where the record says so

	Origin  Origin
	Action  string // the vendor's operation name, normalised by the source
	Class   Class
	Life    Life   // whether the operation makes or deletes something
	Kindred string // what kind of thing: the operation without its verb
	Thing   string // which one; "" where the record does not say
	System  string // the API or product touched, e.g. "kms.amazonaws.com"
	Object  string
	Scopes  []string // scopes the token carries or exercises on this use
	Rows    int64    // rows or items moved; 0 when not logged
	Bytes   int64
	Outcome Outcome

	Facts []Fact // what the record says about owners, apps, sessions and credentials
}

// App names the client a token was issued to. Any of the three may be all
// that a provider logs; an inventory's `app` matches each of them.
type App struct{ ID, ClientID, Name string }

// Key is the most stable name of the app, or "".
func (a App) Key() string {
	switch {
	case a.ID != "":
		return a.ID
	case a.ClientID != "":
		return a.ClientID
	}
	return a.Name
}

// Actor is who the token acts as.
type Actor struct {
	ID, Login, Email string
	Nature           Nature
}

// Nature is whether an actor is a person, where the record says so.
type Nature uint8

// The natures.
const (
	NatureUnknown Nature = iota
	NaturePerson
	NatureService
)

// Origin is where a use came from, as the record or an upstream processor says.
type Origin struct {
	Address   string // an IP address, already without port, brackets and ::ffff:; or "" when the record holds no address
	Internal  bool   // the provider's own egress or a service name in place of an address: no infrastructure evidence
	ASN       uint32
	ASOrg     string
	Country   string // ISO 3166-1 alpha-2
	Region    string // cloud region of the caller, not of the API called
	UserAgent string
	Device    string // the provider's id of the device, where it has one
	Runner    string // CI runner, where the record names one
	Anonymous bool   // the provider itself marks the address as proxy, VPN or Tor
}

// Kind says what a record is for.
type Kind uint8

// The kinds of records.
const (
	KindUse       Kind = 1 << iota // a token was used
	KindLifecycle                  // an owner, app, session or credential changed
	KindBoth      = KindUse | KindLifecycle
)

// String is the value of the attribute token_drift.kind.
func (k Kind) String() string {
	switch k {
	case KindUse:
		return "use"
	case KindLifecycle:
		return "lifecycle"
	case KindBoth:
		return "both"
	}
	return ""
}

// Outcome of the operation.
type Outcome uint8

// The outcomes. Unknown is judged as a success: most audit logs record only
// what was done.
const (
	OutcomeUnknown Outcome = iota
	OutcomeSuccess
	OutcomeFailure
)

// String names an outcome.
func (o Outcome) String() string { return [...]string{"unknown", "success", "failure"}[o] }

// Reset empties the event and keeps the capacity of its lists.
func (e *Event) Reset() {
	scopes, facts := e.Scopes[:0], e.Facts[:0]
	*e = Event{Scopes: scopes, Facts: facts}
}
