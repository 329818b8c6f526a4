package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// partLen is the most of a section that goes into one value: some storages
// take no more than a megabyte.
const partLen = 512 << 10

// writeSections writes the sections that differ from those written last, each
// to the slot that the manifest in force does not refer to, and gives the
// manifest that refers to them.
func (k *Keeper) writeSections(w *writing, sections []Section) (manifest, error) {
	m := k.m
	m.void, m.sections = slices.Clone(k.m.void), make([]sectionAt, 0, len(sections))
	before := make(map[string]sectionAt, len(k.m.sections))
	for _, at := range k.m.sections {
		before[at.name] = at
	}
	for _, s := range sections {
		was, written := before[s.Name]
		if s.Same {
			if !written {
				return m, fmt.Errorf("section %q counts as stored and is not", s.Name)
			}
			m.sections = append(m.sections, was)
			continue
		}
		at := sectionAt{name: s.Name, size: uint32(len(s.Bytes)), hash: xxhash.Sum64(s.Bytes)}
		if written {
			if was.size == at.size && was.hash == at.hash {
				m.sections = append(m.sections, was)
				continue
			}
			at.slot = was.slot ^ 1
		}
		m.sections = append(m.sections, at)
		part := 0
		for b := range slices.Chunk(s.Bytes, partLen) {
			w.add(storage.SetOperation(k.sectionKey(s.Name, at.slot, part), b))
			part++
			if err := w.flush(false); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

// loadSections reads sections, many small ones in one call.
func (k *Keeper) loadSections(ctx context.Context, all []sectionAt) (sections []Section, bad, err error) {
	for len(all) > 0 {
		var gets []*storage.Operation
		var parts []int
		for bytes := 0; len(parts) < len(all) && bytes < bytesAtOnce; {
			at := all[len(parts)]
			of := k.sectionGets(at)
			gets, parts, bytes = append(gets, of...), append(parts, len(of)), bytes+int(at.size)
		}
		if err := k.client.Batch(ctx, gets...); err != nil {
			return nil, nil, err
		}
		for i, n := range parts {
			b, ok := joined(gets[:n], all[i].size, all[i].hash)
			if !ok {
				return nil, fmt.Errorf("section %q is damaged", all[i].name), nil
			}
			sections, gets = append(sections, Section{Name: all[i].name, Bytes: b}), gets[n:]
		}
		all = all[len(parts):]
	}
	return sections, nil, nil
}

func (k *Keeper) sectionGets(at sectionAt) (ops []*storage.Operation) {
	for part := range (int(at.size) + partLen - 1) / partLen {
		ops = append(ops, storage.GetOperation(k.sectionKey(at.name, at.slot, part)))
	}
	return ops
}

// joined is the values of gets, if they are what was written.
func joined(ops []*storage.Operation, size uint32, hash uint64) ([]byte, bool) {
	var b []byte
	for _, op := range ops {
		b = append(b, op.Value...)
	}
	if len(b) < int(size) {
		return nil, false
	}
	b = b[:size] // a part of a log may have grown since
	return b, xxhash.Sum64(b) == hash
}

// logPartLen is how much of a log's segment goes into one value. The last part
// is written again with every checkpoint, so it is small.
const logPartLen = 64 << 10

// segment is one segment of the log: how much there is, and what stands after
// its last full part that was committed.
type segment struct {
	number uint64
	size   uint32
	sum    *xxhash.Digest
	part   int // number of the part that tail begins
	tail   []byte
	grown  bool
}

// appendLog takes in what is new, and forgets segments that are no longer
// needed.
func (k *Keeper) appendLog(parts []LogPart) {
	for _, p := range parts {
		i := slices.IndexFunc(k.log, func(s *segment) bool { return s.number == p.Segment })
		if i < 0 {
			k.log = append(k.log, &segment{number: p.Segment, sum: xxhash.New()})
			i = len(k.log) - 1
		}
		k.log[i].grow(p.Bytes)
	}
	if len(parts) == 0 {
		return
	}
	k.log = slices.DeleteFunc(k.log, func(s *segment) bool { return s.number < parts[0].Segment })
}

func (s *segment) grow(b []byte) {
	s.tail = append(s.tail, b...)
	s.size += uint32(len(b))
	_, _ = s.sum.Write(b) // never fails
	s.grown = s.grown || len(b) > 0
}

// committed lets go of the parts that are full and written.
func (s *segment) committed() {
	full := len(s.tail) / logPartLen
	s.part += full
	s.tail = slices.Clone(s.tail[full*logPartLen:])
	s.grown = false
}

// logParts are the parts that have grown.
func (k *Keeper) logParts() (ops []*storage.Operation) {
	for _, s := range k.log {
		if !s.grown {
			continue
		}
		i := s.part
		for b := range slices.Chunk(s.tail, logPartLen) {
			ops = append(ops, storage.SetOperation(k.logKey(s.number, i), slices.Clone(b)))
			i++
		}
	}
	return ops
}

func (k *Keeper) segments() (all []segmentAt) {
	for _, s := range k.log {
		all = append(all, segmentAt{number: s.number, size: s.size, hash: s.sum.Sum64()})
	}
	return all
}

func logPartsOf(size uint32) int { return (int(size) + logPartLen - 1) / logPartLen }

// unneeded deletes the segments that a manifest refers to and the log no longer
// has.
func (k *Keeper) unneeded(old []segmentAt) (ops []*storage.Operation) {
	for _, at := range old {
		if slices.ContainsFunc(k.log, func(s *segment) bool { return s.number == at.number }) {
			continue
		}
		for part := range logPartsOf(at.size) {
			ops = append(ops, storage.DeleteOperation(k.logKey(at.number, part)))
		}
	}
	return ops
}
