package engine

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/dchest/siphash"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// keyring derives every key and seed from the fingerprint key, so that one
// secret decides them all and a replay derives the same.
type keyring struct {
	secret []byte
	k0, k1 uint64 // of the index hash
}

func newKeyring(secret []byte) keyring {
	k := keyring{secret: secret}
	s := k.seed("index")
	k.k0, k.k1 = binary.LittleEndian.Uint64(s[:8]), binary.LittleEndian.Uint64(s[8:])
	return k
}

func (k *keyring) seed(name string) (s [16]byte) {
	m := hmac.New(sha256.New, k.secret)
	m.Write([]byte("tokendrift/" + name))
	copy(s[:], m.Sum(nil))
	return s
}

// index is the keyed hash by which a token is found: SipHash-2-4, 128 bits.
func (k *keyring) index(identity []byte) store.Key {
	hash, check := siphash.Hash128(k.k0, k.k1, identity)
	return store.Key{Hash: hash, Check: check | 1} // never the zero key
}

// fingerprint is token_drift.token.id before printing: HMAC-SHA-256 of the
// token's identity, cut to 128 bits (RFC 2104 section 5 allows it).
func (k *keyring) fingerprint(identity []byte) (f [16]byte) {
	m := hmac.New(sha256.New, k.secret)
	m.Write(identity)
	copy(f[:], m.Sum(nil))
	return f
}

// Identify is what mode identify stamps: the token's fingerprint, the
// partition it should be judged in, and what the record is for.
func (e *Engine) Identify(ev *event.Event) Identity {
	id := Identity{Kind: ev.Kind.String()}
	if ev.Subject.Grade == event.GradeNone {
		return id
	}
	identity := ev.AppendKey(nil)
	f := e.keys.fingerprint(identity)
	id.TokenID = hex.EncodeToString(f[:])
	if app := ev.App.Key(); app != "" {
		part := event.Event{Provider: ev.Provider, Tenant: ev.Tenant}
		part.Subject.Parts[0] = app
		f = e.keys.fingerprint(part.AppendKey([]byte("partition")))
	}
	id.Partition = hex.EncodeToString(f[:8])
	return id
}
