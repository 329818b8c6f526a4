package engine

import (
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

// ownerLearns is how many learning periods an owner takes: people use most of
// what they have within a month, and a token all of what it does in a week.
const ownerLearns = 4

// circle asks whether the declared owner of a use was ever seen at its
// provider. It is asked where facts are: of a token of which nothing speaks
// that is once.
func (e *Engine) circle(u *use) (spoken bool) {
	if u.head == nil || u.late || u.grantOnly || !e.inventory.Declared() {
		return false
	}
	ev := u.ev
	id := ""
	if o := e.inventory.Owner(ev.Provider, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email); o != nil {
		id = o.ID
	} else if u.c.Entry != nil {
		if id = u.c.Entry.Owner; id != "" {
			if o = e.inventory.Owner("", id); o != nil {
				id = o.ID
			}
		}
	}
	if id == "" {
		return false
	}
	settling := u.time <= u.src.first+firstDays
	c := e.owners.Seen(baseline.Hash(strings.ToLower(id)), baseline.Hash(ev.Provider), u.at,
		ownerLearns*uint32(e.o.LearningPeriod/time.Second), settling, u.c.Succeeded())
	if !c.New {
		return false
	}
	u.c.Owner = c
	u.c.OwnerID, u.c.OwnerAt = id, e.providers(c.At)
	return true
}

// providers names the providers of hashes, as far as their records are known.
func (e *Engine) providers(hashes []uint32) string {
	var names []string
	for _, f := range e.feeds.all {
		if slices.Contains(hashes, baseline.Hash(f.provider)) && !slices.Contains(names, f.provider) {
			names = append(names, f.provider)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
