package store

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/cespare/xxhash/v2"
)

// The keys in storage. Everything of one beginning stands under its prefix;
// what is set aside stays under an older one.
const eraKey = "era" // holds the prefix in use

func (k *Keeper) manifestKey(i uint64) string { return fmt.Sprintf("%s/manifest/%d", k.era, i%2) }
func (k *Keeper) sectionKey(name string, slot byte, part int) string {
	return fmt.Sprintf("%s/section/%s/%d/%d", k.era, name, slot, part)
}

func (k *Keeper) logKey(segment uint64, part int) string {
	return fmt.Sprintf("%s/log/%d/%d", k.era, segment, part)
}

func (k *Keeper) pageKey(list int, page uint64) string {
	return fmt.Sprintf("%s/list/%d/%d", k.era, list, page)
}

// tokenKey is a token's key in hex, and which slot.
func (k *Keeper) tokenKey(key Key, slot Version) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], key.Hash)
	binary.BigEndian.PutUint64(raw[8:], key.Check)
	b := make([]byte, 0, len(k.era)+36)
	b = append(append(b, k.era...), "/t/"...)
	b = hex.AppendEncode(b, raw[:])
	return string(append(b, 'a'+byte(slot)))
}

// sealed puts a checksum before bytes, and unseal takes it off again.
func sealed(b []byte) []byte {
	out := make([]byte, 8, 8+len(b))
	binary.LittleEndian.PutUint64(out, xxhash.Sum64(b))
	return append(out, b...)
}

func unseal(b []byte) ([]byte, bool) {
	if len(b) < 8 || binary.LittleEndian.Uint64(b) != xxhash.Sum64(b[8:]) {
		return nil, false
	}
	return b[8:], true
}

// sealedCopy is a token's copy as it is stored: checksum, version,
// bytes with their zeros packed.
func sealedCopy(v Version, token []byte) []byte {
	b := make([]byte, 8, 8+len(token))
	binary.LittleEndian.PutUint32(b[4:], uint32(v))
	b = pack(b, token)
	binary.LittleEndian.PutUint32(b, sum(b[4:]))
	return b
}

func sum(b []byte) uint32 { return uint32(xxhash.Sum64(b)) }

func unsealCopy(b []byte) (v Version, token []byte, ok bool) {
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != sum(b[4:]) {
		return 0, nil, false
	}
	token, ok = unpack(b[8:])
	return Version(binary.LittleEndian.Uint32(b[4:])), token, ok
}
