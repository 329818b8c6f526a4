package engine

import (
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// beginMove follows the app of a use from a place young to its token; nil for
// an app too small to move as a whole, or when too many are followed.
func (e *Engine) beginMove(u *use) *app.Move {
	key := u.appOf(e)
	if key == (store.Key{}) || e.apps.Tokens(key) < app.FewestMoved {
		return nil
	}
	mv := e.moves.Begin(key, u.src.number, u.at)
	if mv == nil {
		return nil
	}
	ev := u.ev
	mv.Provider, mv.File = strings.Clone(ev.Provider), strings.Clone(ev.Source)
	mv.AppID, mv.ClientID, mv.AppName = strings.Clone(ev.App.ID), strings.Clone(ev.App.ClientID), strings.Clone(ev.App.Name)
	return mv
}

// call names the young place of a use.
func (e *Engine) call(mv *app.Move, u *use) {
	p := &e.place
	name := p.Network
	if p.NetworkName != "" {
		name += " (" + p.NetworkName + ")"
	}
	if p.Region != "" {
		name = p.Region + " of " + name
	}
	if u.spot.dim == baseline.Prefix && p.Known && p.Prefix.String() != p.Network {
		name = p.Prefix.String() + " of " + name
	}
	mv.Call(u.spot.dim, u.spot.place, strings.Clone(p.Network), strings.Clone(name))
}

// openWhole opens an incident on the first of an app's tokens that is held.
func (e *Engine) openWhole(src *feed, mv *app.Move, tokens []store.Key, at int64) (*incident.Open, []*incident.Notice) {
	var told []*incident.Notice
	place := uint32(0)
	for _, k := range tokens {
		if e.book.Of(k) != nil {
			continue // of something else
		}
		if place = e.tokens.Find(k); place == 0 {
			place, _ = e.recall(k, seconds(at), src.number)
		}
		if place != 0 {
			break
		}
	}
	if place == 0 || len(mv.Records) == 0 {
		return nil, nil
	}
	if first := e.book.Crowded(); first != nil {
		e.book.Remove(first)
		told = append(told, e.closing(first, at, "to make room, there are too many open incidents"))
	}
	e.touch(place)
	h := e.tokens.At(place)
	v := incident.Verdict{Level: incident.LevelIncident, Policy: e.policy, Token: e.tokenOf(h, src)}
	v.IncidentID = incidentID(h.Fingerprint, mv.Records[0])
	v.Baseline = incident.Baseline{State: "mature", Since: int64(h.FirstSeen) * int64(time.Second), Uses: int64(h.Uses)}
	if h.Seen == e.generation && h.Entry != 0 {
		t := e.entries[h.Entry-1]
		v.Token.Owner, v.Token.Purpose, v.Token.Shared = t.Owner, t.Purpose, t.Shared()
	}
	o := &incident.Open{
		Verdict: v, Key: h.Key, Source: src.number, App: mv.App, Opened: at, LastEvidence: at, LastNotice: at,
		FirstSeen: mv.First, LastSeen: mv.Last, Count: mv.Count, Volume: mv.Volume,
		Records: slices.Clone(mv.Records), Systems: slices.Clone(mv.Systems), Objects: slices.Clone(mv.Objects),
	}
	e.book.Put(o)
	e.accounts.opened(o, mv.App, bool(h.Person()))
	e.freeze(o)
	e.mark(o.Key, true)
	e.stats.Opened++
	return o, told
}

// rewrite makes an incident one of the whole app.
func (e *Engine) rewrite(o *incident.Open, mv *app.Move, t *app.Test, rate float64) {
	v, d := &o.Verdict, signal.ByName("app_theft")
	a := incident.Assessment{Level: incident.LevelIncident, Severity: incident.SeverityCritical, Evidence: []signal.Evidence{{
		Signal: d, Value: mv.Place, Seen: fmt.Sprintf("%d of %d tokens at work, in %s", t.Moved, t.Active, mv.Name), Says: signal.SaysIncident,
	}}}
	f := &a.Evidence[0]
	f.Why = fmt.Sprintf("is one of %d of its app's %d tokens at work that are used from %s since %s, and no vendor's migration looks like that: %s; expected %s, by the shipped prior and the history of this deployment",
		t.Moved, t.Active, mv.Name, time.Unix(0, mv.First).UTC().Format(time.RFC3339), broken(t), incident.Often(rate))
	normal := ""
	if place := e.tokens.Find(o.Key); place != 0 {
		normal = e.normal(&use{head: e.tokens.At(place), at: seconds(mv.Last)}, baseline.Network)
	}
	o.Learn(evidenceKeys(&a))
	v.Signals = prepend(a.Signals(), v.Signals)
	v.References = prepend(a.References(), v.References)
	v.Evidence = append([]incident.Shown{{Signal: d.Name, Seen: f.Seen, Normal: normal}}, v.Evidence...)
	v.Score = max(v.Score, -math.Log2(rate))
	v.Severity = incident.SeverityCritical
	v.Reason = a.Reason(&v.Token, &v.Baseline, v.Evidence[:1], incident.History{})
	stake := incident.Stake{Purpose: v.Token.Purpose, Provider: mv.Provider, Step: e.o.Step}
	if place := e.tokens.Find(o.Key); place != 0 {
		if h := e.tokens.At(place); h.Seen == e.generation && h.Entry != 0 {
			entry := e.entries[h.Entry-1]
			stake.Business, stake.Shared, stake.Who = entry.Tier == inventory.TierBusiness, entry.Shared(), entry.Consumers
		}
	}
	v.Action = a.Step(stake, &event.Event{Provider: mv.Provider, Source: mv.File})
}

// prepend puts what is not in a list in front of it.
func prepend(first, list []string) []string {
	return append(first, slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(first, s) })...)
}

// broken says which clauses of a migration a move breaks.
func broken(t *app.Test) string {
	var list []string
	for _, c := range [...]struct {
		is  app.Clauses
		say string
	}{
		{app.OldInUse, "their old place goes on being used"},
		{app.SomeOnly, fmt.Sprintf("the %d others stayed where they were", t.Stayed)},
		{app.OtherClient, "the client is another"},
		{app.OtherOperations, "the operations are others"},
		{app.MoreVolume, "they move more than ever"},
	} {
		if t.Broken&c.is != 0 {
			list = append(list, c.say)
		}
	}
	return strings.Join(list, ", ")
}

// join makes a token part of an app's incident.
func (e *Engine) join(o *incident.Open, token store.Key) bool {
	place := e.tokens.Find(token)
	id := ""
	if place != 0 {
		fp := e.tokens.At(place).Fingerprint
		id = hex.EncodeToString(fp[:])
	}
	e.book.Touch(o)
	if !e.book.Join(o, token, id) {
		return false
	}
	e.mark(token, true)
	return true
}

// joins is the incident of its whole app that a use belongs to, or nil: a token
// that is used where others of a stolen app are is part of that, and news.
func (e *Engine) joins(u *use) *incident.Open {
	mv := u.c.Move
	if mv == nil || mv.Became != app.Theft {
		return nil
	}
	o := e.book.ByID(mv.ID)
	if o == nil || !e.join(o, u.head.Key) {
		return nil
	}
	o.LastEvidence = max(o.LastEvidence, u.time)
	return o
}

// vouch remembers that an analyst found an app's move benign.
func (e *Engine) vouch(o *incident.Open) {
	if mv := e.moves.Of(o.App); mv != nil && mv.ID == o.Verdict.IncidentID {
		mv.Became, mv.Told = app.Migration, true
	}
}
