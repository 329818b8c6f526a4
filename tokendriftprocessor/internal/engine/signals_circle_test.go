package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// TestAnOwnerTurnsUpAtAnotherProvider: a person's first token at a provider
// where none of theirs was ever used, weeks after the feed began.
func TestAnOwnerTurnsUpAtAnotherProvider(t *testing.T) {
	t.Parallel()
	const owners = "owners: [{id: gus@example.com, aliases: ['okta:00u1', 'aws:gus']}, {id: ann@example.com, aliases: ['okta:00u2', 'aws:ann']}]"
	gus := change{"userIdentity.accessKeyId": "AKIAGUS", "userIdentity.principalId": "AIDAGUS", "userIdentity.userName": "gus"}
	for name, c := range map[string]struct {
		inventory string
		feed      time.Duration // since when there are records of AWS
		used      bool          // gus was at AWS before, with another key
		change    change
		want      bool
	}{
		"new there":                     {owners, 8 * 7 * day, false, gus, true},
		"in the first days of the feed": {owners, 3 * day, false, gus, false},
		"there with another key":        {owners, 8 * 7 * day, true, gus, false},
		"somebody nobody declared":      {"owners: [{id: ann@example.com}]", 8 * 7 * day, false, gus, false},
		"failed, and still new":         {owners, 8 * 7 * day, false, change{"userIdentity.accessKeyId": "AKIAGUS", "userIdentity.userName": "gus", "errorCode": "AccessDenied"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Inventory = loadInventory(t, c.inventory)
			o.Criteria = map[string]string{"new_system": "review", "no_owner": "ignore", "no_purpose": "ignore"}
			w := newWorld(t, newEngine(t, o))
			end := origin0.Add(8 * 7 * day)
			for at := origin0; at.Before(end); at = at.Add(4 * time.Hour) {
				w.show(okta, at)
				if !at.Before(end.Add(-c.feed)) {
					w.show(aws, at)
				}
				if c.used && at.Equal(origin0.Add(2*day)) {
					w.show(aws, at, gus, change{"userIdentity.accessKeyId": "AKIAGUSOLD"})
				}
			}
			v := w.show(aws, end, c.change)
			require.Equal(t, c.want, shows(v, "new_system"), "%+v", v)
			if !c.want {
				return
			}
			assert.Equal(t, "aws, where gus@example.com was never seen", v.Evidence[0].Seen)
			assert.Equal(t, "seen at okta", v.Evidence[0].Normal)
			assert.Equal(t, incident.LevelReview, v.Level)

			next := restarted(t, w.Engine, o)
			w.Engine = next
			assert.True(t, shows(w.show(aws, end.Add(time.Hour), gus, change{"userIdentity.accessKeyId": "AKIAGUS2"}), "new_system"), "what was flagged is not learned at once")
			for d := range 6 {
				w.show(aws, end.Add(time.Duration(d+1)*day), gus)
			}
			assert.False(t, shows(w.show(aws, end.Add(8*day), gus, change{"userIdentity.accessKeyId": "AKIAGUS3"}), "new_system"), "after five days")
		})
	}
}
