package lifecycle

import "slices"

// people is who the stream has named. Every name leads in one step to a
// person, and a person to the chain of all their names. Both lie in slabs
// without pointers.
type people struct {
	index   map[uint64]int32 // name -> names
	names   []name
	persons []person
	noName  []int32 // free places in names
	noOne   []int32 // free places in persons
	held    int
	limit   int
	evicted uint64
	before  map[int32]written // of a moment that is being written: what has changed since; else nil
	frozen  int               // places of that moment
}

type name struct {
	key    uint64
	person int32
	next   int32 // the person's next name, -1 at the end
}

// person is what was said of somebody under any of their names.
type person struct {
	duty      lapse // begins with an onboarding, ends with an offboarding
	signIn    int64
	roleAt    int64
	roleValue uint64
	seen      int64  // latest fact of any kind
	first     int32  // first of the names
	count     int32  // of the names; 0 marks a free place
	source    uint32 // the lowest of those that named them
	several   bool   // more than one did
	roleTaken bool
	known     int64 // the first fact that makes them somebody, not only a name; 0 none
}

func newPeople(limit int) people {
	return people{index: map[uint64]int32{}, limit: limit}
}

// merge is what both say of one and the same person.
func (p *person) merge(o *person) {
	p.duty.merge(o.duty)
	p.signIn = max(p.signIn, o.signIn)
	p.role(o.roleAt, o.roleValue, o.roleTaken)
	p.seen = max(p.seen, o.seen)
	p.several = p.several || o.several || p.source != o.source
	p.source = min(p.source, o.source)
	p.knownSince(o.known)
}

func (p *person) knownSince(at int64) {
	if at != 0 && (p.known == 0 || at < p.known) {
		p.known = at
	}
}

// role keeps the latest change. At the same moment what was taken counts
// before what was given; the value only makes the choice independent of order.
func (p *person) role(at int64, value uint64, taken bool) {
	switch {
	case at < p.roleAt || at == 0:
		return
	case at == p.roleAt && (p.roleTaken && !taken || p.roleTaken == taken && value <= p.roleValue):
		return
	}
	p.roleAt, p.roleValue, p.roleTaken = at, value, taken
}

// add makes sure that every key is somebody's name, joined into one person as
// far as the bound on a person's names lets them: look each key up again
// afterwards, not all need to have become one.
func (t *people) add(keys []uint64, sc uint64, at int64, join bool) {
	if slices.ContainsFunc(keys, t.unknown) {
		t.makeRoom(len(keys))
	}
	one := int32(-1)
	for _, key := range keys {
		i, held := t.index[key]
		if one >= 0 {
			t.touch(one)
		}
		if !held {
			if join && one >= 0 && t.persons[one].count < mostNames {
				t.addName(key, one)
			} else {
				one = t.addPerson(key, uint32(sc))
			}
		} else if p := t.names[i].person; join && one >= 0 && p != one {
			one = t.unite(one, p)
		} else {
			one = p
		}
		t.touch(one)
		t.persons[one].seen = max(t.persons[one].seen, at)
		p, source := &t.persons[one], uint32(sc)
		p.several = p.several || p.source != source
		p.source = min(p.source, source)
	}
}

func (t *people) unknown(key uint64) bool {
	_, held := t.index[key]
	return !held
}

func (t *people) addPerson(key uint64, source uint32) int32 {
	p := int32(len(t.persons))
	if n := len(t.noOne); n > 0 {
		p, t.noOne = t.noOne[n-1], t.noOne[:n-1]
	} else {
		t.persons = append(t.persons, person{})
	}
	t.touch(p)
	t.persons[p] = person{first: -1, source: source}
	t.held++
	t.addName(key, p)
	return p
}

func (t *people) addName(key uint64, p int32) {
	i := int32(len(t.names))
	if n := len(t.noName); n > 0 {
		i, t.noName = t.noName[n-1], t.noName[:n-1]
	} else {
		t.names = append(t.names, name{})
	}
	t.names[i] = name{key: key, person: p, next: t.persons[p].first}
	t.persons[p].first = i
	t.persons[p].count++
	t.index[key] = i
}

// unite makes two persons one and returns the place they now share. Two with
// too many names between them stay apart.
func (t *people) unite(a, b int32) int32 {
	if t.persons[a].count+t.persons[b].count > mostNames {
		return b
	}
	if t.persons[a].count < t.persons[b].count {
		a, b = b, a
	}
	t.touch(a)
	t.touch(b)
	keep, gone := &t.persons[a], &t.persons[b]
	keep.merge(gone)
	last := gone.first
	for i := gone.first; i >= 0; i = t.names[i].next {
		t.names[i].person = a
		last = i
	}
	t.names[last].next = keep.first
	keep.first = gone.first
	keep.count += gone.count
	t.free(b)
	return a
}
