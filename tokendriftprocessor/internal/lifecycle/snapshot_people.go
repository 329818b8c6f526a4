package lifecycle

import (
	"encoding/binary"
	"slices"
)

// appendPerson appends a person and their names.
func (t *people) appendPerson(b []byte, p *person) []byte {
	b = append(p.appendBinary(b), byte(p.count))
	for _, key := range t.namesOf(p) {
		b = binary.LittleEndian.AppendUint64(b, key)
	}
	return b
}

func (t *people) namesOf(p *person) []uint64 {
	keys := make([]uint64, 0, p.count)
	for i := p.first; i >= 0; i = t.names[i].next {
		keys = append(keys, t.names[i].key)
	}
	slices.Sort(keys)
	return keys
}

func (p *person) appendBinary(b []byte) []byte {
	b = appendLapse(b, p.duty)
	for _, v := range [...]uint64{uint64(p.signIn), uint64(p.roleAt), p.roleValue, uint64(p.seen), uint64(p.known)} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	b = binary.LittleEndian.AppendUint32(b, p.source)
	var flags byte
	if p.roleTaken {
		flags |= 1
	}
	if p.several {
		flags |= 2 // an older version wrote 0: it took nobody for told of by several
	}
	return append(b, flags)
}

func (t *people) load(r *reader) {
	n := r.count(personSize + 8)
	t.persons = make([]person, 0, n)
	for range n {
		p := person{
			duty: r.lapse(), signIn: int64(r.number()), roleAt: int64(r.number()),
			roleValue: r.number(), seen: int64(r.number()), known: int64(r.number()), source: r.short(), first: -1,
		}
		flags := r.byte()
		p.roleTaken, p.several = flags&1 != 0, flags&2 != 0
		names := int(r.byte())
		if names < 1 || names > mostNames {
			r.fail("a person with no names or too many")
			return
		}
		t.persons = append(t.persons, p)
		t.held++
		for range names {
			key := r.number()
			if !t.unknown(key) || key == 0 {
				r.fail("one name for two persons")
				return
			}
			t.addName(key, int32(len(t.persons)-1))
		}
	}
}

// trim forgets what a lowered limit no longer has room for.
func (t *people) trim() {
	if t.held > t.limit || len(t.index) > t.limit*namesPerPerson {
		t.makeRoom(0)
	}
}
