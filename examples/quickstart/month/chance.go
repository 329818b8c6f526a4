package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// seed is the only source of chance: the same records on every machine.
const seed = 20250714

// dice is one stream of chance. Every token has its own, named one, so that a
// change to one token's life leaves all the others' records as they were.
type dice struct{ *rand.Rand }

func newDice(name string) dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// once is true with probability p.
func (d dice) once(p float64) bool { return d.Float64() < p }

// upTo is a duration below limit, in whole milliseconds.
func (d dice) upTo(limit time.Duration) time.Duration {
	return time.Duration(d.Int64N(limit.Milliseconds())) * time.Millisecond
}

// between is a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

func (d dice) uuid() string {
	a, b := d.Uint64(), d.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, 0x8000|b>>48&0x3fff, b&0xffffffffffff)
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// id is n letters and digits, as most vendors' record and request ids are.
func (d dice) id(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = base62[d.IntN(len(base62))]
	}
	return string(b)
}

// upper is n capital letters and digits, as in AWS key ids.
func (d dice) upper(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[d.IntN(32)]
	}
	return string(b)
}

// hashedToken is what GitHub logs for a token: base64 of its SHA-256
// (docs.github.com, "Identifying audit log events performed by an access token").
func hashedToken(name string) string {
	sum := sha256.Sum256([]byte("acorn fixture, not a credential: " + name))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func shortHash(name string, n int) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])[:n]
}
