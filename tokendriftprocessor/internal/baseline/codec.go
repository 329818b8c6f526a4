package baseline

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// codecVersion is the first byte of a stored token. Fields of a later time go
// into extras, which older programs skip; the version grows only when that is
// not enough. Version 2 hashes IPv4 prefixes so that their hashes spell them.
const codecVersion = 2

// sumLen is the length of the checksum that ends a stored token: the low half
// of xxhash64, against damage and not against forgery.
const sumLen = 4

// keyEnd is where the version and the key end.
const keyEnd = 17

// Why a stored token is not taken in.
var (
	ErrDamaged = errors.New("the stored baseline is damaged")
	ErrNewer   = errors.New("the stored baseline was written by a newer version")
	ErrNoRoom  = errors.New("there is no place for the stored baseline")
)

// AppendToken appends everything that is known of the token in place, field by
// field: its head, its values with their texts, then extras.
func (s *Set) AppendToken(place uint32, b []byte) []byte {
	h, start := s.heads.At(place), len(b)
	b = append(b, codecVersion)
	b = binary.LittleEndian.AppendUint64(b, h.Key.Hash)
	b = binary.LittleEndian.AppendUint64(b, h.Key.Check)
	b = append(b, h.Fingerprint[:]...)
	b = s.appendHead(h, b)
	b = s.appendValues(h, b)
	for _, x := range extras {
		at := len(b)
		b = x.write(s, h, append(b, x.tag, 0, 0))
		if n := len(b) - at - 3; n == 0 {
			b = b[:at]
		} else {
			binary.LittleEndian.PutUint16(b[at+1:], uint16(n))
		}
	}
	return binary.LittleEndian.AppendUint32(b, sum(b[start:]))
}

func sum(b []byte) uint32 { return uint32(xxhash.Sum64(b)) }

// StoredKey is the key of a stored token, unchecked.
func StoredKey(b []byte) (k store.Key, ok bool) {
	if len(b) < keyEnd {
		return k, false
	}
	return store.Key{Hash: binary.LittleEndian.Uint64(b[1:]), Check: binary.LittleEndian.Uint64(b[9:])}, true
}

// LoadToken takes in what AppendToken wrote. The token must not be held. On an
// error (ErrDamaged, ErrNewer, ErrNoRoom, wrapped) nothing has changed. Values
// for which there is no page any more are left out.
func (s *Set) LoadToken(b []byte) (place uint32, err error) {
	if len(b) > 0 && b[0] > codecVersion {
		return 0, fmt.Errorf("%w: version %d, this one reads %d", ErrNewer, b[0], codecVersion)
	}
	n := len(b) - sumLen
	if n < keyEnd || b[0] == 0 || binary.LittleEndian.Uint32(b[n:]) != sum(b[:n]) {
		return 0, fmt.Errorf("%w: its checksum is wrong", ErrDamaged)
	}
	key, _ := StoredKey(b)
	if key == (store.Key{}) || s.Find(key) != 0 {
		return 0, fmt.Errorf("%w: its key is no new one", ErrDamaged)
	}
	place = s.Admit(key, 0)
	if place == 0 {
		return 0, ErrNoRoom
	}
	h, r := s.heads.At(place), tokenReader{b: b[keyEnd:n]}
	copy(h.Fingerprint[:], r.bytes(16))
	s.Belongs(place, r.number())
	s.loadHead(h, &r)
	s.loadValues(h, &r, b[0])
	for len(r.b) > 0 && !r.bad {
		tag, block := r.byte(), tokenReader{}
		block.b = r.bytes(int(binary.LittleEndian.Uint16(r.bytes(2))))
		for _, x := range extras {
			if x.tag == tag {
				x.read(s, h, &block)
				r.bad = r.bad || block.bad
			}
		}
	}
	if r.bad {
		s.Forget(place)
		return 0, fmt.Errorf("%w: it ends early", ErrDamaged)
	}
	return place, nil
}

// extra is a group of fields that later versions have added: a tag, two bytes
// of length, then whatever write appends. A group that appends nothing is not
// stored; read gets exactly its own bytes, and may find fewer than it writes
// when an earlier version wrote them. A tag is never used twice.
type extra struct {
	tag   uint8
	write func(s *Set, h *Head, b []byte) []byte
	read  func(s *Set, h *Head, r *tokenReader)
}

var extras = []extra{{1, appendFirsts, loadFirsts}}
