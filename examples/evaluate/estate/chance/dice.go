// Package chance is the estate's only source of chance.
package chance

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// Dice is one stream of chance.
type Dice struct{ *rand.Rand }

// New is the stream of that name. Every token and every scenario has its own,
// so that a change to one leaves the others' records as they were.
func New(seed uint64, name string) Dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return Dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// Numbered is the stream of a record: it decides all that says nothing, such as
// request ids, so that a second delivery of the record is the same bytes.
func Numbered(seed, number uint64) Dice {
	return Dice{rand.New(rand.NewPCG(seed^0x9e3779b97f4a7c15, number))}
}

// Once is true with probability p.
func (d Dice) Once(p float64) bool { return d.Float64() < p }

// Between is a number from low to high, both included.
func (d Dice) Between(low, high int) int {
	if high <= low {
		return low
	}
	return low + d.IntN(high-low+1)
}

// UpTo is a duration below limit, in whole milliseconds.
func (d Dice) UpTo(limit time.Duration) time.Duration {
	if limit < time.Millisecond {
		return 0
	}
	return time.Duration(d.Int64N(limit.Milliseconds())) * time.Millisecond
}

// Span is a duration from low to below high.
func (d Dice) Span(low, high time.Duration) time.Duration { return low + d.UpTo(high-low) }

// Along draws from a distribution given by its quantiles at equal steps, first
// the least and last the greatest, in units. Whole numbers throughout: floating
// point may differ in its last bit from one processor to another.
func (d Dice) Along(quantiles []int, unit time.Duration) time.Duration {
	step, part := d.IntN(len(quantiles)-1), d.Int64N(1000)
	low, high := int64(quantiles[step]), int64(quantiles[step+1])
	return (time.Duration(low*1000+(high-low)*part) * unit / 1000).Truncate(time.Millisecond)
}

// Pick takes one of from, each as likely.
func Pick[T any](d Dice, from []T) T { return from[d.IntN(len(from))] }

// UUID is a version 4 UUID.
func (d Dice) UUID() string {
	a, b := d.Uint64(), d.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, 0x8000|b>>48&0x3fff, b&0xffffffffffff)
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Base62 is n letters and digits, as most vendors' ids are.
func (d Dice) Base62(n int) string { return d.of(base62, n) }

// Upper is n capital letters and digits, as in AWS key ids.
func (d Dice) Upper(n int) string { return d.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", n) }

func (d Dice) of(letters string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[d.IntN(len(letters))]
	}
	return string(b)
}
