package engine

import (
	"strings"
	"unsafe"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// mostGuises bounds what late truth is judged by, at about 500 bytes each: 16
// MiB, whatever the number of tokens. Beyond it the token that was silent
// longest is forgotten.
const mostGuises = 32_768

// lastUses is how many uses of a guise are remembered. An end that comes after
// more of them names the earliest of these instead of the very first.
const lastUses = 4

// guise is a token as it was used: under which instance and session, as whom,
// for which app. Names are kept as text because an inventory may know the
// person under an alias, everything that could be a credential as hashes.
type guise struct {
	token  store.Key
	who    uint64 // hash of all it was used as, to find it again
	feed   uint32
	owner  uint32 // hash of the inventory's owner of the actor; 0 none
	things lifecycle.Things
	names  [namesLen]byte
	uses   [lastUses]pastUse // by time, latest last; empty places in front
	nature event.Nature
	grade  event.Grade
	used   bool // since the hand last passed
}

const (
	namesLen = 174
	idLen    = 39
)

// pastUse is a successful use. Longer event ids lie in late.long.
type pastUse struct {
	time int64
	n    uint8
	id   [idLen]byte
}

// longID marks an event id that is not in place.
const longID = 255

// late remembers the last successful uses, for facts that come after them.
type late struct {
	guises []*guiseBlock
	newest []int64  // by place: time of the last use,
	tokens []uint64 // half of the token's key,
	srcs   []uint32 // and source: a fact looks through these first
	held   int
	limit  int
	hand   int
	index  map[uint64]uint32 // who -> place
	shares []uint32          // guises of each source: one tenant's flood costs only that tenant
	feeds  int               // sources that have any
	long   map[uint64]string // place and use -> event id
	lost   int64             // guises forgotten for want of room

	before map[uint32]*frozenGuise // of a moment that is being written: what has changed since; else nil
	frozen uint32                  // guises of that moment

	changes   []uint64 // by block: how often something of it has changed
	pageNames []string // of blocks in a checkpoint
}

const blockLen = 16

// guiseBlock keeps growth from copying: places never move.
type guiseBlock [blockLen]guise

func newLate(tokens int) late {
	return late{limit: min(max(4*tokens, 64), mostGuises), index: map[uint64]uint32{}, long: map[uint64]string{}}
}

func (l *late) bytes() int64 { return int64(len(l.guises)) * int64(unsafe.Sizeof(guiseBlock{})) }

func (l *late) at(place uint32) *guise { return &l.guises[place/blockLen][place%blockLen] }

// remember notes a successful use. Most come in a guise that is held: then
// nothing but the time and the event's id is written.
func (e *Engine) remember(u *use) {
	ev, l := u.ev, &e.late
	who := u.head.Key.Hash ^ uint64(whom(ev))<<32 ^ uint64(under(ev))
	place, held := l.index[who]
	if !held || l.at(place).token != u.head.Key {
		g := guise{token: u.head.Key, who: who, feed: u.src.number, nature: ev.Actor.Nature, grade: ev.Subject.Grade}
		if !g.setNames(ev) {
			return // no vendor's names are that long
		}
		e.key = ev.AppendKey(e.key[:0])
		g.things = e.life.Things(ev, e.key)
		g.owner = e.ownerOf(ev.Provider, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email)
		place = l.room(u.src.number)
		*l.at(place) = g
		l.newest[place], l.tokens[place], l.srcs[place] = 0, g.token.Hash, g.feed
		l.index[who] = place
	}
	l.add(place, u.time, ev.ID)
}

// under hashes the instance and session of a use.
func under(ev *event.Event) (h uint32) {
	for _, id := range [...]string{ev.Session, ev.Parent, ev.Instance} {
		h *= 31
		if id != "" {
			h += baseline.Hash(id)
		}
	}
	return h
}

func (e *Engine) ownerOf(provider string, names ...string) uint32 {
	if !e.inventory.Declared() {
		return 0
	}
	if o := e.inventory.Owner(provider, names...); o != nil {
		return baseline.Hash(o.ID)
	}
	return 0
}

// add keeps the latest uses, in order of their time.
func (l *late) add(place uint32, at int64, id string) {
	l.touch(place)
	g := l.at(place)
	g.used = true
	i := lastUses
	for i > 0 && g.uses[i-1].time > at {
		i--
	}
	if i == 0 {
		return // it is older than all that are kept
	}
	delete(l.long, longKey(place, 0))
	for j := range i - 1 {
		if g.uses[j] = g.uses[j+1]; g.uses[j].n == longID {
			l.long[longKey(place, j)] = l.long[longKey(place, j+1)]
			delete(l.long, longKey(place, j+1))
		}
	}
	past := &g.uses[i-1]
	l.newest[place] = max(l.newest[place], at)
	past.time, past.n = at, uint8(min(len(id), longID))
	if len(id) > idLen {
		past.n = longID
		l.long[longKey(place, i-1)] = strings.Clone(id)
		return
	}
	copy(past.id[:], id)
}

func longKey(place uint32, use int) uint64 { return uint64(place)<<8 | uint64(use) }

func (l *late) idOf(place uint32, use int) string {
	past := &l.at(place).uses[use]
	if past.n == longID {
		return l.long[longKey(place, use)]
	}
	return string(past.id[:past.n])
}

// setNames writes the names of app and actor down, each after its length.
func (g *guise) setNames(ev *event.Event) bool {
	b := g.names[:0]
	for _, s := range [...]string{ev.App.ID, ev.App.ClientID, ev.App.Name, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email} {
		if len(b)+1+len(s) > namesLen || len(s) > 255 {
			return false
		}
		b = append(append(b, byte(len(s))), s...)
	}
	return true
}

// getNames is the event in as far as it is remembered.
func (g *guise) getNames(ev *event.Event) {
	b := g.names[:]
	for _, s := range [...]*string{&ev.App.ID, &ev.App.ClientID, &ev.App.Name, &ev.Actor.ID, &ev.Actor.Login, &ev.Actor.Email} {
		n := min(int(b[0]), len(b)-1)
		*s, b = string(b[1:1+n]), b[1+n:]
		if len(b) == 0 {
			return
		}
	}
	ev.Actor.Nature, ev.Subject.Grade = g.nature, g.grade
}

// own finds the owners again when the inventory has changed.
func (e *Engine) own() {
	var ev event.Event
	for place := range uint32(e.late.held) {
		g := e.late.at(place)
		g.getNames(&ev)
		e.late.touch(place)
		g.owner = e.ownerOf(e.feeds.all[g.feed].provider, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email)
	}
}
