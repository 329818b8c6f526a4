package baseline

import (
	"encoding/binary"
	"math"
)

// firsts is how many uses of these days showed an operation or object that the
// token never showed before: a thief who looks around slowly has one piece of
// news after another, each of which looks like a benign new call.
type firsts struct {
	at uint32
	n  float32 // faded by half in firstsHalf
}

const (
	firstsHalf  = 3 * 86400
	leastFirsts = 2.5 // faded firsts below which they are single news
)

// Firsts counts a use that showed something for the first time. expected is how
// many such the token shows in a week. It returns how surprising their number
// is, in bits (the likelihood ratio of a Poisson count), when it has become
// more surprising, else 0.
func (h *Head) Firsts(expected float64, at uint32) float64 {
	f := &h.firsts
	if at > f.at {
		f.n *= float32(math.Exp2(-float64(at-f.at) / firstsHalf))
		f.at = at
	}
	f.n++
	usual := expected * firstsHalf / (7 * 86400) / math.Ln2 // a faded sum of a steady stream
	return grown(&h.firstsSaid, surprise(float64(f.n), usual, leastFirsts))
}

// FirstsNow is how many firsts these days had, those of days ago for less.
func (h *Head) FirstsNow() float64 { return float64(h.firsts.n) }

// appendFirsts and loadFirsts are a group of the stored token: when, how many,
// what was told of them, and the uses of young values in the open hour.
func appendFirsts(_ *Set, h *Head, b []byte) []byte {
	if h.firsts == (firsts{}) && h.walked == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(h.firsts.at))
	return append(appendFloat(b, h.firsts.n), h.firstsSaid, h.walked)
}

func loadFirsts(_ *Set, h *Head, r *tokenReader) {
	h.firsts = firsts{r.number(), r.float()}
	h.firstsSaid, h.walked = r.byte(), r.byte()
}
