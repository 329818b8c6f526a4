package engine

import (
	"cmp"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
)

// hours closes the hours of a source between two watermarks and decides in each
// what the moves of its apps are. What fell due before such an hour's end is
// closed before.
func (e *Engine) hours(src *feed, from, to int64) (due []*incident.Notice) {
	const hour = int64(time.Hour)
	if from == 0 || !e.moves.Follows(src.number) {
		return nil
	}
	for at := (from/hour + 1) * hour; at <= to && e.moves.Follows(src.number); at += hour {
		due = append(due, e.decideDue(src, at)...)
		due = append(due, e.closeDue(src, at)...)
		for _, mv := range e.moves.Due(src.number, seconds(at)) {
			due = append(due, e.decideMove(src, mv, at)...)
		}
	}
	return due
}

// decideMove holds a move against the clauses of a migration. A migration can turn
// out to be a theft, when the old place is in use after all; a theft stays one.
func (e *Engine) decideMove(src *feed, mv *app.Move, at int64) []*incident.Notice {
	if mv.Became == app.Theft || mv.Became == app.Doubt {
		return nil
	}
	t := mv.Judge(seconds(at))
	switch t.Became {
	case app.Migration:
		if e.apps.Doubts(mv.App, mv.Since()) || e.apps.Barred(mv.App, t.Shared) {
			return nil // one of its tokens is under incident, or somebody stole one from there
		}
		mv.Decide(app.Migration, &t)
	case app.Theft:
		level, rate := e.theftLevel()
		was := mv.Became
		mv.Decide(app.Doubt, &t)
		if level == incident.LevelNone || e.exceptedMove(mv, at) {
			mv.Became = was
		} else if level == incident.LevelIncident {
			return e.stolen(src, mv, &t, rate, at)
		}
	case app.Undecided, app.Doubt:
	}
	return nil
}

// theftLevel is what the budget, or the user, says to the theft of an app. No
// estate without an attack showed one, so its rate is as rare as the history
// can certify.
func (e *Engine) theftLevel() (level incident.Level, rate float64) {
	rate = 1 / (app.PriorWeeks + e.rates.Of(false).Seen())
	switch e.rules.Criteria["app_theft"] {
	case "ignore":
		return incident.LevelNone, rate
	case "review":
		return incident.LevelReview, rate
	case "incident":
		return incident.LevelIncident, rate
	}
	return e.rules.ByRate(rate), rate
}

func (e *Engine) exceptedMove(mv *app.Move, at int64) bool {
	if !e.inventory.Declared() {
		return false
	}
	list := e.inventory.Exceptions(mv.Provider, event.App{ID: mv.AppID, ClientID: mv.ClientID, Name: mv.AppName}, event.Actor{}, "", nil)
	return slices.ContainsFunc(list, func(x *inventory.Exception) bool {
		return x.Covers("app_theft", mv.Place) && at <= x.Until.UnixNano()
	})
}

// stolen makes one incident of the theft of an app: of the first incident that
// is open on one of its tokens, or a new one on the first that was used. The
// others become part of it.
func (e *Engine) stolen(src *feed, mv *app.Move, t *app.Test, rate float64, at int64) (told []*incident.Notice) {
	tokens := mv.Tokens()
	var open []*incident.Open
	for _, k := range tokens {
		if o := e.book.Of(k); o != nil && ofMove(o, mv) && !slices.Contains(open, o) {
			open = append(open, o)
		}
	}
	slices.SortFunc(open, func(x, y *incident.Open) int {
		return cmp.Or(cmp.Compare(x.Opened, y.Opened), cmp.Compare(x.Verdict.IncidentID, y.Verdict.IncidentID))
	})
	state := incident.StateEscalated
	var o *incident.Open
	if len(open) > 0 {
		o = open[0]
	} else {
		if o, told = e.openWhole(src, mv, tokens, at); o == nil {
			mv.Became = app.Undecided
			return told
		}
		state = incident.StateOpened
	}
	risen := o.Verdict.Severity < incident.SeverityCritical || state == incident.StateOpened
	e.book.Touch(o)
	e.rewrite(o, mv, t, rate)
	mv.Became, mv.ID = app.Theft, o.Verdict.IncidentID
	for i := 1; i < len(open); i++ {
		other := open[i]
		e.book.Remove(other)
		o.Take(other)
		told = append(told, e.closing(other, at, "part of "+o.Verdict.IncidentID+", the theft of its whole app"))
	}
	for _, k := range tokens {
		e.join(o, k)
	}
	if risen || at-o.LastNotice >= int64(e.o.QuietPeriod) {
		o.LastNotice = at
		if state == incident.StateEscalated {
			e.stats.Escalated++
		}
		told = append(told, o.Notice(state, at, o.Verdict.Reason))
	}
	return told
}

// ofMove is whether an open incident may be a part of the theft: statistics
// opened it, and not before the tokens moved.
func ofMove(o *incident.Open, mv *app.Move) bool {
	return o.Verdict.Score < incident.RuleScore && o.Opened >= mv.First-incident.Together*int64(time.Second)
}
