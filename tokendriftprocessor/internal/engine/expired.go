package engine

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
)

// mostExpired bounds the exceptions that were told to have run out. Beyond it
// none is told any more.
const mostExpired = 20_000

// expired are the exceptions that were told to have run out, by a hash of what
// they say: moving an entry in its file tells nothing again.
type expired map[uint64]struct{}

// expire is whether an exception's end is still to be told.
func (e *Engine) expire(x *inventory.Exception) bool {
	key := exceptionKey(x)
	if _, told := e.expired[key]; told || len(e.expired) >= mostExpired {
		return false
	}
	e.expired[key] = struct{}{}
	return true
}

func exceptionKey(x *inventory.Exception) uint64 {
	s := strings.Join([]string{x.Provider, x.App, x.Token, x.Actor, x.Signal, x.Value, x.Until.UTC().String()}, "\x00")
	return uint64(baseline.Hash(s))<<32 | uint64(baseline.Hash(s+"\x00"))
}

// keepExpired forgets the exceptions that the inventory has no more.
func (e *Engine) keepExpired() {
	if len(e.expired) == 0 {
		return
	}
	there := map[uint64]struct{}{}
	for x := range e.inventory.AllExceptions() {
		there[exceptionKey(x)] = struct{}{}
	}
	maps.DeleteFunc(e.expired, func(key uint64, _ struct{}) bool { _, held := there[key]; return !held })
}

func (e *Engine) appendExpired(b []byte) []byte {
	b = incident.AppendNumber(append(b, engineVersion), int64(len(e.expired)))
	for _, key := range slices.Sorted(maps.Keys(e.expired)) {
		b = binary.LittleEndian.AppendUint64(b, key)
	}
	return b
}

func (e *Engine) loadExpired(b []byte) error {
	r := incident.NewReader("exceptions that have run out", b)
	r.Version(engineVersion)
	loaded, last := expired{}, uint64(0)
	for range r.Count(8, mostExpired) {
		key := r.Word()
		if key <= last {
			r.Fail("out of order")
			break
		}
		loaded[key], last = struct{}{}, key
	}
	if err := r.End(); err != nil {
		return err
	}
	e.expired = loaded
	return nil
}
