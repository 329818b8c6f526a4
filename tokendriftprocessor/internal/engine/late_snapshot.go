package engine

import (
	"encoding/binary"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// leastGuise is the size of the smallest guise in a snapshot, bytes: token,
// source, owner, flags and the hashes of what it named.
const leastGuise = 16 + 4 + 4 + 3 + 15*8

// appendLate appends the guises in order of their places, so that the same are
// forgotten after a restart as without one.
func (e *Engine) appendLate(b []byte) []byte { return e.late.freeze()(b, store.NoLock{}) }

func (f *frozenGuise) append(b []byte) []byte {
	g := &f.guise
	b = binary.LittleEndian.AppendUint64(b, g.token.Hash)
	b = binary.LittleEndian.AppendUint64(b, g.token.Check)
	b = binary.LittleEndian.AppendUint64(b, g.who)
	b = binary.LittleEndian.AppendUint64(b, uint64(g.feed)<<32|uint64(g.owner))
	b = append(b, byte(g.nature), byte(g.grade))
	b = incident.AppendBool(b, g.used)
	for _, key := range g.keys() {
		b = binary.LittleEndian.AppendUint64(b, *key)
	}
	b = incident.AppendText(b, string(g.names[:g.namesEnd()]))
	for i := range g.uses {
		past := &g.uses[i]
		b = incident.AppendNumber(b, past.time)
		if past.n == longID {
			b = incident.AppendText(b, f.long[i])
		} else {
			b = incident.AppendText(b, string(past.id[:past.n]))
		}
	}
	return b
}

// namesEnd is where the last name ends.
func (g *guise) namesEnd() (end int) {
	for range 6 {
		end += 1 + int(g.names[end])
	}
	return end
}

// lateVersion is that of the last uses. Version 1 has not what a report of a
// leak names.
const (
	lateVersion = 2
	keysOfFirst = 15 // in version 1
)

// keys are the hashes of what it was used under.
func (g *guise) keys() (all [17]*uint64) {
	t, n := &g.things, 0
	for _, list := range [...][]uint64{t.Sessions[:], t.Credentials[:], t.Apps[:], t.Names[:]} {
		for i := range list {
			all[n] = &list[i]
			n++
		}
	}
	all[n], all[n+1] = &t.Subject, &t.SubjectStart
	all[n+2], all[n+3] = &t.Leaks[0], &t.Leaks[1] // since version 2
	return all
}

func (e *Engine) loadLate(b []byte) error {
	r := incident.NewReader("last uses", b)
	version := r.Versions(lateVersion)
	loaded := newLate(e.o.MaxTokens)
	hand := r.Number()
	n := r.Count(leastGuise, mostGuises)
	if r.Err() == nil && (hand < 0 || hand > int64(n)) {
		r.Fail("a hand beyond the places")
	}
	for range n {
		g := e.readGuise(r, version)
		if r.Err() != nil {
			break
		}
		place := loaded.room(g.feed)
		kept := g
		kept.uses = [lastUses]pastUse{}
		*loaded.at(place) = kept
		loaded.newest[place], loaded.tokens[place], loaded.srcs[place] = 0, g.token.Hash, g.feed
		loaded.index[g.who] = place
		last := int64(0)
		for range lastUses {
			at, id := r.Number(), r.Text()
			if at < last {
				r.Fail("uses are out of order")
			}
			if last = at; at != 0 {
				loaded.add(place, at, id)
			}
		}
		loaded.at(place).used = g.used
	}
	if err := r.End(); err != nil {
		return err
	}
	loaded.hand, loaded.lost = int(hand)%max(loaded.held, 1), e.late.lost
	e.late = loaded
	return nil
}

func (e *Engine) readGuise(r *incident.Reader, version byte) (g guise) {
	g.token, g.who = store.Key{Hash: r.Word(), Check: r.Word()}, r.Word()
	both := r.Word()
	g.feed, g.owner = uint32(both>>32), uint32(both)
	g.nature, g.grade, g.used = event.Nature(r.Byte()), event.Grade(r.Byte()), r.Bool()
	keys := g.keys()
	held := keys[:]
	if version == 1 {
		held = keys[:keysOfFirst]
	}
	for _, key := range held {
		*key = r.Word()
	}
	names := r.Text()
	copy(g.names[:], names)
	end, count := 0, 0
	for ; count < 6 && end < len(names); count++ {
		end += 1 + int(names[end])
	}
	switch {
	case r.Err() != nil:
	case len(names) > namesLen || count != 6 || end != len(names):
		r.Fail("names that do not fit")
	case int(g.feed) >= len(e.feeds.all):
		r.Fail("a use of a source there is not")
	case g.grade > event.GradeActor || g.nature > event.NatureService:
		r.Fail("a grade or nature there is not")
	}
	return g
}
