package lifecycle

func (t *people) free(p int32) {
	t.persons[p] = person{first: -1}
	t.noOne = append(t.noOne, p)
	t.held--
}

func (t *people) forget(p int32) {
	t.touch(p)
	for i := t.persons[p].first; i >= 0; i = t.names[i].next {
		delete(t.index, t.names[i].key)
		t.noName = append(t.noName, i)
	}
	t.free(p)
	t.evicted++
}

func (t *people) makeRoom(n int) {
	for t.held > 0 && (t.held+n > t.limit || len(t.index)+n > t.limit*namesPerPerson) {
		var newest int64
		for i := range t.persons {
			newest = max(newest, t.persons[i].seen)
		}
		all := make([]candidate, 0, t.held)
		for i := range t.persons {
			p := &t.persons[i]
			if p.count > 0 {
				all = append(all, candidate{
					id: t.lowestName(p), at: p.seen, source: p.source, pos: int32(i), dear: dear(p.duty, newest),
				})
			}
		}
		for _, c := range victims(all, min(t.held, max(n, batch(t.limit, max(t.held, t.limit))))) {
			t.forget(c.pos)
		}
	}
}

// lowestName stands for a person independently of the order in which their
// names were learned.
func (t *people) lowestName(p *person) uint64 {
	low := t.names[p.first].key
	for i := p.first; i >= 0; i = t.names[i].next {
		low = min(low, t.names[i].key)
	}
	return low
}
