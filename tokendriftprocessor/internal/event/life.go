package event

// Life is what an operation does to the life of its object.
type Life uint8

// The lives.
const (
	LifeNone Life = iota
	LifeMade      // makes something, or is the first to name it
	LifeDeleted
)
