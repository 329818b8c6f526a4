package store

// NoLock is the lock of a state that only one uses, for what is otherwise
// written while others go on.
type NoLock struct{}

// Lock does nothing.
func (NoLock) Lock() {}

// Unlock does nothing.
func (NoLock) Unlock() {}
