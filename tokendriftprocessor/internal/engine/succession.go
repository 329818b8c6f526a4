package engine

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Most of what succession remembers, at about 60 and 300 bytes each. Beyond it
// the oldest sixteenth is forgotten: a credential that was issued and not used
// for so long, a successor that has had its own baseline for long.
const mostIssued, mostLinks = 20_000, 20_000

// succession is which credential took over from which: by the inventory's
// `replaces`, or because the stream told that it was issued and its holder used
// one token only before.
type succession struct {
	issued map[uint64]int64 // by the credential's hash: the first word that it was issued, event time
	links  map[store.Key]*link
	heirs  map[store.Key]store.Key // old token -> the new one
	lost   int64

	named map[uint32]map[uint64]string // by source: the inventory's credentials, by their hashes
}

// link is a token's predecessor.
type link struct {
	old      store.Key
	name     [16]byte // the fingerprint of the old one
	first    int64    // the new one's own first use, event time
	declared bool
	pending  bool   // it looks like it; nobody said yet that it was issued
	owner    string // what the old one was declared to be
	purpose  string

	entry *inventory.Token // the same as an entry, for signals; made when needed
}

func newSuccession() succession {
	return succession{issued: map[uint64]int64{}, links: map[store.Key]*link{}, heirs: map[store.Key]store.Key{}, named: map[uint32]map[uint64]string{}}
}

// noteIssue remembers that a credential was issued. Some vendors list all keys
// of an app with every change, so the first word counts.
func (e *Engine) noteIssue(ev *event.Event, f *event.Fact, at int64) {
	if f.Kind != event.FactIssued || f.Target != event.TargetCredential {
		return
	}
	s := &e.line
	for _, id := range f.IDs {
		key := e.life.CredentialID(ev.Provider, ev.Tenant, id)
		if was, held := s.issued[key]; key == 0 || held && was <= at {
			continue
		}
		if len(s.issued) >= mostIssued {
			s.forgetIssues()
		}
		s.issued[key] = at
	}
}

func (s *succession) forgetIssues() {
	type issue struct {
		key uint64
		at  int64
	}
	all := make([]issue, 0, len(s.issued))
	for key, at := range s.issued {
		all = append(all, issue{key, at})
	}
	slices.SortFunc(all, func(a, b issue) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.key, b.key)) })
	for _, x := range all[:max(len(all)/16, 1)] {
		delete(s.issued, x.key)
		s.lost++
	}
}

func (s *succession) put(token store.Key, l *link) {
	if was := s.links[token]; was != nil && s.heirs[was.old] == token {
		delete(s.heirs, was.old)
	}
	if len(s.links) >= mostLinks {
		s.forgetLinks()
	}
	s.links[token] = l
	if !l.pending {
		s.heirs[l.old] = token
	}
}

// of is a token's predecessor, or nil.
func (s *succession) of(token store.Key) *link {
	if l := s.links[token]; l != nil && !l.pending {
		return l
	}
	return nil
}

func (s *succession) forgetLinks() {
	all := sortedKeys(s.links)
	slices.SortStableFunc(all, func(a, b store.Key) int { return cmp.Compare(s.links[a].first, s.links[b].first) })
	for _, token := range all[:max(len(all)/16, 1)] {
		if old := s.links[token].old; s.heirs[old] == token {
			delete(s.heirs, old)
		}
		delete(s.links, token)
		s.lost++
	}
}

// sortedKeys are the tokens of a map, in order.
func sortedKeys[V any](of map[store.Key]V) []store.Key {
	return slices.SortedFunc(maps.Keys(of), compareKeys)
}

func compareKeys(a, b store.Key) int {
	return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(a.Check, b.Check))
}

func (s *succession) held() int64 { return int64(len(s.issued) + len(s.links)) }
