package reread

import (
	"slices"
	"time"
)

// clockTick: a file written twice within a file system's clock tick can change
// without a new time or size, so a fresh file is read again (the "racy git"
// problem).
const clockTick = 2 * time.Second

// Stamp is what shows cheaply that a file may have changed. One that is not
// there has a zero size and time.
type Stamp struct {
	Path     string
	Size     int64
	Modified time.Time
}

// Unchanged is whether files that were seen before, at readAt, need not be read
// again: none has another stamp, and none was so young then that a later
// change may not show.
func Unchanged(now, before []Stamp, readAt time.Time) bool {
	return slices.EqualFunc(now, before, same) && !slices.ContainsFunc(now, func(s Stamp) bool {
		return readAt.Sub(s.Modified) < clockTick
	})
}

func same(a, b Stamp) bool {
	return a.Path == b.Path && a.Size == b.Size && a.Modified.Equal(b.Modified)
}
