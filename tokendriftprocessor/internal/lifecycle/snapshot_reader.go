package lifecycle

import (
	"cmp"
	"encoding/binary"
	"errors"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

var errShort = errors.New("lifecycle state: it ends early")

// reader takes numbers off the front of a snapshot. After the first error it
// returns zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n int) []byte {
	if r.err == nil && len(r.b) < n {
		r.err = errShort
	}
	if r.err != nil {
		return make([]byte, n)
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *reader) byte() byte     { return r.take(1)[0] }
func (r *reader) short() uint32  { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) number() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }
func (r *reader) fail(what string) {
	r.err = cmp.Or(r.err, errors.New("lifecycle state: "+what))
}

// count reads a length and refuses one that the bytes left cannot hold, before
// anything of that size is made.
func (r *reader) count(size int) int {
	n := int64(r.short())
	if r.err == nil && n*int64(size) > int64(len(r.b)) {
		r.err = errShort
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

func (r *reader) lapse() lapse {
	l := lapse{
		start: int64(r.number()), last: int64(r.number()), first: int64(r.number()),
		how: event.FactKind(r.byte()),
	}
	for i := range l.times {
		l.times[i], l.kinds[i] = int64(r.number()), event.FactKind(r.byte())
		if i > 0 && l.times[i] < l.times[i-1] {
			r.fail("facts are out of order")
		}
		if l.kinds[i] > event.FactDevice {
			r.fail("a fact there is not")
		}
	}
	if l.how > event.FactDevice {
		r.fail("a fact there is not")
	}
	return l
}
