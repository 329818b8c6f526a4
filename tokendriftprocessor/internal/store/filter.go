package store

// Filter says which keys were ever written out: no for certain, yes with an
// error of at most 8/65535 (0.012 %). It is a cuckoo filter (Fan et al. 2014)
// of 16-bit marks, four to a bucket, so that keys can be taken out again; a
// key put in twice has to be taken out twice. 2.1 to 4.2 bytes a key at its
// limit. Not safe for concurrent use.
type Filter struct {
	buckets [][4]uint16
	held    int
	victim  uint64 // makes the choice of whom to displace; any sequence does
	over    int    // keys that found no place: then every answer is yes
}

// NewFilter makes a filter for at most limit keys.
func NewFilter(limit int) *Filter {
	n := 4
	for n*4*95/100 < limit {
		n *= 2
	}
	return &Filter{buckets: make([][4]uint16, n), victim: 1}
}

func (f *Filter) places(k Key) (mark uint16, a, b uint64) {
	if mark = uint16(k.Check >> 1); mark == 0 {
		mark = 1 // 0 is an empty slot
	}
	a = k.Hash & uint64(len(f.buckets)-1)
	return mark, a, f.other(a, mark)
}

func (f *Filter) other(bucket uint64, mark uint16) uint64 {
	return (bucket ^ uint64(mark)*0x5bd1e9955bd1e995>>17) & uint64(len(f.buckets)-1)
}

// Has is whether k may have been put in.
func (f *Filter) Has(k Key) bool {
	if f.over > 0 {
		return true
	}
	mark, a, b := f.places(k)
	for i := range 4 {
		if f.buckets[a][i] == mark || f.buckets[b][i] == mark {
			return true
		}
	}
	return false
}

// Add puts k in.
func (f *Filter) Add(k Key) {
	f.held++
	mark, a, b := f.places(k)
	if f.place(a, mark) || f.place(b, mark) {
		return
	}
	for range 500 {
		f.victim = f.victim*6364136223846793005 + 1442695040888963407
		slot := &f.buckets[b][f.victim>>62]
		mark, *slot = *slot, mark
		if b = f.other(b, mark); f.place(b, mark) {
			return
		}
	}
	f.over++
}

func (f *Filter) place(bucket uint64, mark uint16) bool {
	for i, held := range f.buckets[bucket] {
		if held == 0 {
			f.buckets[bucket][i] = mark
			return true
		}
	}
	return false
}

// Remove takes k out once. Only what was put in may be taken out.
func (f *Filter) Remove(k Key) {
	mark, a, b := f.places(k)
	for _, bucket := range [...]uint64{a, b} {
		for i, held := range f.buckets[bucket] {
			if held == mark {
				f.buckets[bucket][i] = 0
				f.held--
				return
			}
		}
	}
}

// Held is how many keys are in.
func (f *Filter) Held() int { return f.held }

// Bytes is the memory it takes.
func (f *Filter) Bytes() int64 { return int64(len(f.buckets)) * 8 }
