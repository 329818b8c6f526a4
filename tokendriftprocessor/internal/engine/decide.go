package engine

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// writeDown notes what a flagged record of a token with an open incident
// shows for the first time.
func (e *Engine) writeDown(u *use, a *incident.Assessment) {
	o := e.book.Of(u.head.Key)
	if o == nil {
		return
	}
	of := e.accounts.all[o.Verdict.IncidentID]
	if of == nil {
		return
	}
	if ep := &u.visit.Episode; ep.Flagged {
		of.strength = of.strength.Max(app.Strength(ep.Strength))
	}
	added := false
	for d := baseline.Prefix; d < baseline.Hour; d++ {
		if e.query.FP[d] != 0 && !e.answer.Known(d) {
			told := slices.ContainsFunc(a.Evidence, func(f signal.Evidence) bool { return f.Dim == d })
			added = of.add(d, e.query.FP[d], e.query.Text[d], told) || added
		}
	}
	for _, s := range u.c.NewScopes {
		added = of.add(baseline.Scope, baseline.Hash(s), s, true) || added
	}
	if added && of.decided != 0 && of.verdict == inventory.VerdictConfirmed {
		e.teachLater(o.Verdict.IncidentID, of)
	}
}

// meet sorts the dispositions of the inventory by the incidents that are known,
// and carries out those whose time is past.
func (e *Engine) meet() {
	s := &e.accounts
	clear(s.due)
	clear(s.unmet)
	for _, d := range e.inventory.Dispositions() {
		a := s.all[d.Incident]
		switch {
		case a == nil:
			s.unmet[d.Incident] = append(s.unmet[d.Incident], d)
		case a.decided == 0 || d.At.UnixNano() > a.decided || d.At.UnixNano() == a.decided && d.Verdict > a.verdict:
			s.due[a.source] = append(s.due[a.source], d)
		}
	}
	for _, src := range e.feeds.all {
		e.pending = append(e.pending, e.decideDue(src, src.watermark)...)
	}
}

// decideDue carries out the decisions about a source's incidents that fall due at
// its watermark, and before each what closes by itself before it.
func (e *Engine) decideDue(src *feed, watermark int64) (told []*incident.Notice) {
	list := e.accounts.due[src.number]
	for len(list) > 0 && list[0].At.UnixNano() <= watermark {
		told = append(told, e.closeDue(src, list[0].At.UnixNano())...)
		told = append(told, e.decide(list[0])...)
		list = list[1:]
	}
	if e.accounts.due[src.number] = list; len(list) == 0 {
		delete(e.accounts.due, src.number)
	}
	return told
}

func (e *Engine) closeDue(src *feed, watermark int64) (told []*incident.Notice) {
	for _, o := range e.book.Due(src.number, watermark) {
		n := e.closing(o, o.LastEvidence+int64(e.o.ClearAfter), "no new evidence for "+e.o.ClearAfter.String())
		n.Action = o.Verdict.AfterSilence(e.o.Step)
		told = append(told, n)
	}
	return told
}

// decide puts an analyst's word in force. Benign closes the incident, teaches
// the token what it showed and counts the episode among those that tokens
// really show; confirmed keeps what it showed out, of the app's common values
// too. The token learns it with its next use, since it may not be in memory.
func (e *Engine) decide(d inventory.Disposition) (told []*incident.Notice) {
	a := e.accounts.all[d.Incident]
	if a == nil {
		return nil // forgotten since
	}
	was := a.decided != 0 && a.verdict == inventory.VerdictBenign
	benign := d.Verdict == inventory.VerdictBenign
	a.decided, a.verdict = max(d.At.UnixNano(), 1), d.Verdict
	if pool := e.rates.Of(a.person); benign && !was {
		pool.Move(0, a.strength)
	} else if was && !benign {
		pool.Move(a.strength, 0)
	}
	if o := e.book.ByID(d.Incident); o != nil {
		a.keys = slices.Clone(o.Evidence())
		if benign {
			e.book.Remove(o)
			e.vouch(o)
			told = append(told, e.closing(o, max(d.At.UnixNano(), o.LastSeen), "found benign by "+firstOf(d.By, "an analyst")))
		}
	}
	e.teachLater(d.Incident, a)
	return told
}

// teachLater bars or frees the app's values now, and the token's with its next
// use.
func (e *Engine) teachLater(id string, a *account) {
	at, confirmed := seconds(a.decided), a.verdict == inventory.VerdictConfirmed
	for i := range a.values {
		if v := &a.values[i]; v.kept() {
			e.apps.Bar(a.app, v.dim, v.fp, at, confirmed)
		}
	}
	e.accounts.taught(a.token, id) // the latest word comes last
	e.accounts.untaught[a.token] = append(e.accounts.untaught[a.token], id)
	a.untaught = true
}

// teach tells a token what was decided about its incidents.
func (e *Engine) teach(h *baseline.Head) {
	ids, held := e.accounts.untaught[h.Key]
	if !held {
		return
	}
	delete(e.accounts.untaught, h.Key)
	for _, id := range ids {
		a := e.accounts.all[id]
		a.untaught = false
		at := min(seconds(a.decided), max(h.LastSeen, seconds(a.opened)))
		for i := range a.values {
			switch v := &a.values[i]; {
			case a.verdict == inventory.VerdictBenign:
				e.tokens.Allow(h, v.dim, v.fp, v.text, at)
				if class, ok := event.ParseClass(v.text); ok && v.dim == baseline.Class {
					h.MostHarm = max(h.MostHarm, uint8(class))
				}
			case v.kept():
				e.tokens.Bar(h, v.dim, v.fp, v.text, at)
			}
		}
		if a.verdict == inventory.VerdictConfirmed {
			e.unsay(h, a.keys) // who comes back is news
		}
	}
}

// unsay forgets that evidence opened an incident: it may open another.
func (e *Engine) unsay(h *baseline.Head, keys []uint32) {
	for _, k := range keys {
		if v := e.tokens.FindValue(h, baseline.Said, k^openedMark|1); v != nil {
			v.SetLast(0)
		}
	}
}
