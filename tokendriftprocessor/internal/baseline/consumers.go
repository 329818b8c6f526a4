package baseline

import (
	"unsafe"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// The bounds of a table: 4,096 tokens of at most 8 clusters, 848 bytes each, so
// 3.5 MB in all. Only tokens that are declared shared or look so have a place.
const (
	mostSharing  = 4096
	mostClusters = 8
)

// Consumers is who uses the tokens that several systems share: of each token
// its clusters. Not safe for concurrent use.
type Consumers struct {
	all     []Sharing
	index   map[store.Key]uint32 // place in all
	hand    uint32               // where the search for one to let go begins
	refused int64
	changes uint64
}

// Sharing is what is held of one token. It holds no pointers.
type Sharing struct {
	Key      store.Key
	declared bool   // the inventory names several consumers
	told     uint32 // when it was said that nobody declared the token shared, seconds; 0 never
	apart    uint8  // which clusters are consumers that differ, as of the last new day
	n        uint8
	since    uint32
	last     uint32 // when it last learned, seconds
	prev     Trace  // of the last use
	clusters [mostClusters]Cluster
}

// NewConsumers makes an empty table.
func NewConsumers() *Consumers { return &Consumers{index: map[store.Key]uint32{}} }

// Held is how many tokens there are.
func (t *Consumers) Held() int { return len(t.all) }

// Limit is how many there can be.
func (t *Consumers) Limit() int { return mostSharing }

// Bytes is the memory in use.
func (t *Consumers) Bytes() int64 { return int64(len(t.all)) * int64(unsafe.Sizeof(Sharing{})) }

// Refused counts tokens, once for each day they were used on, that found no
// place, and uses by one cluster more than there is room for.
func (t *Consumers) Refused() int64 { return t.refused }

// Of is what is held of a token, or nil. It is good until the next Admit or
// Forget.
func (t *Consumers) Of(k store.Key) *Sharing {
	if i, held := t.index[k]; held {
		return &t.all[i]
	}
	return nil
}

// Admit begins to follow a token that is not held; nil when there is no place.
func (t *Consumers) Admit(k store.Key, declared bool, at uint32) *Sharing {
	if len(t.all) >= mostSharing && !t.makeRoom(declared, at) {
		t.refused++
		return nil
	}
	t.index[k] = uint32(len(t.all))
	t.all = append(t.all, Sharing{Key: k, declared: declared, since: at, last: at})
	t.changes++
	return &t.all[len(t.all)-1]
}

// Declare notes what the inventory says now.
func (t *Consumers) Declare(s *Sharing, declared bool) {
	if s.declared != declared {
		s.declared = declared
		t.changes++
	}
}

// Tell notes when it was said that nobody declared the token shared.
func (t *Consumers) Tell(s *Sharing, at uint32) {
	s.told = max(s.told, at)
	t.changes++
}

// Told is whether that was said within so many seconds before, or after.
func (s *Sharing) Told(at, within uint32) bool { return s.told != 0 && at <= s.told+within }

// Follows is whether a use comes after one of the same client and network: what
// one consumer does after another is no order of operations.
func (t *Consumers) Follows(s *Sharing, use Trace) bool {
	was := s.prev
	s.prev = use
	t.changes++
	return was.Family == use.Family && was.Network == use.Network
}

// Forget gives a token's place back.
func (t *Consumers) Forget(k store.Key) {
	i, held := t.index[k]
	if !held {
		return
	}
	last := uint32(len(t.all) - 1)
	t.all[i] = t.all[last]
	t.index[t.all[i].Key] = i
	t.all = t.all[:last]
	delete(t.index, k)
	t.changes++
}

const (
	looksAtOnce  = 4          // of those held, for one that may go
	idleSharing  = 30 * 86400 // not used for so long, seconds
	provedShared = 14 * 86400 // after so long a token that nobody declared must show two consumers, seconds
)

// makeRoom lets a token go that is no longer used or, after two weeks, shows
// but one consumer. It looks at few, so that a flood costs little each time; a
// declared token may take the place of any that is not.
func (t *Consumers) makeRoom(declared bool, at uint32) bool {
	looks := looksAtOnce
	if declared {
		looks = len(t.all)
	}
	for range looks {
		t.hand = (t.hand + 1) % uint32(len(t.all))
		s := &t.all[t.hand]
		if idle := s.last+idleSharing < at; idle || !s.declared && (declared || s.Apart() < 2 && s.since+provedShared < at) {
			t.Forget(s.Key)
			return true
		}
	}
	t.changes++ // the hand has moved
	return false
}
