package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// spot is whether a use comes from where its token has long been, or from a
// place that is young to it.
type spot struct {
	known bool         // the token is old enough and the place says something
	dim   baseline.Dim // how far off a young place is: the coarsest dimension that is young; DimNone: an old place
	place uint32       // its hash
	lent  bool         // neither its old place nor elsewhere: young to the token but its app's, or hardly older than the young place
}

// elsewhereRate is above which weekly rate of new places a young one is none.
const elsewhereRate = 0.2

// locateSpot fills in the spot of a use.
func (e *Engine) locateSpot(u *use) {
	q, a, h := &e.query, &e.answer, u.head
	u.spot = spot{}
	if u.late || u.grantOnly || !h.Grown(u.at) {
		return // or all it has is young
	}
	for _, d := range [...]baseline.Dim{baseline.Country, baseline.Region, baseline.Network, baseline.Prefix} {
		if q.FP[d] == 0 || a.Held[d] == 0 {
			continue
		}
		u.spot.known = true
		young := h.Young(a.Value[d], u.at)
		if !young && e.tokens.Elder(h, a.Value[d]) || e.tokens.Rate(h, d) >= elsewhereRate {
			continue
		}
		if young {
			u.spot.dim, u.spot.place, u.spot.lent = d, q.FP[d], false
			break
		}
		u.spot.lent = true
	}
	if e.place.Runner != "" && a.Known(baseline.Runner) {
		u.spot = spot{known: u.spot.known} // a job on another machine of the same runners
	}
}

// settled lets a token know the place its app has moved to, or says that its
// app's tokens are used there by somebody else.
func (e *Engine) settled(u *use) {
	if !u.spot.known || u.spot.dim == baseline.DimNone {
		return
	}
	u.spot.lent = u.c.Lends(u.spot.dim)
	if !e.moves.Follows(u.src.number) {
		return
	}
	mv := e.moves.Of(u.appOf(e))
	if mv == nil || !mv.Meets(u.spot.place, seconds(u.src.watermark)) {
		return
	}
	switch mv.Became {
	case app.Migration:
		if e.apps.Doubts(mv.App, mv.Since()) {
			return
		}
		u.spot.lent = true
		for d := u.spot.dim; d >= baseline.Prefix; d-- {
			if e.query.FP[d] == 0 {
				continue
			}
			u.c.Lent[d] = max(u.c.Lent[d], int(mv.Moved))
			if v := e.answer.Value[d]; v != nil {
				e.tokens.Promote(u.head, v, u.at)
			}
		}
		if !mv.Told {
			mv.Told = true
			u.c.Move = mv
		}
	case app.Theft:
		u.spot.lent = true // that it is in two places is what the incident says
		if e.book.ByID(mv.ID) != nil {
			u.c.Move = mv
		}
		u.stolen = mv
	case app.Doubt:
		u.c.Move = mv
	case app.Undecided:
	}
}

// commonRate is above which weekly rate of new values one more breaks no clause
// of a migration.
const commonRate = 0.1

// followMove counts a use for the move of its app, or begins to follow one. Persons
// move every day, and what names no token may be anybody's.
func (e *Engine) followMove(u *use) {
	if !u.spot.known || !u.c.Mature || !u.c.Succeeded() || bool(u.head.Person()) ||
		u.ev.Subject.Grade == event.GradeClient || u.ev.Subject.Grade == event.GradeActor {
		return
	}
	away := u.spot.dim != baseline.DimNone
	if !away && (u.spot.lent || !e.moves.Follows(u.src.number)) {
		return
	}
	if away && u.c.Approved() {
		return
	}
	mv := e.moves.Of(u.appOf(e))
	if away && (mv == nil || mv.Over(u.at) && !mv.Meets(u.spot.place, seconds(u.src.watermark))) {
		mv = e.beginMove(u)
	}
	if mv == nil {
		return
	}
	s := app.Sighting{Token: u.head.Key, At: u.at, Dim: u.spot.dim, Place: u.spot.place}
	if away {
		s.Other = e.clauses(u)
	}
	arrives := e.moves.Sight(mv, &s)
	if !away || mv.Became == app.Migration {
		return
	}
	record := ""
	if arrives {
		e.call(mv, u)
		record = u.ev.ID
	}
	mv.Note(u.time, moved(u.ev), record, firstOf(u.ev.System, u.ev.Provider), u.ev.Object)
}

// clauses are those of a migration that the use breaks. Whether the app lends
// the value is no matter: what all its tokens show is what is asked.
func (e *Engine) clauses(u *use) (other app.Clauses) {
	fresh := func(dims ...baseline.Dim) bool {
		for _, d := range dims {
			if e.query.FP[d] != 0 && e.answer.Held[d] > 0 && e.answer.Value[d] == nil && e.tokens.Rate(u.head, d) <= commonRate {
				return true
			}
		}
		return false
	}
	if fresh(baseline.Client, baseline.ClientFamily, baseline.ClientKind) {
		other |= app.OtherClient
	}
	if fresh(baseline.Action, baseline.Class) {
		other |= app.OtherOperations
	}
	for i := range e.found {
		if f := &e.found[i]; f.Signal.Name == "volume_burst" && f.Rate <= commonRate {
			other |= app.MoreVolume
		}
	}
	return other
}

// moved is what a use moved: rows, else bytes.
func moved(ev *event.Event) int64 {
	if ev.Rows > 0 {
		return ev.Rows
	}
	return ev.Bytes
}
