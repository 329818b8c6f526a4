package signal

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
)

// Context is all that a signal may look at.
type Context struct {
	Event  *event.Event
	Time   int64  // believed event time, Unix nanoseconds
	At     uint32 // the same in seconds
	Place  *origin.Place
	Client origin.Client

	Set    *baseline.Set
	Head   *baseline.Head // nil when the use admitted no token
	Query  *baseline.Query
	Answer *baseline.Answer
	Mature bool
	Lent   [baseline.NDims]int // how many tokens of its app show the value, where this one does not
	Peers  int                 // other tokens of its app; 0 when not asked
	Lapses baseline.Lapses     // flagged values that were not shown again

	// RulesOnly: the event is too old to be held against the baseline, or the
	// token is not held.
	RulesOnly bool
	// GrantOnly: the event grants scopes and is no use; who consents is not
	// where the app lives.
	GrantOnly bool
	// Unsettled: what was shown before counts as if it was not.
	Unsettled bool

	Switches int          // times it went from a young place back to an old one and out again
	Away     baseline.Dim // how far off the young place is: the coarsest dimension that is young
	Walk     float64      // bits: how far its uses of these days are from the habits before them
	// Where it is their number that tells of a walk: the operations and objects
	// that these days showed first, and how many a week does. 0: their share is.
	Firsts, FirstsUsual float64

	Owner            baseline.Circle // whether its owner is new at this provider
	OwnerID, OwnerAt string          // who that is, and where they are known

	Device lifecycle.Device // what is told of the device it was used on

	CleanedAfter uint32    // seconds after which it deleted what it had made; 0 with none in Query's Cleaned
	Move         *app.Move // what its app's tokens do in this place, where that is to be told; nil: nothing

	NewScopes []string // scopes the token never carried
	Burst     baseline.Burst
	HasBurst  bool
	Drain     baseline.Drain
	HasDrain  bool
	Quiet     uint32 // seconds since the last use

	Sharers    int  // consumers found of a token that nobody declared shared
	SharersDue bool // and that was not said lately
	Others     int  // pieces of evidence so far

	Entry *inventory.Token // what is declared of the token; nil: nothing
	Facts Facts
}

// Facts are what inventory and stream say of the use's token, at its time.
type Facts struct {
	ActorName string // whom the token acts as
	ActorLeft int64  // since when that person is offboarded; 0 not
	OwnerName string // whom a service token belongs to; "" unknown
	OwnerLeft int64

	RoleAt    int64 // last change of an administrative role; 0 none
	RoleTaken bool

	AppRetired int64

	Session    lifecycle.Ended // the session the use names
	Credential lifecycle.Ended // the credential, instance or grant it names
	Leak       lifecycle.Leak  // a report that the credential, its grant or its person is compromised

	Registry  bool // an inventory is declared, and the token is not one of the first days' list
	Owned     bool
	Stranger  bool // a person's grant to an app that is not declared and that nobody else uses
	Purposed  bool
	FirstSeen int64
	TookOver  string // the id of the token that an undeclared one took over from; "" none
}

// Succeeded is whether the operation was done: most logs record only what was.
func (c *Context) Succeeded() bool { return c.Event.Outcome != event.OutcomeFailure }

// ended is what a rule says of a use after an end.
func (c *Context) ended(done Says) Says {
	if c.Succeeded() {
		return done
	}
	return SaysReview
}

// novel is whether the use shows a value of d that this mature token never
// showed, and how often per week such a token shows one.
func (c *Context) novel(d baseline.Dim) (rate float64, ok bool) {
	if !c.Mature || c.RulesOnly || c.GrantOnly || c.Query.FP[d] == 0 || c.Answer.Known(d) || c.Answer.Held[d] == 0 {
		return 0, false
	}
	if c.Lends(d) {
		return 0, false
	}
	rate = c.Set.Rate(c.Head, d)
	rate = max(rate/c.first(d), c.Head.LapseRate(c.Lapses[d]))
	if v := c.Answer.Value[d]; v != nil && !c.Unsettled {
		rate *= v.Settled()
	}
	return rate, true
}

// first is how many tokens of its app could have been the first to show what
// none of them shows: whatever the vendor changes comes to all of them, and one
// of so many is the first.
func (c *Context) first(d baseline.Dim) float64 {
	if d == baseline.DimNone || c.Peers < fewPeers || c.Lent[d] > 0 {
		return 1
	}
	return float64(min(c.Peers+1, mostPeers))
}

// From how many other tokens of the app on a value that is new to all of them
// is rarer than one that is new to the token, and at most by how much.
const fewPeers, mostPeers = 3, 8

// Lends is whether so many tokens of the app show the value that it is theirs
// in common: three of them, or half of a small app's, at least two.
func (c *Context) Lends(d baseline.Dim) bool {
	return c.Lent[d] >= min(3, max(2, (c.Peers+1)/2))
}

func clock(nano int64) string { return time.Unix(0, nano).UTC().Format(time.RFC3339) }
