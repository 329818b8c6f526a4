package store

// Section is a named part of the state beside the tokens: whatever bytes a room
// wrote, which only that room can read. Name is of a to z and _.
type Section struct {
	Name  string
	Bytes []byte
	// Rest gives the bytes, if it is not nil. It is called once, soon after
	// the moment and without the state's lock, which it takes for short.
	Rest func() []byte
	// Same is whether the last whole checkpoint holds these bytes already.
	Same bool
}

// LogPart is what was appended to one segment of a log since the last moment,
// or, when loaded, the whole segment. Segments are numbered upwards.
type LogPart struct {
	Segment uint64
	Bytes   []byte
}

// Frozen is what belongs to a moment, apart from the tokens still in memory.
type Frozen struct {
	Sections []Section
	Log      []LogPart // every segment that is still needed, ascending
	Spilled  []Record
}

// Loaded is what was read at the start.
type Loaded struct {
	Sections []Section
	Log      []LogPart
}

// State is what a Keeper keeps. Every method takes the state's lock for short.
type State interface {
	// Freeze fixes the moment of the checkpoint of a generation.
	Freeze(generation, committed uint32) Frozen
	// Spilled gives what has left memory and can be written ahead of the
	// next checkpoint.
	Spilled(generation, committed uint32) []Record
	// Copy gives up to most tokens of the moment; none when all are copied.
	Copy(most int) []Record
	// GiveBack returns what could not be written, and ends the moment.
	GiveBack(unwritten []Record)
	// Release says for each key whether the state needs that token in
	// storage: it has it in memory or on the way. Of others it forgets copies.
	Release(keys []Key) (held []bool)
	// Absent begins a batch that uses tokens: it narrows their keys to those
	// of tokens that only storage can have, and holds the others.
	Absent(keys []Key) []Key
	// Offer gives it what storage has of them, and Dismiss ends the batch
	// that it was for.
	Offer(records []Record)
	Dismiss()
	// Elsewhere notes that n more tokens are in storage and not in memory, or
	// n fewer, and says whether there are any.
	Elsewhere(n int) bool
	// Pressed is whether much has left memory and waits to be written, and
	// full whether what follows will be lost.
	Pressed() (pressed, full bool)
}
