package incident

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// mostClauses is how many signals a reason spells out; the rest are counted.
const mostClauses = 3

// History is what "how rare" rests on.
type History struct {
	OwnWeeks float64 // of the token, faded
	Siblings int     // other tokens of its app, in its tenant
	Showed   int     // how many of them have shown the value that most of them have shown
	Pooled   float64 // token-weeks of all machines' or all persons' tokens
}

// Reason is the sentence an analyst reads: whose token, what was seen, what is
// normal and since when, how rare, and on what history that rests.
func (a *Assessment) Reason(t *Token, b *Baseline, shown []Shown, h History) string {
	var s strings.Builder
	s.WriteString(t.Name())
	clauses := 0
	for i := range a.Evidence {
		e := &a.Evidence[i]
		if clauses == mostClauses {
			fmt.Fprintf(&s, "; and %s", strings.Join(names(a.Evidence[i:]), ", "))
			break
		}
		if clauses > 0 {
			s.WriteString(";")
		}
		clauses++
		switch {
		case e.Why != "":
			s.WriteString(" " + e.Why)
		default:
			fmt.Fprintf(&s, " showed %s: %s", e.Signal.Phrase, shown[i].Seen)
			if n := shown[i].Normal; n != "" {
				fmt.Fprintf(&s, " (normal since %s: %s)", date(b.Since), short(n))
			}
		}
	}
	for i, d := range a.Weighed.Earlier {
		if i == 0 {
			s.WriteString("; within two hours before also")
		} else {
			s.WriteString(" and")
		}
		s.WriteString(" " + d.Phrase)
	}
	if a.Sharing != nil && a.Newcomer == nil {
		s.WriteString(a.Sharing.clause())
	}
	if a.Newcomer != nil {
		s.WriteString(a.Newcomer.clause())
	}
	if !a.ByRule && a.Weighed.Rate > 0 {
		fmt.Fprintf(&s, "; expected %s, by %s", Often(a.Weighed.Rate), h.said(a.Weighed.Person))
	}
	s.WriteString(".")
	return s.String()
}

// said names the history in the order of how much it tells of this token.
func (h *History) said(person bool) string {
	parts := []string{weeks(h.OwnWeeks) + " of its own history"}
	switch {
	case h.Siblings == 0:
	case h.Showed == 0:
		parts = append(parts, plural(h.Siblings, "sibling token")+" that never showed this")
	default:
		parts = append(parts, fmt.Sprintf("%s (%d showed some of this)", plural(h.Siblings, "sibling token"), h.Showed))
	}
	if h.Pooled >= 1.5 {
		whose := "machines'"
		if person {
			whose = "persons'"
		}
		parts = append(parts, fmt.Sprintf("%s of all %s tokens together", weeks(h.Pooled), whose))
	}
	return strings.Join(parts, ", ") + " and the shipped prior"
}

func plural(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

func names(found []signal.Evidence) (list []string) {
	for i := range found {
		list = append(list, found[i].Signal.Name)
	}
	return list
}

// Name is how a sentence calls a token.
func (t *Token) Name() string {
	var s strings.Builder
	s.WriteString("The " + t.Provider + " token")
	if t.App != "" {
		s.WriteString(" of " + t.App)
	}
	if t.Actor != "" && t.Actor != t.App {
		s.WriteString(" (" + t.Actor + ")")
	}
	return s.String()
}

// Often says a weekly rate in words.
func Often(rate float64) string {
	w := 1 / rate
	switch {
	case w < 2:
		return "about weekly"
	case w < 8:
		return fmt.Sprintf("about once in %.0f weeks", w)
	case w < 104:
		return fmt.Sprintf("about once in %.0f months", math.Round(w/4.35))
	}
	return fmt.Sprintf("about once in %.0f years", math.Round(w/52.2))
}

func weeks(w float64) string {
	if w < 1.5 {
		return "a week"
	}
	return fmt.Sprintf("%.0f weeks", w)
}

func date(nano int64) string { return time.Unix(0, nano).UTC().Format(time.DateOnly) }

// short keeps a normal set readable inside a sentence; the whole set is in the
// evidence attribute.
func short(s string) string {
	const limit = 160
	if len(s) <= limit {
		return s
	}
	if i := strings.LastIndex(s[:limit], ", "); i > 0 {
		return s[:i] + ", ..."
	}
	return s[:limit] + "..."
}

// References joins the identifiers of all evidence, most telling first.
func (a *Assessment) References() (refs []string) {
	seen := map[string]bool{}
	for i := range a.Evidence {
		for _, r := range a.Evidence[i].Signal.References {
			if !seen[r] {
				seen[r] = true
				refs = append(refs, r)
			}
		}
	}
	return refs
}

// Signals names the evidence, and what other families showed shortly before.
func (a *Assessment) Signals() (names []string) {
	add := func(d *signal.Def) {
		if !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	for i := range a.Evidence {
		add(a.Evidence[i].Signal)
	}
	for _, d := range a.Weighed.Earlier {
		add(d)
	}
	return names
}
