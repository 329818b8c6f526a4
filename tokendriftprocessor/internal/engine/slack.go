package engine

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// clockSlack is how far the clocks of two sources may be apart (DESIGN section
// 5, Time): what one says happened within it after what another says is not
// believed to have come after it.
const clockSlack = int64(2 * time.Minute)

// isAfter is whether a use came after something that a source, or a file, says
// of a person.
func (e *Engine) isAfter(u *use, p *lifecycle.Person, at int64) bool {
	if u.time <= at || u.time > at+clockSlack || p.Source == 0 {
		return u.time > at
	}
	return !p.Several && p.Source == e.life.SourceOf(u.ev.Provider, u.ev.Tenant)
}
