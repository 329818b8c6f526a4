package baseline

// Value is one value a token showed: 16 bytes. Its printable form is found by
// its hash, see words.
type Value struct {
	FP     uint32  // hash of the value within its dimension
	Last   uint32  // last shown, seconds of Unix time
	weight float32 // uses, faded by half-life since Last
	Dim    Dim
	Days   uint8 // days it was shown on, at most 255
	Marks  Marks
	born   uint8 // when it was first shown: two-day steps of the token's age
}

// Marks of a value. The upper four bits tell its text from those of other
// values with the same hash; 0 there is none.
type Marks uint8

// The marks.
const (
	// Waiting: shown in flagged records only; it scores as new until it has
	// earned its place (probation).
	Waiting Marks = 1 << iota
	// Reference: part of the first mature baseline.
	Reference
	// Barred: waiting for good, an analyst confirmed what showed it.
	Barred
)

// textShift is where the number of the text begins.
const textShift, textMask Marks = 4, 0xf0
