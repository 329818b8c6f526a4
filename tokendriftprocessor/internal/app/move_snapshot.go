package app

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

const movesVersion = 1

var errMoves = errors.New("moves of apps: the snapshot is damaged")

// AppendBinary appends all that is followed, in the order of apps: equal moves
// give equal bytes.
func (m *Moves) AppendBinary(b []byte) []byte {
	b = binary.AppendUvarint(append(b, movesVersion), uint64(len(m.byApp)))
	for _, k := range slices.SortedFunc(maps.Keys(m.byApp), store.Key.Compare) {
		b = m.byApp[k].appendBinary(b)
	}
	return b
}

func (mv *Move) texts() [8]*string {
	return [...]*string{&mv.ID, &mv.Place, &mv.Name, &mv.Provider, &mv.File, &mv.AppID, &mv.ClientID, &mv.AppName}
}

func (mv *Move) lists() [3]*[]string {
	return [...]*[]string{&mv.Records, &mv.Systems, &mv.Objects}
}

func (mv *Move) figures() [6]*int64 {
	return [...]*int64{&mv.First, &mv.Last, &mv.Count, &mv.Volume, &mv.Moved, &mv.Active}
}

func (mv *Move) appendBinary(b []byte) []byte {
	b = appendKey(b, mv.App)
	b = binary.AppendUvarint(binary.AppendUvarint(binary.AppendUvarint(b, uint64(mv.Source)), uint64(mv.Began)), uint64(mv.Shared))
	told := byte(0)
	if mv.Told {
		told = 1
	}
	b = append(b, byte(mv.Became), told)
	for _, s := range mv.texts() {
		b = appendText(b, *s)
	}
	for _, list := range mv.lists() {
		b = binary.AppendUvarint(b, uint64(len(*list)))
		for _, s := range *list {
			b = appendText(b, s)
		}
	}
	for _, n := range mv.figures() {
		b = binary.AppendUvarint(b, uint64(*n))
	}
	b = binary.AppendUvarint(b, uint64(len(mv.places)))
	for _, n := range mv.places {
		b = appendText(appendText(binary.AppendUvarint(b, uint64(n.place)), n.value), n.name)
	}
	b = binary.AppendUvarint(b, uint64(len(mv.seats)))
	for i := range mv.seats {
		s := &mv.seats[i]
		b = binary.AppendUvarint(append(appendKey(b, s.Token), byte(s.Dim), byte(s.Other)), uint64(s.Place))
		b = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, s.away), s.home)
	}
	return b
}

func appendKey(b []byte, k store.Key) []byte {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, k.Hash), k.Check)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Load replaces what is followed by what AppendBinary wrote; on an error it is
// as it was.
func (m *Moves) Load(b []byte) error {
	if len(b) == 0 || b[0] != movesVersion {
		return fmt.Errorf("moves of apps: this program reads version %d only", movesVersion)
	}
	r := movesReader{b: b[1:]}
	loaded := NewMoves()
	for range r.count(mostMoves) {
		mv := r.move()
		if loaded.byApp[mv.App] != nil {
			r.bad = true
		}
		if r.bad {
			break
		}
		loaded.put(mv)
	}
	if r.bad || len(r.b) != 0 {
		return errMoves
	}
	loaded.refused = m.refused
	*m = *loaded
	return nil
}
