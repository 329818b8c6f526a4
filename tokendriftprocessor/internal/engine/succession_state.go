package engine

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

func (s *succession) appendBinary(b []byte) []byte {
	b = incident.AppendNumber(append(b, engineVersion), int64(len(s.issued)))
	for _, key := range slices.Sorted(maps.Keys(s.issued)) {
		b = incident.AppendNumber(binary.LittleEndian.AppendUint64(b, key), s.issued[key])
	}
	b = incident.AppendNumber(b, int64(len(s.links)))
	for _, token := range sortedKeys(s.links) {
		l := s.links[token]
		for _, word := range [...]uint64{token.Hash, token.Check, l.old.Hash, l.old.Check} {
			b = binary.LittleEndian.AppendUint64(b, word)
		}
		b = append(b, l.name[:]...)
		b = incident.AppendBool(incident.AppendNumber(b, l.first), l.declared)
		b = incident.AppendBool(incident.AppendBool(b, l.pending), s.heirs[l.old] == token)
		b = incident.AppendText(incident.AppendText(b, l.owner), l.purpose)
	}
	return b
}

// The least bytes of an issue and of a link.
const leastIssue, leastLink = 9, 4*8 + 16 + 6

func (s *succession) load(b []byte) error {
	r := incident.NewReader("successions", b)
	r.Version(engineVersion)
	loaded := newSuccession()
	last := uint64(0)
	for range r.Count(leastIssue, mostIssued) {
		key, at := r.Word(), r.Number()
		if key <= last {
			r.Fail("issues are out of order")
			break
		}
		loaded.issued[key], last = at, key
	}
	var before store.Key
	for range r.Count(leastLink, mostLinks) {
		token, l := store.Key{Hash: r.Word(), Check: r.Word()}, &link{old: store.Key{Hash: r.Word(), Check: r.Word()}}
		for i := range l.name {
			l.name[i] = r.Byte()
		}
		l.first, l.declared = r.Number(), r.Bool()
		l.pending = r.Bool()
		heir := r.Bool()
		l.owner, l.purpose = r.Text(), r.Text()
		if r.Err() == nil && (compareKeys(token, before) <= 0 || max(len(l.owner), len(l.purpose)) > longestFact || heir && l.pending) {
			r.Fail("successors are out of order")
		}
		if r.Err() != nil {
			break
		}
		if before = token; heir {
			loaded.heirs[l.old] = token
		}
		loaded.links[token] = l
	}
	if err := r.End(); err != nil {
		return err
	}
	*s = loaded
	return nil
}
