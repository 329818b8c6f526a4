package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestTwoClocksMayBeTwoMinutesApart: what Okta says of a person and what their
// token does at Salesforce are told by two clocks; what one source says of both
// is not.
func TestTwoClocksMayBeTwoMinutesApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		token vendor
		end   change
		after time.Duration
		told  bool
	}{
		{"another source, within the slack", salesforce, oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com")), 2 * time.Minute, false},
		{"another source, after it", salesforce, oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com")), 2*time.Minute + time.Second, true},
		{"the same source", okta, oktaByAdmin("user.lifecycle.deactivate", oktaUser("00u1", "gus@example.com")), time.Second, true},
	} {
		for _, late := range []bool{false, true} {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, newEngine(t, defaults(t)))
				at := w.play(c.token, 8).Add(9*time.Hour + 30*time.Minute)
				if late {
					w.show(c.token, at.Add(c.after))
					w.show(okta, at, c.end)
				} else {
					w.show(okta, at, c.end)
					w.show(c.token, at.Add(c.after))
				}
				told := 0
				for _, n := range w.notices {
					if n.Signals[0] == "owner_offboarded" {
						told++
					}
				}
				assert.Equal(t, c.told, told > 0, "late: %v", late)
			})
		}
	}
}
