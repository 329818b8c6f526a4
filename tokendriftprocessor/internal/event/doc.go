// Package event is the vocabulary of the house: one audit record, read, as an
// [Event]. It imports nothing, so that every room can speak it.
//
// The strings of an Event are views into the record they were read from. They
// are valid until the reader reads its next record; whoever keeps one longer
// clones it.
package event // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
