package baseline

// Value is one value a token showed: 20 bytes.
type Value struct {
	FP     uint32  // hash of the value within its dimension
	Text   uint32  // its printable form in store.Texts; 0 when there was no room
	Last   uint32  // last shown, seconds of Unix time
	weight float32 // uses, faded by half-life since Last
	Dim    Dim
	Days   uint8 // days it was shown on, at most 255
	Marks  Marks
	_      uint8
}

// Marks of a value.
type Marks uint8

// The marks.
const (
	// Waiting: shown in flagged records only; it scores as new until it has
	// earned its place (probation).
	Waiting Marks = 1 << iota
	// Reference: part of the first mature baseline.
	Reference
)

// perPage is chosen so that a page is two cache lines.
const perPage = 6

type page struct {
	next   uint32
	_      uint32
	values [perPage]Value
}
