package incident

import (
	"encoding/binary"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// snapshotVersion 2 has the members of incidents of whole apps; 1 had none.
const snapshotVersion = 2

// leastOpen is the size of the smallest open incident in a snapshot, bytes.
const leastOpen = 64

// AppendBinary appends the open incidents in the order of their ids: equal
// books give equal bytes.
func (b *Book) AppendBinary(to []byte) []byte { return b.Freeze()(to, store.NoLock{}) }

// Load replaces the book's incidents by those that AppendBinary wrote; when
// they fall due goes by this book's clear_after. On an error, which says what
// is wrong with the bytes, the book is as it was.
func (b *Book) Load(from []byte) error {
	r := NewReader("open incidents", from)
	version := r.Versions(snapshotVersion)
	loaded := NewBook(b.clearAfter)
	last := ""
	for i := range r.Count(leastOpen, mostOpen) {
		o := readOpen(r, version)
		if id := o.Verdict.IncidentID; r.err == nil && (i > 0 && id <= last || loaded.holds(o) || o.Key == (store.Key{})) {
			r.Fail("incidents are out of order or of one token")
		} else {
			last = id
		}
		if r.err != nil {
			return r.err
		}
		loaded.Put(o)
	}
	if err := r.End(); err != nil {
		return err
	}
	*b = *loaded
	return nil
}

// Sources gives the number of every source that has an open incident, so that
// the engine can hold them against its own.
func (b *Book) Sources() (numbers []uint32) {
	for n, list := range b.bySource {
		if len(list) > 0 {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func (o *Open) times() [7]*int64 {
	return [...]*int64{&o.Opened, &o.LastEvidence, &o.LastNotice, &o.FirstSeen, &o.LastSeen, &o.Count, &o.Volume}
}

func (o *Open) appendBinary(b []byte) []byte {
	b = AppendVerdict(b, &o.Verdict)
	b = binary.LittleEndian.AppendUint64(b, o.Key.Hash)
	b = binary.LittleEndian.AppendUint64(b, o.Key.Check)
	b = binary.LittleEndian.AppendUint64(b, o.App.Hash)
	b = binary.LittleEndian.AppendUint64(b, o.App.Check)
	b = AppendNumber(b, int64(o.Source))
	for _, v := range o.times() {
		b = AppendNumber(b, *v)
	}
	for _, list := range [...][]string{o.Records, o.Systems, o.Objects} {
		b = AppendTexts(b, list)
	}
	b = AppendNumber(b, int64(len(o.keys)))
	for _, k := range o.keys {
		b = binary.LittleEndian.AppendUint32(b, k)
	}
	b = AppendBool(b, o.OnlyEnds)
	return o.appendMembers(b)
}

func readOpen(r *Reader, version byte) *Open {
	o := &Open{Verdict: ReadVerdict(r), Key: store.Key{Hash: r.Word(), Check: r.Word()}, App: store.Key{Hash: r.Word(), Check: r.Word()}, Source: uint32(r.Number())}
	for _, v := range o.times() {
		*v = r.Number()
	}
	for _, list := range [...]*[]string{&o.Records, &o.Systems, &o.Objects} {
		if *list = r.Texts(); len(*list) > most {
			r.Fail("a list that is too long")
		}
	}
	if n := r.Count(4, mostKeys); n > 0 {
		o.keys = make([]uint32, n)
		for i := range o.keys {
			if four := r.take(4); four != nil {
				o.keys[i] = binary.LittleEndian.Uint32(four)
			}
		}
	}
	o.OnlyEnds = r.Bool()
	if version > 1 {
		o.readMembers(r)
	}
	return o
}
