package baseline

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// Families is how many families of evidence are combined; package incident
// holds it against package signal's own count.
const Families = 5

// Head is the fixed part of a token's state. It holds no pointers. Times are
// seconds of Unix time, of events.
type Head struct {
	Key         store.Key
	Fingerprint [16]byte // token_drift.token.id: HMAC-SHA-256 cut to 128 bits, computed at admission

	pages  uint32 // first page of values
	Source uint32 // the (provider, tenant) it belongs to; the source's place in the engine
	Entry  uint32 // the inventory's entry for it plus one; 0 none
	Seen   uint32 // generation of the inventory that Entry is of

	AppText, ActorText uint32 // store.Texts, for sentences when no record is at hand

	FirstSeen, LastSeen uint32
	LastQuiet           uint32 // the longest silence before the last use, seconds
	Uses                uint32
	Days                uint16 // UTC days it was used on
	today               uint16 // the last of them, days of Unix time
	Grade               uint8
	Flags               Flags
	MostHarm            uint8  // event.Class: the most harmful class learned
	prevAction          uint32 // hash of the last operation, for transitions
	prevAt              uint32

	weeks   float32 // faded weeks of history since FirstSeen
	singles [NDims]float32
	hours   [48]uint8 // days on which the hour was used; weekdays, then weekend

	Volume  volume
	Recent  [Families]Recent // the last evidence of each family
	FactGen uint32           // generation of the facts under which none spoke of this token
}

// Flags of a token.
type Flags uint8

// The flags.
const (
	IsPerson   Flags = 1 << iota // works for a person
	Declared                     // an inventory entry names it
	InSummary                    // was listed in its source's summary of the first days
	InIncident                   // has an open incident
	WasMature                    // counted as mature
	HasOwner                     // as of the last use
	HasPurpose
)

// Recent is the last evidence of one family, for families that fire together.
type Recent struct {
	At    uint32
	Count uint16  // new values in this episode
	Rate  float32 // the weekly rate of the strongest of them
	Sig   uint16  // the signal
}

// Person is whether the token works for a person.
func (h *Head) Person() Person { return h.Flags&IsPerson != 0 }

// Expected takes back that the value just inserted was a novelty: the first
// scopes of a young token are no sign of how often it is given more, and known
// sets of scopes are looked up as a whole, so single ones are not seen again.
func (h *Head) Expected(d Dim) { h.singles[d] = max(0, h.singles[d]-1) }

// Habits are the counts that novelty is measured by.
type Habits [NDims]float32

// Habits returns the counts of now.
func (h *Head) Habits() Habits { return h.singles }

// Restore takes the counts back to what they were: an episode of several new
// values is one piece of news, and must not make its own end look usual.
func (h *Head) Restore(was Habits) { h.singles = was }
