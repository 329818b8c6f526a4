package origin

import (
	"math/bits"
	"sync/atomic"
)

// ways is how many entries share one set of a cache.
const ways = 4

// cache is a bounded set-associative cache without locks. A new entry takes
// the last place of its set and moves up one place each time it is used again,
// so that a flood of values seen once can only push out each other. Two
// goroutines that move the same entry may lose it; it is then computed again.
type cache[K comparable, V any] struct {
	slots []atomic.Pointer[entry[K, V]]
	mask  uint64 // number of sets - 1
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// newCache makes a cache of at most max(size, ways) entries.
func newCache[K comparable, V any](size int) *cache[K, V] {
	sets := max(size/ways, 1)
	sets = 1 << (bits.Len(uint(sets)) - 1)
	return &cache[K, V]{slots: make([]atomic.Pointer[entry[K, V]], sets*ways), mask: uint64(sets - 1)}
}

func (c *cache[K, V]) set(hash uint64) []atomic.Pointer[entry[K, V]] {
	first := (hash & c.mask) * ways
	return c.slots[first : first+ways : first+ways]
}

// get returns the value held for a key, or nil. It does not allocate.
func (c *cache[K, V]) get(hash uint64, key K) *V {
	set := c.set(hash)
	for i := range set {
		e := set[i].Load()
		if e == nil || e.key != key {
			continue
		}
		if i > 0 {
			set[i].Store(set[i-1].Load())
			set[i-1].Store(e)
		}
		return &e.value
	}
	return nil
}

// put holds a value, in place of the set's least used one if the set is full.
// The caller must own the key and the value: both outlive the record.
func (c *cache[K, V]) put(hash uint64, key K, value V) *V {
	return c.add(hash, &entry[K, V]{key: key, value: value})
}

func (c *cache[K, V]) add(hash uint64, e *entry[K, V]) *V {
	set := c.set(hash)
	place := ways - 1
	for i := range set {
		if set[i].Load() == nil {
			place = i
			break
		}
	}
	set[place].Store(e)
	return &e.value
}

// held counts the entries.
func (c *cache[K, V]) held() (n int) {
	for i := range c.slots {
		if c.slots[i].Load() != nil {
			n++
		}
	}
	return n
}

// spread hashes a small number whose distribution nobody outside controls.
func spread(n uint32) uint64 {
	h := uint64(n) * 0x9e3779b97f4a7c15
	return h ^ h>>32
}
