package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// falseIncidentBudget is the processor's default, which the evaluation leaves
// as it is: false incidents per token and week.
const falseIncidentBudget = 0.001

// table is printed as text and as Markdown.
type table struct {
	title string
	head  []string
	rows  [][]string
	notes []string
}

// tables are all that is printed.
func (all *evaluation) tables() []table {
	var list []table
	if all.tallies[oursName] != nil {
		list = append(list, all.overall(), all.budget(), all.kinds(), all.causes())
	}
	return append(list, all.own...)
}

func (all *evaluation) overall() table {
	ours := all.tallies[oursName]
	t := table{
		title: fmt.Sprintf("%d records, %d tokens, %.0f token-weeks and %d abuses in %s",
			all.records, all.tokens, ours.tokenWeeks, len(ours.scenarios), strings.Join(all.estates, ", ")),
		head: []string{
			"detector", "caught", "by rules", "by statistics", "records until caught: median", "p90", "hours: median", "p90",
			"false incidents", "false reviews", "false incident days", "false review days", "tokens wrongly contained",
		},
		notes: []string{
			"False figures are per 1000 token-weeks. A day is a token and a UTC day with a benign record so tagged. What was not caught counts as infinite (never) in medians.",
			"An anchor catches with any alert on a record of the abuse, for it names no signals; of its alerts on one token and day one counts as a false incident.",
			"first-seen: a value the token has not shown in 14 days, once the token is 14 days old. network: AS number; client: product and major version of the user agent; action: the operation.",
			fmt.Sprintf("fixed volume: more than %d uses or %d rows of a token in an hour.", usesAnHour, rowsAnHour),
		},
	}
	for _, name := range all.names {
		t.rows = append(t.rows, all.tallies[name].overallRow(name))
	}
	if all.tallies[forestName] != nil {
		t.notes = append(t.notes, forestName+": v0.144.0 with its defaults and all of its features of a log record (severity, gap, length), a resource for each token. Its trees are drawn by the clock: no two runs are the same.")
	}
	if all.footnote != "" {
		t.notes = append(t.notes, all.footnote)
	}
	return t
}

func (t *tally) overallRow(name string) []string {
	all, byRule := t.caught()
	rules, statistics, contained := strconv.Itoa(byRule), strconv.Itoa(all-byRule), strconv.Itoa(t.contained)
	reviews, reviewDays := t.per1000(t.reviews), t.per1000(t.reviewDays)
	if name != oursName {
		rules, statistics, contained, reviews, reviewDays = "", "", "", "", ""
	}
	records, hours := t.untilCaught()
	return []string{
		name, fmt.Sprintf("%d of %d (%.0f %%)", all, len(t.scenarios), 100*t.caughtShare()), rules, statistics,
		figure(median(records)), figure(p90(records)), figure(median(hours)), figure(p90(hours)),
		t.per1000(t.incidents), reviews, t.per1000(t.incidentDays), reviewDays, contained,
	}
}

func (t *tally) caughtShare() float64 {
	n, _ := t.caught()
	return float64(n) / float64(max(1, len(t.scenarios)))
}

// rate is per 1000 token-weeks.
func (t *tally) rate(n int) float64 { return 1000 * float64(n) / t.tokenWeeks }

func (t *tally) per1000(n int) string { return figure(t.rate(n)) }

func (t *tally) untilCaught() (records, hours []float64) {
	for _, o := range t.scenarios {
		if o.caught {
			records, hours = append(records, float64(o.records)), append(hours, o.hours)
		} else {
			records, hours = append(records, math.Inf(1)), append(hours, math.Inf(1))
		}
	}
	return records, hours
}

func (all *evaluation) budget() table {
	t := all.tallies[oursName]
	row := func(name string, n int) []string {
		low, high := poissonInterval(n)
		return []string{
			name, strconv.Itoa(n), short(float64(n) / t.tokenWeeks), short(low/t.tokenWeeks) + " to " + short(high/t.tokenWeeks),
			short(float64(n) / t.tokenWeeks / falseIncidentBudget),
		}
	}
	return table{
		title: fmt.Sprintf("False incidents per token and week against the budget of %g", falseIncidentBudget),
		head:  []string{"", "false incidents", "per token and week", "95 % interval (Poisson)", "times the budget"},
		rows:  [][]string{row("all", t.incidents), row("by statistics, which the budget is for", t.statistical), row("by rules", t.incidents-t.statistical)},
	}
}

