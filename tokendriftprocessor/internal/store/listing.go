package store

import (
	"encoding/binary"

	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// pageLen is how many keys a page of a list holds: 16 KiB.
const pageLen = 1024

// The lists: of all tokens in storage, and again of those that are worth more.
// When storage holds too many the first list is emptied first, oldest first.
const (
	listed = iota
	listedWorthy
)

// list is a queue of keys in storage. Only its last page is in memory. Pages
// only grow, so that a manifest need say no more than how much of them counts.
type list struct {
	first, last uint64
	tail        []Key // of page last
	grown       bool  // tail was not written as it is
}

func (l *list) at() listAt { return listAt{first: l.first, last: l.last, tail: uint32(len(l.tail))} }

// add appends a key; a page that is full is to be written.
func (k *Keeper) add(n int, key Key) (full *storage.Operation) {
	l := &k.lists[n]
	l.tail = append(l.tail, key)
	l.grown = true
	if len(l.tail) < pageLen {
		return nil
	}
	full = storage.SetOperation(k.pageKey(n, l.last), appendPage(l.tail))
	l.last++
	l.tail, l.grown = nil, false
	return full
}

// tails are the last pages, as far as they have grown.
func (k *Keeper) tails() (ops []*storage.Operation) {
	for n := range k.lists {
		if l := &k.lists[n]; l.grown {
			ops = append(ops, storage.SetOperation(k.pageKey(n, l.last), appendPage(l.tail)))
		}
	}
	return ops
}

func appendPage(keys []Key) []byte {
	b := make([]byte, 0, len(keys)*16)
	for _, key := range keys {
		b = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(b, key.Hash), key.Check)
	}
	return sealed(b)
}

func readPage(b []byte) (keys []Key, ok bool) {
	b, ok = unseal(b)
	for ; len(b) >= 16; b = b[16:] {
		keys = append(keys, Key{Hash: binary.LittleEndian.Uint64(b), Check: binary.LittleEndian.Uint64(b[8:])})
	}
	return keys, ok
}
