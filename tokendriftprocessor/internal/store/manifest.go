package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/cespare/xxhash/v2"
)

// manifestMark begins a manifest, so that other bytes are not taken for one of
// another version.
const manifestMark = "tdm"

// manifestVersion is the byte after it. Fields of a later time go to
// its end, where this version does not look. Since 2 the last uses have pages
// and the zeros of tokens are packed, which 1 cannot read; 2 reads both.
const manifestVersion = 2

// manifest says what of the storage counts. It is written last; until then
// whatever else a checkpoint has written counts for nothing.
type manifest struct {
	sequence   uint64 // of two manifests the higher one is the newer
	check      uint64 // of the fingerprint key
	generation uint32 // of the last whole checkpoint
	next       uint32 // the generation that may be being written; 0 none
	distinct   uint64 // tokens in storage
	void       []uint32
	sections   []sectionAt
	log        []segmentAt
	lists      [2]listAt
}

type sectionAt struct {
	name string
	slot byte
	size uint32
	hash uint64
}

type segmentAt struct {
	number uint64
	size   uint32
	hash   uint64
}

// listAt is where a list of keys lies: pages first to last, of which the last
// holds tail keys.
type listAt struct {
	first, last uint64
	tail        uint32
}

// mostVoid bounds the generations that a crash made void. Beyond it the oldest
// count as written: a token's copy of then has long been replaced.
const mostVoid = 4096

var errNewer = errors.New("it was written by a newer version")

func (m *manifest) append(b []byte) []byte {
	at := len(b)
	b = append(append(b, manifestMark...), manifestVersion, 0, 0, 0, 0, 0, 0, 0, 0) // and a checksum
	le := binary.LittleEndian
	b = le.AppendUint64(le.AppendUint64(b, m.sequence), m.check)
	b = le.AppendUint64(le.AppendUint32(le.AppendUint32(b, m.generation), m.next), m.distinct)
	b = le.AppendUint32(b, uint32(len(m.void)))
	for _, g := range m.void {
		b = le.AppendUint32(b, g)
	}
	b = le.AppendUint32(b, uint32(len(m.sections)))
	for _, s := range m.sections {
		b = append(append(b, byte(len(s.name))), s.name...)
		b = le.AppendUint64(le.AppendUint32(append(b, s.slot), s.size), s.hash)
	}
	b = le.AppendUint32(b, uint32(len(m.log)))
	for _, s := range m.log {
		b = le.AppendUint64(le.AppendUint32(le.AppendUint64(b, s.number), s.size), s.hash)
	}
	for _, l := range m.lists {
		b = le.AppendUint32(le.AppendUint64(le.AppendUint64(b, l.first), l.last), l.tail)
	}
	le.PutUint64(b[at+4:], xxhash.Sum64(b[at+12:]))
	return b
}

// readManifest gives nil for nil.
func readManifest(b []byte) (m *manifest, err error) {
	switch {
	case b == nil:
		return nil, nil
	case len(b) == 0:
		return nil, errors.New("it is empty")
	case len(b) < 12 || string(b[:3]) != manifestMark:
		return nil, errors.New("it is none of this program's")
	case b[3] > manifestVersion:
		return nil, fmt.Errorf("%w: %d, this one reads %d", errNewer, b[3], manifestVersion)
	case binary.LittleEndian.Uint64(b[4:]) != xxhash.Sum64(b[12:]):
		return nil, errors.New("its checksum is wrong")
	}
	r := fields{b: b[12:]}
	m = &manifest{sequence: r.eight(), check: r.eight(), generation: r.four(), next: r.four(), distinct: r.eight()}
	for range r.count(4) {
		m.void = append(m.void, r.four())
	}
	for range r.count(14) {
		m.sections = append(m.sections, sectionAt{name: string(r.take(int(r.one()))), slot: r.one(), size: r.four(), hash: r.eight()})
	}
	for range r.count(20) {
		m.log = append(m.log, segmentAt{number: r.eight(), size: r.four(), hash: r.eight()})
	}
	for i := range m.lists {
		m.lists[i] = listAt{first: r.eight(), last: r.eight(), tail: r.four()}
		if l := m.lists[i]; l.first > l.last || l.last-l.first > math.MaxUint32 || l.tail > pageLen {
			r.bad = true
		}
	}
	if r.bad {
		return nil, errors.New("it does not hold together")
	}
	return m, nil
}

// fields takes numbers off the front of bytes whose checksum is right.
type fields struct {
	b   []byte
	bad bool
}

func (r *fields) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *fields) one() byte     { return r.take(1)[0] }
func (r *fields) four() uint32  { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *fields) eight() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

func (r *fields) count(size int) int {
	n := int(r.four())
	if n*size > len(r.b) {
		r.bad, r.b = true, nil
		return 0
	}
	return n
}
