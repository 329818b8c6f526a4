package life

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Change alters a token's ordinary uses for a while: a failover, a release, a
// trip. Apply returns false for a use that does not happen.
type Change struct {
	From, To time.Time
	Apply    func(d chance.Dice, u *vendors.Use) bool
	Rounds   int // this many times the rounds of work; 0: as ever
}

// Plan adds a change to a token's life.
func (b *Book) Plan(t *vendors.Token, c Change) { b.changes[t] = append(b.changes[t], c) }

// Stop ends a token's ordinary life at that moment.
func (b *Book) Stop(t *vendors.Token, at time.Time) {
	b.Plan(t, Change{From: at, To: b.End, Apply: func(chance.Dice, *vendors.Use) bool { return false }})
}

// Pause is a time without a use.
func (b *Book) Pause(t *vendors.Token, from, to time.Time) {
	b.Plan(t, Change{From: from, To: to, Apply: func(chance.Dice, *vendors.Use) bool { return false }})
}

// Move sends the token's uses from other addresses for a while.
func (b *Book) Move(t *vendors.Token, from, to time.Time, addresses ...string) {
	b.Plan(t, Change{From: from, To: to, Apply: func(d chance.Dice, u *vendors.Use) bool {
		u.Address = chance.Pick(d, addresses)
		return true
	}})
}

// Release gives the token another client for a while.
func (b *Book) Release(t *vendors.Token, from, to time.Time, agent string) {
	b.Plan(t, Change{From: from, To: to, Apply: func(_ chance.Dice, u *vendors.Use) bool {
		u.Agent = agent
		return true
	}})
}

// Learn makes a share of the token's uses these operations, on these objects.
func (b *Book) Learn(t *vendors.Token, from, to time.Time, share float64, operations []vendors.Operation, objects []string) {
	b.Plan(t, Change{From: from, To: to, Apply: func(d chance.Dice, u *vendors.Use) bool {
		if signsIn(u) || !d.Once(share) {
			return true
		}
		if len(operations) > 0 {
			u.Operation = chance.Pick(d, operations)
			u.Rows = d.Between(u.Operation.Rows[0], u.Operation.Rows[1])
		}
		if len(objects) > 0 {
			u.Object = chance.Pick(d, objects)
		}
		return true
	}})
}

// Swell makes the token do its rounds several times over, and with more rows.
func (b *Book) Swell(t *vendors.Token, from, to time.Time, times int) {
	b.Plan(t, Change{From: from, To: to, Rounds: times, Apply: func(_ chance.Dice, u *vendors.Use) bool {
		u.Rows *= times
		return true
	}})
}

// alter applies what was planned, and tells whether the use happens.
func (b *Book) alter(d chance.Dice, u *vendors.Use) bool {
	for _, c := range b.changes[u.Token] {
		if within(u.At, c.From, c.To) && !c.Apply(d, u) {
			return false
		}
	}
	return true
}

// rounds is how many times over the token works at that moment.
func (b *Book) rounds(t *vendors.Token, at time.Time) int {
	n := 1
	for _, c := range b.changes[t] {
		if c.Rounds > 1 && within(at, c.From, c.To) {
			n *= c.Rounds
		}
	}
	return n
}

// within is true from from (included) to to (excluded).
func within(t, from, to time.Time) bool { return !t.Before(from) && t.Before(to) }

func signsIn(u *vendors.Use) bool {
	return u.Operation.Kind == "Login" || u.Operation.Kind == "user.session.start" || u.Operation.Method == "interactive"
}
