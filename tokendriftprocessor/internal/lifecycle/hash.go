package lifecycle

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dchest/siphash"
)

// The kinds of things that are hashed. Each hash starts with its kind, so that
// a session and a credential of the same text are two things.
const (
	kindScope byte = iota + 1
	kindProvider
	kindName
	kindEmail
	kindApp
	kindCredential
	kindSession
	kindGrant
	kindUserGrants
	kindUserSessions
	kindSignIn
	kindSubjectStart
	kindValue
	kindSeed
	kindLeak
	kindUserLeak
	kindGrantLeak
	kindPlace
	kindDevice
)

// hasher is SipHash-2-4 (Aumasson and Bernstein, 2012) over parts of any
// length without an allocation: a full buffer is replaced by its own hash.
// The key is secret, so nobody can choose names that collide.
type hasher struct {
	k0, k1 uint64
	n      int
	buf    [256]byte
}

func (s *State) hasher(kind byte) hasher {
	h := hasher{k0: s.k0, k1: s.k1, n: 1}
	h.buf[0] = kind
	return h
}

func (h *hasher) fold() {
	sum := siphash.Hash(h.k0, h.k1, h.buf[:h.n])
	binary.LittleEndian.PutUint64(h.buf[:], sum)
	h.n = 8
}

func (h *hasher) byte(c byte) {
	if h.n == len(h.buf) {
		h.fold()
	}
	h.buf[h.n] = c
	h.n++
}

func (h *hasher) number(v uint64) {
	for range 8 {
		h.byte(byte(v))
		v >>= 8
	}
}

// text adds a part exactly; its length follows it, so that no two lists of
// parts look the same.
func (h *hasher) text(s string) {
	length := uint64(len(s))
	for len(s) > 0 {
		if h.n == len(h.buf) {
			h.fold()
		}
		n := copy(h.buf[h.n:], s)
		h.n += n
		s = s[n:]
	}
	h.number(length)
}

// lower adds a part in lower case.
func (h *hasher) lower(s string) {
	var length uint64
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			h.byte(c)
			i++
			length++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			h.byte(c)
			length++
			continue
		}
		var enc [utf8.UTFMax]byte
		n := utf8.EncodeRune(enc[:], unicode.ToLower(r))
		for _, b := range enc[:n] {
			h.byte(b)
		}
		length += uint64(n)
	}
	h.number(length)
}

// sum is never 0: 0 means "no name" everywhere.
func (h *hasher) sum() uint64 {
	return max(1, siphash.Hash(h.k0, h.k1, h.buf[:h.n]))
}

// isEmail is whether a name means the same person everywhere: something at a
// domain with a dot. It is a test of shape, not of RFC 5322.
func isEmail(name string) bool {
	at := strings.LastIndexByte(name, '@')
	if at <= 0 || strings.ContainsAny(name, " :/\\") {
		return false
	}
	dot := strings.LastIndexByte(name[at:], '.')
	return dot > 1 && dot < len(name)-at-1
}
