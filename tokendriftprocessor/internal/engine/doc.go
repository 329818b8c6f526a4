// Package engine is the one path through the rooms: time, duplicates, what
// falls due, facts, the token's baseline, signals, incidents. It knows no
// Collector.
//
// One lock guards all state; events are judged in the order they come, so a
// verdict is a function of the sequence of events alone.
package engine // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
