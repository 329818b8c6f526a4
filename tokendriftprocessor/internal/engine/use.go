package engine

import (
	"encoding/hex"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// use is one judgement under way.
type use struct {
	ev        *event.Event
	src       *feed
	time      int64
	at        uint32
	late      bool
	grantOnly bool
	place     uint32
	head      *baseline.Head // nil: the token is not held
	visit     baseline.Visit // the token's, as it goes on
	app       store.Key      // zero: none named, or nothing to ask of it
	sharing   sharing
	allowed   uint32 // dimensions in which an exception allows what is new
	spot      spot
	stolen    *app.Move // the theft of its app that the use is part of; nil: none
	c         signal.Context
}

// judge takes one use through the rooms: origin, inventory and lifecycle,
// baseline, signals, incident. It scores first and learns afterwards.
func (e *Engine) judge(u *use) (*incident.Verdict, []*incident.Notice) {
	ev := u.ev
	u.at = seconds(u.time)
	client := e.clients.Class(ev.Origin.UserAgent)
	e.o.Origin.Place(&ev.Origin, &e.place)
	if ev.Kind&event.KindUse != 0 {
		e.locate(u, client.Kind)
	} else {
		e.find(u)
	}
	u.c = signal.Context{
		Event: ev, Time: u.time, At: u.at, Place: &e.place, Client: client,
		Set: e.tokens, Head: u.head, Query: &e.query, Answer: &e.answer,
		RulesOnly: u.late || u.head == nil, GrantOnly: u.grantOnly,
		Unsettled: e.o.Without.Has(incident.WithoutSettling),
	}
	if u.head != nil && !u.late && u.at < u.head.FirstSeen {
		u.head.FirstSeen = u.at
	}
	e.rates.At(seconds(u.src.watermark))
	if u.head != nil {
		e.teach(u.head)
		e.succeed(u)
	}
	e.declared(u)
	e.facts(u)
	if u.head != nil {
		u.visit = e.tokens.Visit(u.head)
		e.registered(u)
		e.ask(u)
		e.follow(u)
	}
	e.found = signal.All(&u.c, e.found[:0])
	if len(e.found) > 0 {
		e.found = e.excepted(u, e.found)
	}
	a := e.rules.Assess(e.found, u.head, &u.visit, ev, u.at, e.rates)
	if u.head != nil {
		e.gather(u, &a)
		e.newcomer(u, &a)
		e.followMove(u)
	}
	v, notices := e.verdict(u, &a)
	e.shareTold(u)
	if u.head != nil && ev.Kind&event.KindUse != 0 && ev.Outcome != event.OutcomeFailure {
		e.remember(u)
		notices = append(notices, e.firstDaysAfterAll(u)...)
	}
	if u.head != nil && !u.late {
		e.learn(u, &a, v != nil)
	}
	if u.head != nil {
		e.tokens.Keep(u.head, &u.visit, u.at)
	}
	return v, notices
}

func (e *Engine) index(ev *event.Event) store.Key {
	e.key = ev.AppendKey(e.key[:0])
	return e.keys.index(e.key)
}

// locate finds the token, or admits it: a failed use admits none, and when all
// places are taken a less worthy token must go first.
func (e *Engine) locate(u *use, kind origin.Kind) {
	k := e.index(u.ev)
	withheld := false
	if u.place = e.tokens.Find(k); u.place == 0 {
		u.place, withheld = e.recall(k, u.at, u.src.number)
	}
	switch {
	case u.place != 0:
		e.touch(u.place)
	case withheld:
		e.stats.Withheld++
	case u.ev.Outcome != event.OutcomeFailure && !u.late:
		if u.place = e.admit(k, u.at, u.src.number); u.place != 0 {
			e.touch(u.place)
			e.introduce(u, kind)
		}
	}
	if u.place != 0 {
		e.tokens.Belongs(u.place, u.src.number)
		u.head = e.tokens.At(u.place)
	}
}

// introduce writes down at admission what does not change: the fingerprint and
// the names for sentences.
func (e *Engine) introduce(u *use, kind origin.Kind) {
	h, ev := e.tokens.At(u.place), u.ev
	h.Fingerprint = e.keys.fingerprint(e.key)
	h.Grade = uint8(ev.Subject.Grade)
	h.AppText = e.tokens.Texts.Keep(firstOf(ev.App.Name, ev.App.Key()))
	if k := e.appKey(ev); k != (store.Key{}) {
		if e.apps.Join(k, u.at) {
			e.freezeAgain(k)
		}
	}
	h.ActorText = e.tokens.Texts.Keep(firstOf(ev.Actor.Email, ev.Actor.Login, ev.Actor.ID))
	person := ev.Actor.Nature != event.NatureService &&
		(ev.Subject.Grade == event.GradeActor || kind == origin.KindBrowser)
	switch {
	case person:
		h.Flags |= baseline.IsPerson
	case ev.Actor.Nature == event.NaturePerson:
		h.Flags |= baseline.MayBePerson
	}
}

// declared finds the token's inventory entry, once per inventory.
func (e *Engine) declared(u *use) {
	if !e.inventory.Declared() {
		return
	}
	if u.head != nil && u.head.Seen == e.generation {
		if u.head.Entry != 0 {
			u.c.Entry = e.entries[u.head.Entry-1]
		}
		return
	}
	ev := u.ev
	q := inventory.Query{
		Provider: ev.Provider, Tenant: ev.Tenant, App: ev.App, Actor: ev.Actor, Credentials: credentials(ev),
	}
	if u.head != nil {
		q.TokenID = hex.EncodeToString(u.head.Fingerprint[:])
	}
	u.c.Entry = e.inventory.Token(q)
	if u.head == nil {
		return
	}
	if u.c.Entry != nil {
		e.twoMatch(u.c.Entry, e.inventory.Rival(q))
	}
	e.seenByExceptions(u, q.TokenID)
	u.c.Entry = e.handedOn(u, u.c.Entry)
	u.head.Seen, u.head.Entry = e.generation, 0
	u.head.Flags &^= baseline.Declared
	if u.c.Entry != nil {
		if !u.c.Entry.Carried {
			u.head.Flags |= baseline.Declared
		}
		u.head.Entry = e.entryNumber(u.c.Entry)
	}
}

// entryNumber numbers the entries that tokens refer to, since a head holds no
// pointers.
func (e *Engine) entryNumber(t *inventory.Token) uint32 {
	n, held := e.numbers[t]
	if !held {
		e.entries = append(e.entries, t)
		n = uint32(len(e.entries))
		e.numbers[t] = n
	}
	return n
}

// credentials are the ids in a record by which an inventory may name a token.
func credentials(ev *event.Event) []string {
	ids := make([]string, 0, 4)
	if ev.Instance != "" {
		ids = append(ids, ev.Instance)
	}
	for _, p := range ev.Subject.Parts {
		if p != "" {
			ids = append(ids, p)
		}
	}
	return ids
}
