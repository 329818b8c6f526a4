package incident

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// farBeyond is the level from which volume alone makes an incident: more rows or
// bytes in an hour, beyond what more calls explain, than once in 50,000 weeks as
// volume_burst reckons. That is too rare by far where sizes have a heavy tail:
// where each doubling is half as likely (stationary streams), 74 of 120 false
// incidents in 104,000 token-weeks were of volume alone at once in 10,000, and
// 29 of 76 are so.
const farBeyond = 11

// statistics holds the weekly rate against the budget. One new network alone
// and volume alone (month ends, backfills) are at most a review; at grade
// actor, where the subject is a whole person, an incident needs two families.
func (p *Policy) statistics(w Weighed, grade event.Grade) Level {
	switch {
	case w.Rate <= 0 || w.Rate > reviewTimes*p.Budget:
		return LevelNone
	case w.Rate > p.Budget, moved(w.Strength, w.Person) && !w.Upward && !w.OffRunner, w.Families == 1 && grade == event.GradeActor:
		return LevelReview
	}
	return LevelIncident
}

// ByRate holds a weekly rate against the budget.
func (p *Policy) ByRate(rate float64) Level {
	switch {
	case rate > reviewTimes*p.Budget:
		return LevelNone
	case rate > p.Budget:
		return LevelReview
	}
	return LevelIncident
}

// moved is whether all there is looks like a change of the vendor's or the
// owner's own: another place, another client, and what a release does with
// them. Until the old place is seen again, more is moved than ever was, scopes
// grow or something more harmful than ever is done, that is looked at and no
// incident. One new network alone is always so, and so is volume alone, unless
// it is far beyond anything: month ends, quarterly exports and backfills are as
// high as most thefts.
func moved(s app.Strength, person bool) bool {
	volume := s.Of(int(signal.Volume))
	if s == app.Strength(0).With(int(signal.Volume), volume).With(axisDrain, s.Of(axisDrain)) {
		return volume < farBeyond
	}
	infra, client, behaviour := s.Of(int(signal.Infrastructure)), s.Of(int(signal.Client)), s.Of(int(signal.Behaviour))
	if volume > 0 || s.Of(int(signal.Scope)) > 0 || s.Of(axisHeads) > 0 {
		return false
	}
	least := 0
	switch {
	case infra > 0 && client > 0:
		least = 8
		if person {
			least = 7
		}
	case infra > 0 && behaviour > 0:
		least = 5
	case client > 0 && behaviour > 0:
		least = 9
		if person {
			least = 6
		}
	case infra > 0 || client > 0:
		return true
	}
	return infra+client+behaviour < least
}

// upwardShare is how many of the changes that show new things in several
// families at once also bring the token's first operation of a more harmful
// class; judged.
const upwardShare = 0.2
