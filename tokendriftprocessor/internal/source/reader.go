package source

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Record is a log record, as far as a source file can see it.
type Record struct {
	Body                 pcommon.Value
	Attributes, Resource pcommon.Map
	EventName            string
	Timestamp            pcommon.Timestamp // tells apart attribute records that say the same twice
}

// NewRecord is what a source file can see of a log record under its resource.
func NewRecord(lr plog.LogRecord, resource pcommon.Map) Record {
	return Record{Body: lr.Body(), Attributes: lr.Attributes(), Resource: resource, EventName: lr.EventName(), Timestamp: lr.Timestamp()}
}

// Reader reads records. It keeps its buffers, so one belongs to one goroutine.
type Reader struct {
	set    *Set
	record Record
	events []event.Event

	texts   jsonTexts
	arena   arena
	body    []byte // a bytes body
	scratch []byte // what is hashed

	slots      []slot // the record's top-level values, by key
	filled     []int  // the slots in use
	candidates []uint64

	root     value
	raw      string // the JSON text of the record; "" when it has none of its own
	hash     string // of the record, once it was asked for
	element  value
	elements []value
	bundle   []value
	entries  []entry
	list     []string

	meanings []map[string]*meaning // by definition
	byValues [][]map[string]uint64 // by definition and by expression of its class rules
	unknown  meaning
}

// NewReader makes a reader for one goroutine.
func (s *Set) NewReader() *Reader {
	return &Reader{
		set:        s,
		slots:      make([]slot, len(s.keys.keys)),
		candidates: make([]uint64, s.words),
		meanings:   make([]map[string]*meaning, len(s.definitions)),
		byValues:   make([][]map[string]uint64, len(s.definitions)),
	}
}

// Read gives the events of a record, one or, where a record holds several,
// more. The events and their strings are valid until the next Read. With no
// event, why says what was wrong.
func (r *Reader) Read(rec Record) (evs []event.Event, why Unread) {
	r.reset(rec)
	if why = r.readBody(rec.Body); why != None {
		return nil, why
	}
	return r.events, None
}

// What a reader keeps of its lists and of its buffers between records.
const (
	keptEntries = 4096
	keptBytes   = 1 << 20
)

func (r *Reader) reset(rec Record) {
	r.record = rec
	r.texts.reset()
	r.arena.reset()
	r.events = kept(r.events)
	r.elements, r.bundle, r.entries = kept(r.elements), kept(r.bundle), kept(r.entries)
	if cap(r.scratch) > keptBytes {
		r.scratch = nil
	}
	if cap(r.body) > keptBytes {
		r.body = nil
	}
}

func kept[T any](list []T) []T {
	if cap(list) > keptEntries {
		return nil
	}
	return list[:0]
}
