package incident

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Reader takes what a snapshot holds off its front, for this room and for the
// engine's own sections. After the first error it gives zeros. It never makes
// anything larger than the bytes that are left.
type Reader struct {
	what string
	b    []byte
	err  error
}

// NewReader reads a snapshot; what names it in errors.
func NewReader(what string, b []byte) *Reader { return &Reader{what: what, b: b} }

// Version reads the leading version and refuses any but this program's.
func (r *Reader) Version(want byte) {
	if v := r.Byte(); r.err == nil && v != want {
		r.err = fmt.Errorf("%s: version %d, this program reads version %d", r.what, v, want)
	}
}

// Versions reads the leading version and refuses what is older or newer.
func (r *Reader) Versions(oldest, newest byte) byte {
	v := r.Byte()
	if r.err == nil && (v < oldest || v > newest) {
		r.err = fmt.Errorf("%s: version %d, this program reads versions %d to %d", r.what, v, oldest, newest)
	}
	return v
}

// Fail makes the snapshot a bad one.
func (r *Reader) Fail(why string) {
	if r.err == nil {
		r.err = errors.New(r.what + ": " + why)
	}
}

// Err is the first error so far.
func (r *Reader) Err() error { return r.err }

// End is the first error, or one that says there are bytes left over.
func (r *Reader) End() error {
	if r.err == nil && len(r.b) > 0 {
		r.err = fmt.Errorf("%s: %d bytes too many", r.what, len(r.b))
	}
	return r.err
}

func (r *Reader) take(n int) []byte {
	if r.err == nil && len(r.b) < n {
		r.Fail("it ends early")
	}
	if r.err != nil {
		return nil
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// Bool reads a byte that is 0 or 1.
func (r *Reader) Bool() bool {
	b := r.Byte()
	if b > 1 {
		r.Fail("neither yes nor no")
	}
	return b == 1
}

// Word reads eight bytes, little-endian.
func (r *Reader) Word() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// Number reads a signed number of any size.
func (r *Reader) Number() int64 {
	if r.err != nil {
		return 0
	}
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.Fail("it ends early")
		return 0
	}
	r.b = r.b[n:]
	return v
}

// Float reads a number that scores can rest on: never NaN, never infinite.
func (r *Reader) Float() float64 {
	f := math.Float64frombits(r.Word())
	if math.IsNaN(f) || math.IsInf(f, 0) {
		r.Fail("a figure that is no number")
		return 0
	}
	return f
}

// Count reads how many things of at least size bytes follow, at most most.
func (r *Reader) Count(size, most int) int {
	n := r.Number()
	switch {
	case r.err != nil:
		return 0
	case n < 0 || n > int64(most) || n*int64(max(size, 1)) > int64(len(r.b)):
		r.Fail("a count beyond what is there")
		return 0
	}
	return int(n)
}

// Text reads an owned string.
func (r *Reader) Text() string { return string(r.take(r.Count(1, len(r.b)))) }

// Texts reads a list; an empty one is nil.
func (r *Reader) Texts() []string {
	n := r.Count(1, len(r.b))
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.Text()
	}
	return list
}

// AppendText appends a string for [Reader.Text].
func AppendText(b []byte, s string) []byte { return append(AppendNumber(b, int64(len(s))), s...) }

// AppendTexts appends a list for [Reader.Texts].
func AppendTexts(b []byte, list []string) []byte {
	b = AppendNumber(b, int64(len(list)))
	for _, s := range list {
		b = AppendText(b, s)
	}
	return b
}

// AppendNumber appends a number for [Reader.Number] and [Reader.Count].
func AppendNumber(b []byte, v int64) []byte { return binary.AppendVarint(b, v) }

// AppendBool appends a byte for [Reader.Bool].
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// AppendFloat appends a number for [Reader.Float].
func AppendFloat(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
}
