package baseline

// Dim is one thing about a use that can be new. Coarse dimensions stand above
// fine ones: a new network is also a new prefix, and only the coarsest counts.
type Dim uint8

// The dimensions.
const (
	DimNone      Dim = iota
	Prefix           // the address's /24 or /48
	Network          // ASN, or the prefix where there is no database
	Region           // cloud region of the caller
	Country          //
	ClientFamily     // "python-requests"
	Client           // "python-requests/2", with the major version
	ClientKind       // browser, cli, sdk, ...: the class of workstation
	Runner           // a named CI runner, or "" outside of any
	Issuer           // who issued the token
	Action           // the operation
	Class            // its class of harm
	Edge             // the transition from the last operation
	System           // the API or product
	Object           //
	ScopeSet         // all scopes together, so that the usual set costs one look
	Scope            // one scope
	Hour             // of the day, weekday and weekend apart; kept as a histogram
	Volume           // windows; kept as peaks
	Said             // reviews already given: no behaviour, kept here for the bound
	Job              // whether a CI job ran while it was used on a runner
	Device           // the provider's id of a device
	Cleaned          // kinds of things it makes and deletes within minutes
	NDims
)

// room is how many values of a dimension a token holds. When it is full the
// one with the least faded weight makes room, so a majority value stays.
var room = [NDims]uint8{
	Prefix: 16, Network: 8, Region: 8, Country: 8, ClientFamily: 8, Client: 12, ClientKind: 6, Runner: 4,
	Issuer: 4, Action: 24, Class: 8, Edge: 16, System: 10, Object: 24, ScopeSet: 6, Scope: 24, Said: 12, Cleaned: 6, Job: 2, Device: 6,
}

// Person says whose habits the prior is for.
type Person bool

// prior is the shipped prior in its first simple form: how often per week a
// token that works for a machine, and one that works for a person, shows a
// value of this dimension it never showed before. Judged from the incident
// corpus and the prototype (docs: README, "How it decides"); to be replaced by
// figures measured on generated estates.
var prior = [NDims][2]float64{
	Prefix:       {0.5, 2},
	Network:      {0.02, 0.25},
	Region:       {0.01, 0.1},
	Country:      {0.005, 0.08},
	ClientFamily: {0.006, 0.08},
	Client:       {0.04, 0.2},
	ClientKind:   {0.003, 0.05},
	Runner:       {0.0002, 0.0005},
	Issuer:       {0.002, 0.01},
	Action:       {0.06, 0.4},
	Class:        {0.01, 0.05},
	Edge:         {0.6, 1},
	System:       {0.03, 0.2},
	Object:       {0.1, 1},
	ScopeSet:     {0.05, 0.1},
	Scope:        {0.006, 0.03},
	Hour:         {0.3, 1},
	Volume:       {0.06, 0.2},
	Cleaned:      {0.01, 0.05},
	Job:          {0.002, 0.002},
	Device:       {0.01, 0.02},
}

// Prior is the shipped weekly rate of novelty in d.
func Prior(d Dim, p Person) float64 {
	if p {
		return prior[d][1]
	}
	return prior[d][0]
}

// priorWeeks is how many weeks of a token's own history the prior weighs as
// much as (k; decision notes of the prototype).
const priorWeeks = 8

// mostPriorEvents bounds the novelties that the prior weighs as much as: tokens
// differ more than one rate can say, so where novelty is common on average
// (addresses, people) a token that never shows any must be believed soon. It is
// the shape of the gamma distribution of rates over tokens.
const mostPriorEvents = 0.5
