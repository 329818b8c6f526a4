package engine

import (
	"encoding/binary"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// appendBinary appends the accounts in the order of their ids, then for every
// token that has something to learn the ids in the order of the decisions.
func (s *accounts) appendBinary(b []byte) []byte {
	b = incident.AppendNumber(append(b, engineVersion), int64(len(s.all)))
	for _, id := range s.sorted() {
		a := s.all[id]
		b = incident.AppendText(b, id)
		for _, word := range [...]uint64{a.token.Hash, a.token.Check, a.app.Hash, a.app.Check, uint64(a.strength)} {
			b = binary.LittleEndian.AppendUint64(b, word)
		}
		b = incident.AppendNumber(incident.AppendNumber(b, int64(a.source)), a.opened)
		b = incident.AppendBool(incident.AppendBool(b, a.open), a.person)
		b = append(incident.AppendNumber(b, a.decided), byte(a.verdict))
		b = incident.AppendNumber(b, int64(len(a.values)))
		for i := range a.values {
			v := &a.values[i]
			b = incident.AppendBool(append(b, byte(v.dim)), v.told)
			b = incident.AppendText(binary.LittleEndian.AppendUint32(b, v.fp), v.text)
		}
		b = incident.AppendNumber(b, int64(len(a.keys)))
		for _, k := range a.keys {
			b = binary.LittleEndian.AppendUint32(b, k)
		}
	}
	var waiting []string
	for _, token := range sortedKeys(s.untaught) {
		waiting = append(waiting, s.untaught[token]...)
	}
	return incident.AppendTexts(b, waiting)
}

// The least bytes of an account and of a value in it, and the most evidence.
const leastAccount, leastValue, mostEvidence = 1 + 5*8 + 8, 7, 64

func (e *Engine) loadAccounts(b []byte) error {
	r := incident.NewReader("accounts of incidents", b)
	r.Version(engineVersion)
	loaded, last := newAccounts(), ""
	for range r.Count(leastAccount, mostAccounts) {
		id, a := r.Text(), readAccount(r)
		switch {
		case r.Err() != nil:
		case id <= last && len(loaded.all) > 0:
			r.Fail("incidents are out of order")
		case int(a.source) >= len(e.feeds.all):
			r.Fail("an incident of a source there is not")
		}
		if r.Err() != nil {
			break
		}
		loaded.all[id], last = a, id
	}
	for _, id := range r.Texts() {
		a := loaded.all[id]
		if a == nil || a.untaught || a.decided == 0 {
			r.Fail("a decision about an incident there is not")
			break
		}
		a.untaught = true
		loaded.untaught[a.token] = append(loaded.untaught[a.token], id)
	}
	if err := r.End(); err != nil {
		return err
	}
	e.accounts = loaded
	e.meet()
	return nil
}

func readAccount(r *incident.Reader) *account {
	a := &account{token: store.Key{Hash: r.Word(), Check: r.Word()}, app: store.Key{Hash: r.Word(), Check: r.Word()}}
	strength := r.Word()
	if a.strength = app.Strength(strength); uint64(a.strength) != strength {
		r.Fail("a strength that is none")
	}
	a.source, a.opened = uint32(r.Number()), r.Number()
	a.open, a.person = r.Bool(), r.Bool()
	a.decided, a.verdict = r.Number(), inventory.Verdict(r.Byte())
	if a.verdict > inventory.VerdictConfirmed {
		r.Fail("a verdict there is not")
	}
	for range r.Count(leastValue, mostAccountValues) {
		v := newValue{dim: baseline.Dim(r.Byte()), told: r.Bool()}
		for i := range 4 {
			v.fp |= uint32(r.Byte()) << (8 * i)
		}
		if v.text = r.Text(); v.dim == baseline.DimNone || v.dim >= baseline.Volume || v.fp == 0 || len(v.text) > longestText {
			r.Fail("a value that is none")
		}
		a.values = append(a.values, v)
	}
	for range r.Count(4, mostEvidence) {
		k := uint32(0)
		for i := range 4 {
			k |= uint32(r.Byte()) << (8 * i)
		}
		a.keys = append(a.keys, k)
	}
	return a
}
