package incident

import (
	"encoding/binary"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// mostMembers bounds the tokens of an app's theft, as the app room does.
const mostMembers = 128

// Join makes a token part of the incident of its whole app. It is false when
// the token has an incident of its own or there is no room.
func (b *Book) Join(o *Open, token store.Key, id string) bool {
	if b.byToken[token] != nil || len(o.Members) >= mostMembers {
		return false
	}
	if len(o.Tokens) == 0 {
		o.Tokens = []string{o.Verdict.Token.ID}
	}
	o.Tokens = appendNew(o.Tokens, id)
	o.Members = append(o.Members, token)
	b.byToken[token] = o
	return true
}

// Take adds what another incident, which has become part of it, has seen.
func (o *Open) Take(other *Open) {
	o.Count += other.Count
	o.Volume += other.Volume
	o.FirstSeen, o.LastSeen = min(o.FirstSeen, other.FirstSeen), max(o.LastSeen, other.LastSeen)
	o.LastEvidence = max(o.LastEvidence, other.LastEvidence)
	for _, l := range [...]struct {
		to   *[]string
		from []string
	}{{&o.Records, other.Records}, {&o.Systems, other.Systems}, {&o.Objects, other.Objects}} {
		for _, s := range l.from {
			*l.to = appendNew(*l.to, s)
		}
	}
	o.Learn(other.keys)
}

// Learn adds pieces of evidence.
func (o *Open) Learn(keys []uint32) {
	for _, k := range keys {
		if !slices.Contains(o.keys, k) && len(o.keys) < mostKeys {
			o.keys = append(o.keys, k)
		}
	}
}

// holds is whether a token of an incident has one already.
func (b *Book) holds(o *Open) bool {
	return b.byToken[o.Key] != nil || slices.ContainsFunc(o.Members, func(k store.Key) bool { return k == o.Key || b.byToken[k] != nil })
}

func (o *Open) appendMembers(b []byte) []byte {
	b = AppendNumber(b, int64(len(o.Members)))
	for _, k := range o.Members {
		b = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, k.Hash), k.Check)
	}
	return AppendTexts(b, o.Tokens)
}

func (o *Open) readMembers(r *Reader) {
	for range r.Count(16, mostMembers) {
		o.Members = append(o.Members, store.Key{Hash: r.Word(), Check: r.Word()})
	}
	if o.Tokens = r.Texts(); len(o.Tokens) > most {
		r.Fail("a list that is too long")
	}
}
