package engine

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Most incidents that are remembered, the open ones among them, so that an
// analyst may decide about one that has closed; and most of the new values of
// each, about 60 bytes long. The incident opened first is forgotten first.
const mostAccounts, mostAccountValues = 12_000, 16

// longestText bounds a value's printable form in an account, in bytes.
const longestText = 64

// account is what an incident leaves behind for whoever decides about it.
type account struct {
	token    store.Key // zero: of no single token
	source   uint32
	app      store.Key
	opened   int64
	open     bool
	person   bool
	strength app.Strength // of the episode that was left out of the pool
	values   []newValue
	keys     []uint32 // evidence

	decided  int64 // event time of the decision in force; 0 none
	verdict  inventory.Verdict
	untaught bool // the token has not been used since
}

// newValue is what a flagged record showed and the token did not know.
type newValue struct {
	dim  baseline.Dim
	told bool // it was evidence itself
	fp   uint32
	text string
}

// accounts holds them by the id of the incident, and the decisions about them.
type accounts struct {
	all      map[string]*account
	untaught map[store.Key][]string
	due      map[uint32][]inventory.Disposition // by source, in order of their time
	unmet    map[string][]inventory.Disposition // about incidents that are not known
	lost     int64
}

func newAccounts() accounts {
	return accounts{
		all: map[string]*account{}, untaught: map[store.Key][]string{},
		due: map[uint32][]inventory.Disposition{}, unmet: map[string][]inventory.Disposition{},
	}
}

// opened begins an account. A decision may be waiting for it: a replay is
// judged with what was found of its incidents long ago.
func (s *accounts) opened(o *incident.Open, app store.Key, person bool) {
	if len(s.all) >= mostAccounts {
		s.forget()
	}
	id := o.Verdict.IncidentID
	s.all[id] = &account{token: o.Key, source: o.Source, app: app, opened: o.Opened, open: true, person: person}
	if waiting := s.unmet[id]; len(waiting) > 0 {
		delete(s.unmet, id)
		s.due[o.Source] = append(s.due[o.Source], waiting...)
		slices.SortStableFunc(s.due[o.Source], compareDispositions)
	}
}

func compareDispositions(a, b inventory.Disposition) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Incident, b.Incident))
}

// closed keeps the evidence of an incident that is over.
func (s *accounts) closed(o *incident.Open) {
	if a := s.all[o.Verdict.IncidentID]; a != nil {
		a.open = false
		a.keys = slices.Clone(o.Evidence())
	}
}

func (s *accounts) forget() {
	ids := s.sorted()
	slices.SortStableFunc(ids, func(x, y string) int {
		a, b := s.all[x], s.all[y]
		if a.open != b.open {
			if b.open {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.opened, b.opened)
	})
	for _, id := range ids[:max(len(ids)/16, 1)] {
		a := s.all[id]
		if a.untaught {
			s.taught(a.token, id)
		}
		delete(s.all, id)
		s.lost++
	}
}

func (s *accounts) taught(token store.Key, id string) {
	ids := slices.DeleteFunc(s.untaught[token], func(other string) bool { return other == id })
	if s.untaught[token] = ids; len(ids) == 0 {
		delete(s.untaught, token)
	}
}

func (s *accounts) sorted() []string {
	ids := make([]string, 0, len(s.all))
	for id := range s.all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// add notes a value once.
func (a *account) add(d baseline.Dim, fp uint32, text string, told bool) (added bool) {
	for i := range a.values {
		if v := &a.values[i]; v.dim == d && v.fp == fp {
			v.told = v.told || told
			return false
		}
	}
	if len(a.values) >= mostAccountValues {
		return false
	}
	a.values = append(a.values, newValue{d, told, fp, strings.Clone(text[:min(len(text), longestText)])})
	return true
}

// kept is whether a confirmed incident's value stays out: what was evidence,
// and where and with what client the thief was. What else they touched may be
// touched by anybody.
func (v *newValue) kept() bool { return v.told || v.dim <= baseline.Issuer }
