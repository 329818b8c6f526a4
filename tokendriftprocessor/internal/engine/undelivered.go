package engine

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// undelivered are the notices that were told and that no consumer has taken
// yet. They are state: a record that comes again after a crash is a duplicate
// and opens nothing a second time, so its notice would be lost.
type undelivered struct {
	notices []*incident.Notice
}

// mostUndelivered is as many as wait for a consumer that refuses them.
const mostUndelivered = 10_000

func (u *undelivered) add(notices []*incident.Notice) {
	room := max(mostUndelivered-len(u.notices), 0)
	u.notices = append(u.notices, notices[:min(room, len(notices))]...)
}

// Delivered notes that a consumer has taken notices.
func (e *Engine) Delivered(notices []*incident.Notice) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.keep == nil {
		return
	}
	u := &e.keep.undelivered
	u.notices = slices.DeleteFunc(u.notices, func(n *incident.Notice) bool { return slices.Contains(notices, n) })
}
