package engine

import (
	"encoding/hex"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// When a credential is another one's successor: it is first used within a
// month of its issue, and the other one was used within a quarter.
const (
	usedWithin  = int64(30 * 24 * time.Hour)
	aliveWithin = int64(90 * 24 * time.Hour)
)

// succeed gives a new credential the baseline of the one it takes over from:
// the stream told its issue, its holder used one token only, and what it shows
// is what that one showed. An attacker's own key for somebody else's account is
// used from elsewhere, and stays a token that nobody knows. Asked at the first,
// second, fourth ... use, since the word of the issue may be late.
func (e *Engine) succeed(u *use) {
	h := u.head
	if len(e.line.issued) == 0 || u.ev.Subject.Grade != event.GradeToken || u.late || u.grantOnly ||
		h.Flags&baseline.WasMature != 0 || h.Uses&(h.Uses-1) != 0 || e.line.of(h.Key) != nil {
		return
	}
	e.key = u.ev.AppendKey(e.key[:0])
	things := e.life.Things(u.ev, e.key)
	if !e.issuedBefore(&things, h) {
		return
	}
	e.query = baseline.Query{}
	e.askPlace(u, &e.query)
	before := e.predecessor(&things, h.Key, u.src.number, u.time)
	if before == nil || !e.resembles(before) {
		return
	}
	e.inherit(h, before, u.at, false)
	if o := e.book.Of(h.Key); o != nil && toldByRegistry(o) {
		e.pending = append(e.pending, e.withdrawn(o, "it took over from another token, and that it was issued was told only now"))
	}
}

// likely remembers, of a token that nobody owns, which one it would take over
// from: what it showed is gone when the word of its issue comes late.
func (e *Engine) likely(u *use) {
	if u.ev.Subject.Grade != event.GradeToken || u.late || e.line.links[u.head.Key] != nil {
		return
	}
	e.key = u.ev.AppendKey(e.key[:0])
	things := e.life.Things(u.ev, e.key)
	if before := e.predecessor(&things, u.head.Key, u.src.number, u.time); before != nil && e.resembles(before) {
		e.line.put(u.head.Key, &link{old: before.Key, name: before.Fingerprint, pending: true})
	}
}

// takesOver makes a token the likely successor's, when the word of the issue
// has come.
func (e *Engine) takesOver(c candidate) bool {
	g := e.late.at(c.place)
	place, l := e.tokens.Find(g.token), e.line.links[g.token]
	if place == 0 || l == nil || !l.pending {
		return false
	}
	h, old := e.tokens.At(place), e.tokens.Find(l.old)
	if old == 0 || h.Flags&baseline.WasMature != 0 || !e.issuedBefore(&g.things, h) {
		return false
	}
	e.touch(place)
	e.inherit(h, e.tokens.At(old), seconds(c.time), false)
	return true
}

func (e *Engine) issuedBefore(t *lifecycle.Things, h *baseline.Head) bool {
	first := int64(h.FirstSeen) * int64(time.Second)
	for _, id := range t.Credentials {
		if at, held := e.line.issued[id]; id != 0 && held && at <= first+clockSlack && first-at <= usedWithin {
			return true
		}
	}
	return false
}

// predecessor is the one token that the same actor used for the same app, by
// the last uses that are remembered; nil when there is none, when there are
// several side by side, and when it is young itself or under an incident.
func (e *Engine) predecessor(of *lifecycle.Things, token store.Key, feed uint32, at int64) *baseline.Head {
	var only store.Key
	for place, newest := range e.late.newest {
		if e.late.srcs[place] != feed || e.late.tokens[place] == token.Hash || newest < at-aliveWithin {
			continue
		}
		g := e.late.at(uint32(place))
		if g.grade != event.GradeToken || g.token == only || !sameHolder(of, &g.things) {
			continue
		}
		if _, replaced := e.line.heirs[g.token]; replaced {
			continue
		}
		if only != (store.Key{}) {
			return nil
		}
		only = g.token
	}
	place := e.tokens.Find(only)
	if place == 0 || only == (store.Key{}) {
		return nil
	}
	h := e.tokens.At(place)
	if h.Flags&baseline.WasMature == 0 || h.Flags&baseline.InIncident != 0 {
		return nil
	}
	return h
}

// sameHolder is whether two uses were by one actor, for one app or for none.
func sameHolder(a, b *lifecycle.Things) bool {
	same := func(x, y [3]uint64) (is, said bool) {
		for i := range x {
			if x[i] != 0 && y[i] != 0 {
				return x[i] == y[i], true
			}
			said = said || x[i] != 0 || y[i] != 0
		}
		return !said, said
	}
	actor, named := same(a.Names, b.Names)
	app, _ := same(a.Apps, b.Apps)
	return actor && named && app
}

// alike is in what a successor shows nothing that the one before it did not.
var alike = [...]baseline.Dim{baseline.Network, baseline.Region, baseline.Country, baseline.ClientFamily}

// resembles is whether the use asked about comes from a network or runner and
// with a client that the other token knows.
func (e *Engine) resembles(other *baseline.Head) bool {
	q := &e.query
	knows := func(d baseline.Dim) bool {
		v := e.tokens.FindValue(other, d, q.FP[d])
		return v != nil && !v.Waiting()
	}
	runner := q.FP[baseline.Runner] != baseline.Hash(signal.NoRunner) && knows(baseline.Runner)
	for _, d := range alike {
		if q.FP[d] != 0 && !knows(d) && (d == baseline.ClientFamily || !runner) {
			return false
		}
	}
	return q.FP[baseline.Network] != 0 || q.FP[baseline.ClientFamily] != 0
}

// replaced finds the token that an entry says this one takes over from: by any
// credential id its uses named, by the id in the place of the own one, or by
// its fingerprint.
func (e *Engine) replaced(u *use, id string) *baseline.Head {
	ev := u.ev
	for i, part := range ev.Subject.Parts {
		if part == "" {
			continue
		}
		other := event.Event{Provider: ev.Provider, Tenant: ev.Tenant, Subject: ev.Subject}
		other.Subject.Parts[i] = id
		if place := e.tokens.Find(e.keys.index(other.AppendKey(nil))); place != 0 && place != u.place {
			return e.tokens.At(place)
		}
	}
	key := e.life.CredentialID(ev.Provider, ev.Tenant, id)
	for place := range uint32(e.late.held) {
		g := e.late.at(place)
		for _, named := range g.things.Credentials {
			if held := e.tokens.Find(g.token); named == key && held != 0 && held != u.place {
				return e.tokens.At(held)
			}
		}
	}
	var found *baseline.Head
	if name, err := hex.DecodeString(strings.ToLower(id)); err == nil && len(name) == len(u.head.Fingerprint) {
		e.tokens.Each(func(place uint32, h *baseline.Head) {
			if h.Fingerprint == [16]byte(name) && place != u.place {
				found = h
			}
		})
	}
	return found
}
