package baseline

// Part is what one part of a Set takes.
type Part struct {
	Name  string
	Bytes int64 // in memory, whether a token has it now or not
	Held  int   // of its places, those that are taken
}

// Parts is where a Set's memory is: what its slabs have grown to, since they
// keep what is given back, and the tables that are sized for the limit at once.
func (s *Set) Parts() []Part {
	return []Part{
		{"heads", s.heads.Bytes(), s.heads.Held()},
		{"values", s.pages.Bytes(), s.pages.Held()},
		{"visits", s.visits.Bytes(), s.visits.Held()},
		{"words", s.words.all.Bytes() + int64(len(s.words.buckets))*4, s.words.all.Held()},
		{"texts", s.Texts.Bytes(), s.Texts.Held()},
		{"index", s.index.Bytes(), s.heads.Held()},
		{"shares", int64(cap(s.shares.held)) * 4, s.shares.active},
	}
}

// Bytes is the memory of all parts.
func (s *Set) Bytes() (n int64) {
	for _, p := range s.Parts() {
		n += p.Bytes
	}
	return n
}
