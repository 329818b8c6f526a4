package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
)

// Options are what an engine judges by. Durations are of event time.
type Options struct {
	LearningPeriod    time.Duration
	LearningUses      int
	HalfLife          time.Duration
	MaxTokens         int
	Budget            float64           // false incidents per token and week
	Criteria          map[string]string // signal -> ignore | review | incident
	QuietPeriod       time.Duration
	ClearAfter        time.Duration
	MaxLateness       time.Duration
	DuplicateWindow   int
	FingerprintKey    []byte
	ConfigFingerprint [32]byte // of the configuration, the sources and the networks
	Origin            *origin.Resolver
	Inventory         *inventory.Inventory
	Without           incident.Without                        // parts of the judgement that are left out, to measure what they earn
	Episode           func(person bool, was, is app.Strength) // told of every episode that grows; for measuring the shipped prior
	Step              func(provider, source, rung string) string
	Contradiction     func(where string) // told once of each entry of the inventory that records contradict, under the engine's lock
}

// Arrival is when a record says it was logged and when it was received, Unix
// nanoseconds; 0 when unset.
type Arrival struct{ Timestamp, Observed int64 }

// Identity is what mode identify stamps.
type Identity struct {
	TokenID   string // "" when the event names no token
	Partition string
	Kind      string
}

// Stats are figures since the start, for the internal metrics.
type Stats struct {
	Tokens, TokensLimit         int64
	Mature                      int64
	EvictedMature, EvictedYoung int64
	IncidentsOpen               int64
	IncidentsLimit              int64
	Opened, Escalated, Closed   int64
	Reviews, IncidentRecords    int64 // tagged records
	Late, DistrustedTimes       int64
	Duplicates                  int64
	AdmissionsRefused           int64
	FactsHeld, FactsEvicted     int64
	StateBytes                  int64 // of tokens, of apps and of the last uses: what their slabs have grown to

	// Tokens, each as it was used, whose last uses are remembered for ends that
	// come late.
	LateUses, LateUsesLimit, LateUsesEvicted int64

	// Shared tokens whose consumers are followed, and how often there was no
	// place for one or for one more cluster of its uses.
	Consumers, ConsumersLimit, ConsumersRefused int64
	// Apps that are followed because their tokens were seen in a new place.
	Moves, MovesLimit, MovesRefused int64

	// With storage: tokens that came back, whose copy could not be read, that
	// left memory and found no room to wait for storage in, and uses judged
	// without a baseline because storage did not give it.
	Recalled, BaselinesDamaged, LostUnwritten, Withheld int64
	WaitingBytes                                        int64 // out of memory and not in storage yet
}
