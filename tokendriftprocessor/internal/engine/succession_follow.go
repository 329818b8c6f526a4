package engine

import (
	"encoding/hex"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
)

// inherit makes a token another one's successor. One that has a baseline of its
// own keeps it.
func (e *Engine) inherit(h, before *baseline.Head, at uint32, declared bool) {
	l := &link{old: before.Key, name: before.Fingerprint, first: int64(h.FirstSeen) * int64(time.Second), declared: declared}
	if was := e.line.of(before.Key); was != nil {
		l.owner, l.purpose = was.owner, was.purpose
	}
	e.line.put(h.Key, l)
	e.carry(l, before)
	if h.Flags&baseline.WasMature == 0 {
		e.tokens.Inherit(h, before, at)
	}
	h.Seen = 0 // what is declared of it is asked again
}

// longestFact bounds an owner or purpose that is remembered, in bytes.
const longestFact = 200

// carry remembers what the old token is declared to be, as long as it is known:
// after it has ended, a changed inventory may name it no more.
func (e *Engine) carry(l *link, before *baseline.Head) {
	var t *inventory.Token
	switch {
	case !e.inventory.Declared():
		return
	case before.Seen == e.generation && before.Entry != 0:
		t = e.entries[before.Entry-1]
	case before.Seen != e.generation:
		t = e.declaredOf(before)
	}
	if t != nil && (t.Owner != "" || t.Purpose != "") {
		l.owner, l.purpose = clip(t.Owner), clip(t.Purpose)
	}
}

func clip(s string) string { return strings.Clone(s[:min(len(s), longestFact)]) }

// declaredOf asks for the entry of a token by what is remembered of its uses.
func (e *Engine) declaredOf(h *baseline.Head) *inventory.Token {
	for place, half := range e.late.tokens {
		if half != h.Key.Hash {
			continue
		}
		g := e.late.at(uint32(place))
		src := e.feeds.all[g.feed]
		var ev event.Event
		g.getNames(&ev)
		q := inventory.Query{Provider: src.provider, Tenant: src.tenant, App: ev.App, Actor: ev.Actor, TokenID: hex.EncodeToString(h.Fingerprint[:])}
		for _, key := range g.things.Credentials {
			if id, named := e.named(src)[key]; named {
				q.Credentials = append(q.Credentials, id)
			}
		}
		return e.inventory.Token(q)
	}
	return nil
}

// named are the credentials that the inventory names, by their hash at a
// source: what a remembered use was of is known by hashes only.
func (e *Engine) named(src *feed) map[uint64]string {
	names, held := e.line.named[src.number]
	if !held {
		names = map[uint64]string{}
		for id := range e.inventory.Credentials() {
			names[e.life.CredentialID(src.provider, src.tenant, id)] = id
		}
		e.line.named[src.number] = names
	}
	return names
}

// handedOn is what is declared of a token that may have taken over from
// another: its own entry, completed by the old one's; without an entry, the
// owner and purpose of the old one.
func (e *Engine) handedOn(u *use, t *inventory.Token) *inventory.Token {
	l := e.line.of(u.head.Key)
	if t != nil && t.Replaces != "" && (l == nil || !l.declared) {
		if before := e.replaced(u, t.Replaces); before != nil {
			e.inherit(u.head, before, u.at, true)
			l = e.line.of(u.head.Key)
		}
	}
	if l == nil {
		return t
	}
	if place := e.tokens.Find(l.old); place != 0 {
		e.carry(l, e.tokens.At(place))
	}
	switch {
	case t == nil:
		l.entry = &inventory.Token{Owner: l.owner, Purpose: l.purpose, Carried: true}
	case t.Owner == "" && l.owner != "" || t.Purpose == "" && l.purpose != "":
		whole := *t
		whole.Owner, whole.Purpose = firstOf(t.Owner, l.owner), firstOf(t.Purpose, l.purpose)
		l.entry = &whole
	default:
		return t
	}
	return l.entry
}

// tookOver names the token that an undeclared one took over from; "" for any
// other.
func (u *use) tookOver(e *Engine) string {
	if u.c.Entry == nil || !u.c.Entry.Carried {
		return ""
	}
	if l := e.line.of(u.head.Key); l != nil {
		return hex.EncodeToString(l.name[:])
	}
	return ""
}
