package baseline

import (
	"encoding/binary"
	"math"
)

// tokenReader takes fields off the front of a stored token. Once they run out
// it is bad and gives zeros.
type tokenReader struct {
	b   []byte
	bad bool
}

var zeros [64]byte

func (r *tokenReader) bytes(n int) []byte {
	if len(r.b) < n {
		r.bad, r.b = true, nil
		return zeros[:min(n, len(zeros))]
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *tokenReader) byte() byte     { return r.bytes(1)[0] }
func (r *tokenReader) fixed() uint32  { return binary.LittleEndian.Uint32(r.bytes(4)) }
func (r *tokenReader) number() uint32 { return uint32(r.long()) }
func (r *tokenReader) text() string   { return string(r.bytes(int(r.byte()))) }

// float is a number that scores can rest on: never NaN, never infinite.
func (r *tokenReader) float() float32 {
	f := math.Float32frombits(r.fixed())
	if f != f || f > math.MaxFloat32 || f < -math.MaxFloat32 {
		r.bad = true
		return 0
	}
	return f
}

func (r *tokenReader) long() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *tokenReader) signed() int64 {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}
