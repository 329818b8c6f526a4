package store

import "slices"

// Filter says which keys were ever written out: no for certain, yes with an
// error of at most 8/65535 (0.012 %) per layer. A layer is a cuckoo filter (Fan
// et al. 2014) of 16-bit marks, four to a bucket, so that keys can be taken out
// again; a key put in twice has to be taken out twice. When the last layer is
// full another joins it: ten million keys take nine layers, 2.2 to 3.3 bytes a
// key, and err once in a thousand. Not safe for concurrent use.
type Filter struct {
	layers []*layer // the smallest first
	held   int
}

// firstLayer is how many buckets the smallest layer has: 128 KiB.
const firstLayer = 1 << 14

// layerLen doubles with every layer up to 4 MiB and with every second one from
// there on: the half that is empty would be tens of megabytes.
func layerLen(n int) int {
	const small = 5
	if n > small {
		n = small + (n-small-1)/2
	}
	return firstLayer << n
}

// Add puts k in.
func (f *Filter) Add(k Key) {
	f.held++
	n := len(f.layers)
	if n == 0 || f.layers[n-1].full() || !f.layers[n-1].add(k) {
		f.layers = append(f.layers, newLayer(layerLen(n)))
		f.layers[n].add(k)
	}
}

// Has is whether k may have been put in.
func (f *Filter) Has(k Key) bool {
	for _, l := range slices.Backward(f.layers) {
		if l.has(k) {
			return true
		}
	}
	return false
}

// Remove takes k out once. Only what was put in may be taken out.
func (f *Filter) Remove(k Key) {
	for _, l := range slices.Backward(f.layers) {
		if l.remove(k) {
			f.held--
			return
		}
	}
}

// Held is how many keys are in.
func (f *Filter) Held() int { return f.held }

// Bytes is the memory it takes.
func (f *Filter) Bytes() (n int64) {
	for _, l := range f.layers {
		n += int64(len(l.buckets)) * 8
	}
	return n
}

type layer struct {
	buckets [][4]uint16
	held    int
	victim  uint64 // makes the choice of whom to displace; any sequence does
}

func newLayer(buckets int) *layer { return &layer{buckets: make([][4]uint16, buckets), victim: 1} }

// full leaves one place in ten, so that a place is found soon.
func (f *layer) full() bool { return f.held >= len(f.buckets)*4*9/10 }

func (f *layer) places(k Key) (mark uint16, a, b uint64) {
	if mark = uint16(k.Check >> 1); mark == 0 {
		mark = 1 // 0 is an empty slot
	}
	a = k.Hash & uint64(len(f.buckets)-1)
	return mark, a, f.other(a, mark)
}

func (f *layer) other(bucket uint64, mark uint16) uint64 {
	return (bucket ^ uint64(mark)*0x5bd1e9955bd1e995>>17) & uint64(len(f.buckets)-1)
}

func (f *layer) has(k Key) bool {
	mark, a, b := f.places(k)
	for i := range 4 {
		if f.buckets[a][i] == mark || f.buckets[b][i] == mark {
			return true
		}
	}
	return false
}

// add is false when k found no place; whoever lost theirs on the way then got
// it back.
func (f *layer) add(k Key) bool {
	mark, a, b := f.places(k)
	if f.place(a, mark) || f.place(b, mark) {
		f.held++
		return true
	}
	type step struct {
		slot *uint16
		was  uint16
	}
	var path []step
	for range 500 {
		f.victim = f.victim*6364136223846793005 + 1442695040888963407
		slot := &f.buckets[b][f.victim>>62]
		path = append(path, step{slot, *slot})
		mark, *slot = *slot, mark
		if b = f.other(b, mark); f.place(b, mark) {
			f.held++
			return true
		}
	}
	for _, s := range slices.Backward(path) {
		*s.slot = s.was
	}
	return false
}

func (f *layer) place(bucket uint64, mark uint16) bool {
	for i, held := range f.buckets[bucket] {
		if held == 0 {
			f.buckets[bucket][i] = mark
			return true
		}
	}
	return false
}

func (f *layer) remove(k Key) bool {
	mark, a, b := f.places(k)
	for _, bucket := range [...]uint64{a, b} {
		for i, held := range f.buckets[bucket] {
			if held == mark {
				f.buckets[bucket][i] = 0
				f.held--
				return true
			}
		}
	}
	return false
}
