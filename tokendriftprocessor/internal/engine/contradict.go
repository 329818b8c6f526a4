package engine

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// mostContradictions bounds what is told in the life of a process; a file that
// is wrong in more places than that has one fault, and not so many.
const mostContradictions = 1000

// unusedFor is after how much event time an exception that met no token is
// taken for one whose token does not exist.
const unusedFor = int64(7 * 24 * time.Hour)

// doubts is where the inventory says one thing and the records another.
// Each is told once, with file and line; no verdict rests on it, so it is in no
// checkpoint.
type doubts struct {
	told   map[contradiction]struct{}
	unused map[*inventory.Exception]int64 // since when, event time; 0 not yet known
	hour   int64                          // of the latest look
}

type contradiction struct {
	ref  string
	kind byte
}

// The kinds.
const (
	personLeft byte = iota + 1
	personBack
	appGone
	appBack
	appInUse
	noToken
	noIncident
	twoEntries
)

func newDoubts() doubts {
	return doubts{told: map[contradiction]struct{}{}, unused: map[*inventory.Exception]int64{}}
}

func (e *Engine) contradict(ref string, kind byte, format string, args ...any) {
	c := &e.doubts
	key := contradiction{ref, kind}
	if _, told := c.told[key]; told || e.o.Contradiction == nil || len(c.told) >= mostContradictions {
		return
	}
	c.told[key] = struct{}{}
	e.o.Contradiction(ref + ": " + fmt.Sprintf(format, args...))
}

// personContradicts holds what is declared of a person against the records.
func (e *Engine) personContradicts(o *inventory.Owner, p *lifecycle.Person) {
	since := o.Since.UnixNano()
	switch {
	case !o.Stated:
	case o.Status == inventory.StatusActive && p.Offboarded && (o.Since.IsZero() || since <= p.At):
		e.contradict(o.Ref, personLeft, "owner %q is active here, but a record of %s says that they have left; the record counts, until a later `since` says that they are back", o.ID, clock(p.At))
	case o.Status == inventory.StatusOffboarded && !p.Offboarded && p.At != 0 && (o.Since.IsZero() || p.At > since):
		e.contradict(o.Ref, personBack, "owner %q is offboarded here, but a record of %s says that they are back; this entry counts, until it is changed", o.ID, clock(p.At))
	}
}

// appContradicts does the same for an app and the use that is judged.
func (e *Engine) appContradicts(u *use, d *inventory.App, a *lifecycle.AppState) {
	since := d.Since.UnixNano()
	switch {
	case !d.Stated:
	case d.Status == inventory.StatusActive && a.Retired && (d.Since.IsZero() || since <= a.At):
		e.contradict(d.Ref, appGone, "app is active here, but a record of %s says that it is retired; the record counts, until a later `since` says that it is back", clock(a.At))
	case d.Status != inventory.StatusRetired:
	case !a.Retired && a.At != 0 && (d.Since.IsZero() || a.At > since):
		e.contradict(d.Ref, appBack, "app is retired here, but a record of %s says that it is back; this entry counts, until it is changed", clock(a.At))
	case (d.Since.IsZero() || u.time > since) && u.ev.Outcome != event.OutcomeFailure:
		e.contradict(d.Ref, appInUse, "app is retired here and in use at %s; every use is an incident, until this entry is changed", clock(u.time))
	}
}

// seenByExceptions notes that a token exists which exceptions are about.
func (e *Engine) seenByExceptions(u *use, tokenID string) {
	if len(e.doubts.unused) == 0 {
		return
	}
	for _, x := range e.inventory.Exceptions(u.ev.Provider, u.ev.App, u.ev.Actor, tokenID, credentials(u.ev)) {
		delete(e.doubts.unused, x)
	}
}

// watchInventory begins to look at a new inventory.
func (e *Engine) watchInventory() {
	c := &e.doubts
	c.hour = 0
	clear(c.unused)
	for x := range e.inventory.AllExceptions() {
		if len(c.unused) < mostContradictions {
			c.unused[x] = 0
		}
	}
	if latest := e.latest(); latest != 0 {
		e.unknownIncidents(latest)
	}
}

// latest is the greatest watermark of all sources.
func (e *Engine) latest() (t int64) {
	for _, src := range e.feeds.all {
		t = max(t, src.watermark)
	}
	return t
}

// lookAround looks once an hour of event time for what should have come.
func (e *Engine) lookAround(t int64) {
	c := &e.doubts
	if e.o.Contradiction == nil || t/int64(time.Hour) <= c.hour {
		return
	}
	c.hour = t / int64(time.Hour)
	for x := range e.inventory.AllExceptions() { // in the order of the files
		since, unused := c.unused[x]
		switch {
		case !unused:
		case x.Until.UnixNano() < t && since == 0:
			delete(c.unused, x) // over before anybody could use it
		case since == 0:
			c.unused[x] = t
		case t-since > unusedFor:
			delete(c.unused, x)
			e.contradict(x.Ref, noToken, "exception is about no token that exists: none that it names was used in 7 days; it changes nothing")
		}
	}
	e.unknownIncidents(t - int64(e.o.MaxLateness))
}

// unknownIncidents tells of dispositions that should have met their incident:
// nobody decides before it has opened.
func (e *Engine) unknownIncidents(until int64) {
	if len(e.accounts.unmet) == 0 {
		return
	}
	for _, d := range e.inventory.Dispositions() {
		if _, unmet := e.accounts.unmet[d.Incident]; unmet && d.At.UnixNano() <= until {
			e.contradict(d.Ref, noIncident, "incident %q is not known: it never opened here, or it is not among the latest %d; the disposition changes nothing", d.Incident, mostAccounts)
		}
	}
}

// twoMatch tells of entries that match one token with as many keys each.
func (e *Engine) twoMatch(won *inventory.Token, lost string) {
	if lost != "" {
		e.contradict(lost, twoEntries, "matches a token that %s matches too, with as many keys; that one counts, since its text is longer or it comes first", won.Ref)
	}
}

func clock(nano int64) string { return time.Unix(0, nano).UTC().Format(time.RFC3339) }
