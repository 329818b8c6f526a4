package app

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// suspect is how long before an incident what its app's tokens began to show
// is not trusted, seconds: thieves look around for a day before they are loud.
const suspect = 86400

// Opened freezes lending: what came up since a day before is nobody's habit
// until the incident is closed.
func (t *Table) Opened(k store.Key, at uint32) {
	if _, a := t.find(k); a != nil {
		t.touch(a)
		if a.open++; a.frozen == 0 {
			a.frozen = max(at, suspect) - suspect
		}
	}
}

// Doubts is whether an app's tokens are not believed in what they began to show
// at a time: one of them is under incident.
func (t *Table) Doubts(k store.Key, since uint32) bool {
	_, a := t.find(k)
	return a != nil && a.frozen != 0 && since >= a.frozen
}

// Closed lends again when it was the last open incident of the app.
func (t *Table) Closed(k store.Key) {
	_, a := t.find(k)
	if a == nil || a.open == 0 {
		return
	}
	t.touch(a)
	if a.open--; a.open == 0 {
		a.frozen = 0
	}
}
