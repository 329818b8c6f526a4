package engine

import (
	"encoding/binary"
	"errors"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// idLog is the duplicate window as a log, so that a checkpoint writes the new
// event ids and not all of them. A segment is one generation of the window:
// eight bytes an id, and after one that was flagged eight zeros and a verdict.
type idLog struct {
	segment uint64 // of the younger generation
	fresh   []store.LogPart
}

func (l *idLog) add(key uint64, v *incident.Verdict) {
	if n := len(l.fresh); n == 0 || l.fresh[n-1].Segment != l.segment {
		l.fresh = append(l.fresh, store.LogPart{Segment: l.segment})
	}
	b := &l.fresh[len(l.fresh)-1].Bytes
	*b = binary.LittleEndian.AppendUint64(*b, key)
	if v == nil {
		return
	}
	verdict := incident.AppendVerdict(nil, v)
	*b = binary.LittleEndian.AppendUint64(*b, 0)
	*b = append(binary.LittleEndian.AppendUint32(*b, uint32(len(verdict))), verdict...)
}

// turn begins a segment. Only it and the one before are needed.
func (l *idLog) turn() {
	l.segment++
	for len(l.fresh) > 0 && l.fresh[0].Segment+1 < l.segment {
		l.fresh = l.fresh[1:]
	}
}

// take gives what is new of the segments that are needed.
func (l *idLog) take() (parts []store.LogPart) {
	for n := max(l.segment, 1) - 1; n <= l.segment; n++ {
		part := store.LogPart{Segment: n}
		for _, f := range l.fresh {
			if f.Segment == n {
				part.Bytes = f.Bytes
			}
		}
		parts = append(parts, part)
	}
	l.fresh = nil
	return parts
}

var errIDs = errors.New("they end early")

// loadIDs remembers the ids of a log, each segment in its generation.
func (e *Engine) loadIDs(parts []store.LogPart) error {
	d := &e.duplicates
	d.log = nil // what is loaded is stored already
	defer func() { d.log = &e.keep.ids }()
	for i, part := range parts {
		if i > 0 {
			d.turn()
		}
		e.keep.ids.segment = part.Segment
		last := uint64(0)
		for b := part.Bytes; len(b) > 0; {
			if len(b) < 8 {
				return errIDs
			}
			key := binary.LittleEndian.Uint64(b)
			if b = b[8:]; key != 0 {
				d.young[key] = struct{}{}
				last = key
				continue
			}
			if len(b) < 4 || uint64(len(b)-4) < uint64(binary.LittleEndian.Uint32(b)) {
				return errIDs
			}
			n := binary.LittleEndian.Uint32(b)
			r := incident.NewReader("a verdict", b[4:4+n])
			v := incident.ReadVerdict(r)
			if err := r.End(); err != nil {
				return err
			}
			d.tag(last, &v)
			b = b[4+n:]
		}
	}
	return nil
}
