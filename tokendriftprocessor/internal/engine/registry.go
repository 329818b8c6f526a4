package engine

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// registered decides whether somebody owns the token and says what it is for.
// A person's own token has that person as owner, if the inventory or the
// stream knows them, and the purpose "personal".
func (e *Engine) registered(u *use) {
	h, ev, f := u.head, u.ev, &u.c.Facts
	if !e.inventory.Declared() {
		return // without one, nobody says who owns what
	}
	if u.c.Entry != nil {
		f.Owned, f.Purposed = u.c.Entry.Owner != "", u.c.Entry.Purpose != ""
		if f.TookOver = u.tookOver(e); f.TookOver != "" {
			f.Owned, f.Purposed = false, true // whose it is and what for goes on, and nobody has said so yet
		}
	}
	if !f.Owned || !f.Purposed {
		if owner, personal := e.person(ev); personal && !e.knowsApp(u) {
			f.Stranger = true
		} else if personal {
			f.Purposed = true
			if owner != "" {
				f.Owned = true
				f.OwnerName = firstOf(f.OwnerName, owner)
			}
		}
	}
	h.Flags &^= baseline.HasOwner | baseline.HasPurpose
	if f.Owned {
		h.Flags |= baseline.HasOwner
	}
	if f.Purposed {
		h.Flags |= baseline.HasPurpose
	}
	// Tokens of a source's first days are listed together, not one by one.
	f.Registry = !u.grantOnly && ev.Outcome != event.OutcomeFailure &&
		(int64(h.FirstSeen)*int64(time.Second) > u.src.first+firstDays || f.TookOver != "")
}

// knowsApp is whether the grant is to an app that anybody knows: declared, or
// used by somebody else too. What one person consented to alone is nobody's
// personal token but a stranger's way in (UNC6040's data loader).
func (e *Engine) knowsApp(u *use) bool {
	ev := u.ev
	if ev.App.Key() == "" || ev.Subject.Grade == event.GradeActor {
		return true
	}
	return e.inventory.App(ev.Provider, ev.App) != nil || e.apps.Tokens(u.appOf(e)) > 1
}

// person says whose own token a use is, if it is a person's.
func (e *Engine) person(ev *event.Event) (owner string, personal bool) {
	if ev.Actor.Nature == event.NatureService {
		return "", false
	}
	names := [...]string{ev.Actor.ID, ev.Actor.Login, ev.Actor.Email}
	if o := e.inventory.Owner(ev.Provider, names[:]...); o != nil {
		return o.ID, true
	}
	if e.life.Person(ev.Provider, ev.Tenant, names[:]...).Known {
		return firstOf(ev.Actor.Email, ev.Actor.Login, ev.Actor.ID), true
	}
	// Somebody unknown is a person whom nobody declared yet; a credential made
	// out to somebody unknown is one that nobody can account for.
	return "", ev.Actor.Nature == event.NaturePerson && ev.Subject.Grade == event.GradeActor
}

// mostListed bounds the tokens a summary names.
const mostListed = 256

// summary lists what the first days of a source left without owner or
// purpose; nil when there is nothing to list.
func (e *Engine) summary(src *feed) *incident.Notice {
	if !e.inventory.Declared() {
		return nil
	}
	s := incident.Summary{Provider: src.provider, Tenant: src.tenant, First: src.first, Until: src.first + firstDays}
	e.tokens.Each(func(_ uint32, h *baseline.Head) {
		if h.Source != src.number || int64(h.FirstSeen)*int64(time.Second) > s.Until {
			return
		}
		missing := ""
		switch h.Flags & (baseline.HasOwner | baseline.HasPurpose) {
		case 0:
			missing = "no owner, no purpose"
		case baseline.HasPurpose:
			missing = "no owner"
		case baseline.HasOwner:
			missing = "no purpose"
		default:
			return
		}
		h.Flags |= baseline.InSummary
		s.Count++
		if len(s.Tokens) < mostListed {
			t := e.tokenOf(h, src)
			s.Tokens = append(s.Tokens, fmt.Sprintf("%s (%s): %s", t.ID, firstOf(t.App, t.Actor, "unnamed"), missing))
		}
	})
	if s.Count == 0 {
		return nil
	}
	return &incident.Notice{
		Verdict: incident.Verdict{Policy: e.policy}, Time: s.Until, Summary: &s,
		Body: fmt.Sprintf("In the first 7 days of %s (%s), %d tokens were used that the inventory gives no owner or no purpose; they are listed here once and not reported one by one.",
			src.provider, firstOf(src.tenant, "no tenant"), s.Count),
	}
}

// mostRegistry is how many registry-only incidents of a source and hour open
// one by one; beyond that a new feed, not a thief, is the likely cause.
const mostRegistry = 100

// registryFlood counts a source's registry-only incidents of one hour.
type registryFlood struct {
	hour  int64
	count int
}

// full counts one more, and says whether it is beyond the hour's share.
func (r *registryFlood) full(t int64) bool {
	if hour := t / int64(time.Hour); hour > r.hour { // one that comes late counts with those it comes with
		r.hour, r.count = hour, 0
	}
	r.count++
	return r.count > mostRegistry
}

// due is the one incident that stands for what was beyond the share, once its
// hour is over.
func (r *registryFlood) due(src *feed, t int64, policy string) *incident.Notice {
	if r.count <= mostRegistry || t/int64(time.Hour) <= r.hour {
		return nil
	}
	beyond, end := r.count-mostRegistry, (r.hour+1)*int64(time.Hour)
	id := floodID(src.provider+"\x00"+src.tenant, r.hour)
	r.count = 0
	return &incident.Notice{
		State: incident.StateOpened, Time: end, FirstSeen: r.hour * int64(time.Hour), LastSeen: end, RecordCount: int64(beyond),
		Body: fmt.Sprintf("%d more tokens without owner and purpose were used at %s within one hour.", beyond, src.provider),
		Verdict: incident.Verdict{
			Level: incident.LevelIncident, Signals: []string{"no_owner", "no_purpose"}, Score: 64, IncidentID: id,
			Severity: incident.SeverityMedium, Policy: policy,
			Reason:   fmt.Sprintf("Beyond the %d told one by one, %d tokens of this source without owner and purpose were first used in one hour.", mostRegistry, beyond),
			Action:   incident.Action{Name: incident.ActionReview, Reason: "a new feed or a flood; look at the source before any single token."},
			Token:    incident.Token{Provider: src.provider, Tenant: src.tenant},
			Baseline: incident.Baseline{State: "learning", Since: r.hour * int64(time.Hour)},
		},
	}
}
