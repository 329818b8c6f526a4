package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// AppState is what the stream says of an app. Times are event times in Unix
// nanoseconds.
type AppState struct {
	Known   bool // installed, restored or retired, as far as remembered
	Retired bool
	At      int64 // the latest retirement when Retired, else the latest installation
	Since   int64 // when Retired: the first retirement after the last installation
}

// App looks an app up by its id, client id and name; each of them may be all
// that a provider's lifecycle record gives.
func (s *State) App(provider, tenant string, app event.App) AppState {
	sc := s.scope(provider, tenant)
	var sum lapse
	known := false
	for _, id := range [...]string{app.ID, app.ClientID, app.Name} {
		r, held := s.apps.entries[s.appKey(provider, sc, id)]
		sum.merge(r.at(s.moment))
		known = known || held
	}
	a := AppState{Known: known, At: sum.start}
	if sum.ended() {
		a.Retired, a.At, a.Since = true, sum.last, sum.first
	}
	return a
}
