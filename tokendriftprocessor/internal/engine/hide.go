package engine

import (
	"encoding/hex"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// hide puts a fingerprint in the place of an object that is a credential or a
// session by the record's own word: objects are kept in baselines and shown in
// incidents, and a raw credential goes nowhere.
func (e *Engine) hide(ev *event.Event) {
	for i := range ev.Facts {
		f := &ev.Facts[i]
		if (f.Target == event.TargetCredential || f.Target == event.TargetSession) && slices.Contains(f.IDs, ev.Object) && ev.Object != "" {
			id := e.keys.fingerprint([]byte(ev.Object))
			ev.Object = f.Target.String() + " " + hex.EncodeToString(id[:6])
			return
		}
	}
}
