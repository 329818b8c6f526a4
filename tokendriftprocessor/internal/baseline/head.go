package baseline

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// Head is the fixed part of a token's state. It holds no pointers. Times are
// seconds of Unix time, of events.
type Head struct {
	Key         store.Key
	Fingerprint [16]byte // token_drift.token.id: HMAC-SHA-256 cut to 128 bits, computed at admission

	pages  uint32 // first page of values
	visit  uint32 // place of the visit that is going on; 0 none
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
	dirty               bool   // the open window of Volume holds a flagged use
	prevAction          uint32 // hash of the last operation, for transitions
	prevAt              uint32

	weeks   float32 // faded weeks of history since FirstSeen
	singles Habits
	hours   hours

	Volume     volume
	elsewhere  elsewhere
	share      share
	firsts     firsts
	switches   uint8 // of elsewhere: from the young place back home and out again
	walkSaid   uint8 // of share: the highest step told of a walk that goes on
	firstsSaid uint8 // the same of firsts
	walked     uint8 // uses of young values that counted in the hour that is going on
	drain      drain
	Woke       Woke
	FactGen    uint32 // generation of the facts under which none spoke of this token
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
	MayBePerson // a person's credential, which a script may hold: its hours tell
)

// Person is whether the token works for a person.
func (h *Head) Person() Person {
	return Person(h.Flags&IsPerson != 0 || h.Flags&MayBePerson != 0 && h.sleeps())
}

// Expected takes back that the value just inserted was a novelty: the first
// scopes of a young token are no sign of how often it is given more, and known
// sets of scopes are looked up as a whole, so single ones are not seen again.
func (h *Head) Expected(d Dim) { h.singles.take(d) }

// Habits are the counts that novelty is measured by, of the dimensions that
// have them: all but Volume, which has peaks, Said and what stands behind it.
type Habits [Hour]count

// counted is whether novelty in d is counted.
func counted(d Dim) bool { return d > DimNone && d <= Hour }

func (h *Habits) of(d Dim) float32 {
	if !counted(d) {
		return 0
	}
	return h[d-1].float()
}

func (h *Habits) add(d Dim) {
	if counted(d) {
		h[d-1] = countOf(h[d-1].float() + 1)
	}
}

func (h *Habits) take(d Dim) {
	if counted(d) {
		h[d-1] = countOf(h[d-1].float() - 1)
	}
}

func (h *Habits) fade(f float32) {
	for i, n := range h {
		if n != 0 {
			h[i] = countOf(n.float() * f)
		}
	}
}

// Habits returns the counts of now.
func (h *Head) Habits() Habits { return h.singles }

// Restore takes the counts back to what they were: an episode of several new
// values is one piece of news, and must not make its own end look usual.
func (h *Head) Restore(was Habits) { h.singles = was }