// kinds is a row per kind of abuse, those missed most first.
func (all *evaluation) kinds() table {
	byKind := map[string][]outcome{}
	for _, o := range all.tallies[oursName].scenarios {
		byKind[o.kind] = append(byKind[o.kind], o)
	}
	anchor := map[string]int{}
	if first := all.tallies[firstSeenAll]; first != nil {
		for _, o := range first.scenarios {
			if o.caught {
				anchor[o.kind]++
			}
		}
	}
	t := table{
		title: "Abuse by kind",
		head:  []string{"kind", "abuses", "caught", "by rules", "records until caught: median", firstSeenAll + " caught", "missed"},
		notes: []string{"An asterisk: an incident opened on it, with none of the signals expected."},
	}
	kinds := make([]string, 0, len(byKind))
	for kind := range byKind {
		kinds = append(kinds, kind)
	}
	of := func(kind string) *tally { return &tally{scenarios: byKind[kind]} }
	slices.SortFunc(kinds, func(a, b string) int {
		return cmp.Or(cmp.Compare(of(a).caughtShare(), of(b).caughtShare()), cmp.Compare(a, b))
	})
	for _, kind := range kinds {
		n, rules := of(kind).caught()
		records, _ := of(kind).untilCaught()
		var missed []string
		for _, o := range byKind[kind] {
			switch {
			case o.caught:
			case o.otherwise:
				missed = append(missed, o.name+"*")
			default:
				missed = append(missed, o.name)
			}
		}
		t.rows = append(t.rows, []string{
			kind, strconv.Itoa(len(byKind[kind])), strconv.Itoa(n), strconv.Itoa(rules), figure(median(records)), strconv.Itoa(anchor[kind]), enumerate(missed),
		})
	}
	return t
}

// enumerate writes at most eight.
func enumerate(list []string) string {
	const most = 8
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}

// causes is a row per benign change or population that was falsely flagged.
func (all *evaluation) causes() table {
	ours := all.tallies[oursName]
	t := table{
		title: "False verdicts by cause, in numbers",
		head:  []string{"cause", "incidents", "incident days", "reviews", "review days", "signals"},
	}
	byKind, signals := map[string]*causeCount{}, map[string][]string{}
	for _, c := range ours.sortedCauses() {
		n := ours.causes[c]
		if byKind[c.kind] == nil {
			byKind[c.kind] = new(causeCount)
		}
		k := byKind[c.kind]
		k.incidents += n.incidents
		k.incidentDays += n.incidentDays
		k.reviews += n.reviews
		k.reviewDays += n.reviewDays
		if n.incidents+n.reviews > 0 && len(signals[c.kind]) < 3 {
			signals[c.kind] = append(signals[c.kind], fmt.Sprintf("%s (%d, %d)", c.signals, n.incidents, n.reviews))
		}
	}
	kinds := make([]string, 0, len(byKind))
	for kind := range byKind {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		x, y := byKind[a], byKind[b]
		return cmp.Or(cmp.Compare(y.incidents, x.incidents), cmp.Compare(y.incidentDays, x.incidentDays), cmp.Compare(y.reviews, x.reviews), cmp.Compare(a, b))
	})
	for _, kind := range kinds {
		k := byKind[kind]
		t.rows = append(t.rows, []string{
			kind, strconv.Itoa(k.incidents), strconv.Itoa(k.incidentDays), strconv.Itoa(k.reviews), strconv.Itoa(k.reviewDays), strings.Join(signals[kind], "; "),
		})
	}
	if len(kinds) > 0 {
		t.notes = []string{"Signals with (incidents, reviews), the three most frequent sets."}
	}
	return t
}

// figure has one digit behind the point below ten.
func figure(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case math.IsInf(v, 1):
		return "never"
	case v == math.Trunc(v) || v >= 10:
		return strconv.FormatFloat(v, 'f', 0, 64)
	default:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
}

// short has two figures that tell.
func short(v float64) string { return strconv.FormatFloat(v, 'g', 2, 64) }
