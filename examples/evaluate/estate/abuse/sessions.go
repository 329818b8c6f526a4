package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// oktaSession is the Okta support case of 2023: the session of a file uploaded
// minutes ago, in another browser elsewhere, while its person works on.
func oktaSession(a *attack) bool {
	t := a.victim(vendors.OktaPerson)
	if t == nil {
		return false
	}
	start := workday(a.Moment(a.Dice, 3*day)).Add(17 * time.Hour)
	from := a.residence(t)
	from.session = t.SessionOf(start)
	if a.loud {
		from = a.rented(t)
		from.session = t.SessionOf(start)
	}
	at := a.work(t, start, from, 3, 4*time.Minute)
	a.look(t, at, from, 2)
	if a.loud {
		a.take(t, at.Add(6*time.Minute), from, 2)
		a.change(t, at.Add(20*time.Minute), from, 2)
	}
	a.truth("the same session in another browser and place", elsewhere, client, behaviour)
	return true
}

func workday(at time.Time) time.Time { return at.Truncate(24 * time.Hour) }

// endedSession uses a session after its person signed out, from their own
// network when quiet: only that the session has ended tells it.
func endedSession(a *attack) bool {
	t := a.victim(vendors.OktaPerson, vendors.SalesforcePerson, vendors.OktaGrant)
	if t == nil || t.Person == nil {
		return false
	}
	end := workday(a.Moment(a.Dice, 3*day)).Add(21*time.Hour + a.UpTo(20*time.Minute))
	session := t.SessionOf(end)
	for _, o := range a.Tokens { // the person's apps live in the same session
		if o.Person == t.Person && o.Provider() == t.Provider() {
			a.Pause(o, end, workday(end).Add(30*time.Hour))
			a.Taken[o] = true
		}
	}
	b := a.Book
	address, agent := b.Place(t.Person, end), b.Client(t, end)
	life.SignedIn(b, t, end.Add(-70*time.Minute), address, agent)
	b.Add(t.EndSession(end, address, agent, session), 0)
	from := vantage{address, agent, session}
	if a.loud {
		from = a.rented(t)
		from.session = session
	}
	a.work(t, end.Add(a.Span(12*time.Minute, 3*time.Hour)), from, 4, 5*time.Minute)
	a.truth("uses of a session after its sign-out", ended, elsewhere, client)
	return true
}
