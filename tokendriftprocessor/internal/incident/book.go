package incident

import (
	"cmp"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// mostOpen bounds the open incidents. Beyond it the one that is due first is
// closed early: an analyst with ten thousand open incidents reads none.
const mostOpen = 10_000

// Book holds the open incidents, one per token. Not safe for concurrent use.
type Book struct {
	byToken    map[store.Key]*Open
	byID       map[string]*Open
	bySource   map[uint32][]*Open // in no order; few
	clearAfter int64
	nextDue    map[uint32]int64 // per source, a lower bound of the next due time
	latest     int64            // no incident's first record is later
	before     map[*Open][]byte // of a moment that is being written: what has changed since; else nil
}

// NewBook makes an empty book; clearAfter in nanoseconds.
func NewBook(clearAfter int64) *Book {
	return &Book{
		byToken: map[store.Key]*Open{}, byID: map[string]*Open{}, bySource: map[uint32][]*Open{},
		nextDue: map[uint32]int64{}, clearAfter: clearAfter,
	}
}

// Of is the open incident of a token, its own or the one of its whole app, or
// nil. Tokens are known by their key: a
// place in memory may change hands while the incident stays open.
func (b *Book) Of(token store.Key) *Open { return b.byToken[token] }

// ByID is an open incident by its id, or nil.
func (b *Book) ByID(id string) *Open { return b.byID[id] }

// Len is how many are open.
func (b *Book) Len() int { return len(b.byID) }

// Limit is how many can be open.
func (b *Book) Limit() int { return mostOpen }

// Put enters an incident.
func (b *Book) Put(o *Open) {
	b.byToken[o.Key] = o
	for _, k := range o.Members {
		b.byToken[k] = o
	}
	b.byID[o.Verdict.IncidentID] = o
	b.bySource[o.Source] = append(b.bySource[o.Source], o)
	b.latest = max(b.latest, o.FirstSeen)
	due := o.LastEvidence + b.clearAfter
	if next, held := b.nextDue[o.Source]; !held || due < next {
		b.nextDue[o.Source] = due
	}
}

// OfApp are the incidents that freeze what an app lends, the first opened first.
func (b *Book) OfApp(app store.Key) (list []*Open) {
	for _, o := range b.byID {
		if o.App == app {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(x, y *Open) int {
		return cmp.Or(cmp.Compare(x.Opened, y.Opened), cmp.Compare(x.Verdict.IncidentID, y.Verdict.IncidentID))
	})
	return list
}

// Since gives the incidents whose first flagged record is not before at, in
// order of its time, then token. There are none for what comes in time.
func (b *Book) Since(at int64) (list []*Open) {
	if at > b.latest {
		return nil
	}
	for _, o := range b.byID {
		if o.FirstSeen >= at {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(x, y *Open) int {
		return cmp.Or(cmp.Compare(x.FirstSeen, y.FirstSeen), cmp.Compare(x.Verdict.Token.ID, y.Verdict.Token.ID))
	})
	return list
}

// Remove takes an incident out.
func (b *Book) Remove(o *Open) {
	b.Touch(o)
	delete(b.byToken, o.Key)
	for _, k := range o.Members {
		delete(b.byToken, k)
	}
	delete(b.byID, o.Verdict.IncidentID)
	list := b.bySource[o.Source]
	if i := slices.Index(list, o); i >= 0 {
		b.bySource[o.Source] = slices.Delete(list, i, i+1)
	}
}

// Due takes out the incidents of a source that had no new evidence for
// clear_after when its watermark passed, in order of due time, then token.
func (b *Book) Due(source uint32, watermark int64) (due []*Open) {
	if next, held := b.nextDue[source]; !held || watermark < next {
		return nil
	}
	next := int64(1<<63 - 1)
	for _, o := range b.bySource[source] {
		if d := o.LastEvidence + b.clearAfter; d <= watermark {
			due = append(due, o)
		} else {
			next = min(next, d)
		}
	}
	b.nextDue[source] = next
	slices.SortFunc(due, func(x, y *Open) int {
		return cmp.Or(cmp.Compare(x.LastEvidence, y.LastEvidence), cmp.Compare(x.Verdict.Token.ID, y.Verdict.Token.ID))
	})
	for _, o := range due {
		b.Remove(o)
	}
	return due
}

// Crowded returns the incident to close early when the book is full, or nil.
func (b *Book) Crowded() *Open {
	if len(b.byID) < mostOpen {
		return nil
	}
	var first *Open
	for _, o := range b.byID { // the minimum of a total order: iteration order does not matter
		if first == nil || cmp.Or(cmp.Compare(o.LastEvidence, first.LastEvidence), cmp.Compare(o.Verdict.Token.ID, first.Verdict.Token.ID)) < 0 {
			first = o
		}
	}
	return first
}

// Withdrawable are the tokens whose incident a late word may take back.
func (b *Book) Withdrawable() (tokens []store.Key) {
	for _, o := range b.byID {
		if o.OnlyEnds {
			tokens = append(tokens, o.Key)
		}
	}
	return tokens
}
