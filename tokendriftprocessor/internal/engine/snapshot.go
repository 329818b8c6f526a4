package engine

import (
	"fmt"
	"slices"
	"sync"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// section is one named part of the state beside the tokens, which are written
// one by one, and the duplicate window, which is a log. A name is of a to z
// and _. After an error of load the engine is not to be used.
type section struct {
	name   string
	append func([]byte) []byte
	load   func([]byte) error
	// freeze is of those that can be too long to be written under the lock:
	// what it gives writes the state of the moment of the call, bit by bit.
	freeze func() func([]byte, sync.Locker) []byte
	// changes is a number that grows with every change; nil where none counts.
	changes func() uint64
	// paged is of the one that a checkpoint has in pages of their own.
	paged bool
}

// sections is all that an engine knows beside those two, in the order in which
// it is loaded into a new engine. What was said of a token lies in its
// baseline.
func (e *Engine) sections() []section {
	return []section{
		// The first, since the others refer to sources by number.
		{name: "feeds", append: e.appendFeeds, load: e.loadFeeds},
		{name: "figures", append: e.appendFigures, load: e.loadFigures},
		{name: "pending", append: e.appendPending, load: e.loadPending},
		{name: "incidents", append: e.book.AppendBinary, load: e.loadBook, freeze: e.book.Freeze},
		{name: "lifecycle", append: e.life.AppendBinary, load: e.life.Load, freeze: e.life.Freeze, changes: e.life.Changes},
		{name: "last_uses", append: e.appendLate, load: e.loadLate, freeze: e.late.freeze, paged: true},
		{name: "owners", append: e.owners.AppendBinary, load: e.owners.Load},
		{name: "made", append: e.made.AppendBinary, load: e.made.Load},
		{name: "consumers", append: e.consumers.AppendBinary, load: e.consumers.Load, freeze: e.consumers.Freeze, changes: e.consumers.Changes},
		{name: "apps", append: e.apps.AppendBinary, load: e.apps.Load, freeze: e.apps.Freeze},
		{name: "successions", append: e.line.appendBinary, load: e.line.load},
		{name: "moves", append: e.moves.AppendBinary, load: e.moves.Load},
		{name: "rates", append: e.rates.AppendBinary, load: e.rates.Load},
		{name: "expired", append: e.appendExpired, load: e.loadExpired},
		// The last: what was decided while this was down changes the others.
		{name: "accounts", append: e.accounts.appendBinary, load: e.loadAccounts},
	}
}

const engineVersion = 1

// feedsVersion is that of the sources. Version 1 does not say which of them
// tell of jobs.
const feedsVersion = 2

func (e *Engine) appendFeeds(b []byte) []byte {
	b = incident.AppendNumber(append(b, feedsVersion), int64(len(e.feeds.all)))
	for _, f := range e.feeds.all {
		b = incident.AppendText(incident.AppendText(b, f.provider), f.tenant)
		b = incident.AppendNumber(incident.AppendNumber(b, f.watermark), f.first)
		b = incident.AppendBool(incident.AppendBool(b, f.summed), f.jobs)
		b = incident.AppendNumber(incident.AppendNumber(b, f.registry.hour), int64(f.registry.count))
	}
	return b
}

// loadFeeds gives every source the number it had: tokens and incidents refer
// to it.
func (e *Engine) loadFeeds(b []byte) error {
	r := incident.NewReader("sources", b)
	version := r.Versions(feedsVersion)
	loaded := newFeeds()
	for i := range r.Count(7, mostFeeds) {
		f := loaded.of(r.Text(), r.Text())
		f.watermark, f.first, f.summed = r.Number(), r.Number(), r.Bool()
		f.jobs = version > 1 && r.Bool()
		f.registry = registryFlood{hour: r.Number(), count: int(r.Number())}
		if len(loaded.all) != i+1 {
			r.Fail("a source twice")
		}
		if r.Err() != nil {
			break
		}
	}
	if err := r.End(); err != nil {
		return err
	}
	e.feeds = loaded
	return nil
}

func (e *Engine) appendFigures(b []byte) []byte {
	b = append(b, engineVersion)
	return incident.AppendNumber(incident.AppendNumber(b, int64(e.generation)), int64(e.factGen))
}

func (e *Engine) loadFigures(b []byte) error {
	r := incident.NewReader("figures", b)
	r.Version(engineVersion)
	generation, factGen := r.Number(), r.Number()
	if err := r.End(); err != nil {
		return err
	}
	// What tokens remember of facts and inventory was true of another
	// inventory: neither number may meet one that a token holds.
	e.generation, e.factGen = uint32(generation)+1, uint32(factGen)+1
	return nil
}

// mostPending bounds the notices that a snapshot can hold: every open incident
// may close at once.
const mostPending = 100_000

// appendPending appends what is to be told with the next event: also what was
// told and that nobody has taken yet.
func (e *Engine) appendPending(b []byte) []byte {
	var told []*incident.Notice
	if e.keep != nil {
		told = e.keep.undelivered.notices
	}
	all := slices.Concat(told, e.pending)
	all = all[:min(len(all), mostPending)]
	b = incident.AppendNumber(append(b, engineVersion), int64(len(all)))
	for _, n := range all {
		b = incident.AppendNotice(b, n)
	}
	return b
}

func (e *Engine) loadPending(b []byte) error {
	r := incident.NewReader("pending incident records", b)
	r.Version(engineVersion)
	var loaded []*incident.Notice
	for range r.Count(32, mostPending) {
		loaded = append(loaded, incident.ReadNotice(r))
		if r.Err() != nil {
			break
		}
	}
	if err := r.End(); err != nil {
		return err
	}
	e.pending = append(loaded, e.pending...)
	return nil
}

func (e *Engine) loadBook(b []byte) error {
	if err := e.book.Load(b); err != nil {
		return err
	}
	for _, n := range e.book.Sources() {
		if int(n) >= len(e.feeds.all) {
			return fmt.Errorf("open incidents: one is of source %d, but there are %d", n, len(e.feeds.all))
		}
	}
	return nil
}
