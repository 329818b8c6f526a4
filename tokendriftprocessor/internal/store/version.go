package store

// Version says where the newest copy of a token is in storage: the generation
// of the checkpoint it was written for, in which of its two slots, and under
// which index it is listed. 0: never written.
//
// Two slots make a checkpoint all or nothing, whatever the storage promises: a
// token is written to the slot that does not hold its last committed copy, and
// the copies of a checkpoint count only once its manifest is written.
type Version uint32

const (
	slotBit   Version = 1 << iota // the second slot
	worthyBit                     // listed among those that are deleted last
)

const versionShift = 2

func (v Version) generation() uint32 { return uint32(v >> versionShift) }

// Worthy is whether the token is among those that are deleted last.
func (v Version) Worthy() bool { return v&worthyBit != 0 }

// next is the version of a copy written for a generation when everything up to
// committed counts.
func (v Version) next(generation, committed uint32, worthy bool) Version {
	n := Version(generation)<<versionShift | v&(slotBit|worthyBit)
	if v != 0 && v.generation() <= committed {
		n ^= slotBit
	}
	if worthy {
		n |= worthyBit // once listed so, it stays
	}
	return n
}

// Record is a token as it goes to storage and comes from there.
type Record struct {
	Key     Key
	Was     Version // before it was written
	Version Version
	Bytes   []byte // nil: storage has no copy
}
