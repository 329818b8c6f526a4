package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

var ablationRow = ownRow{name: "ablation", run: ablation}

// families are the signals of each.
var families = []struct{ name, signals string }{
	{"infrastructure", "new_network new_region new_country anonymiser two_heads"},
	{"client", "new_client unapproved_runner unknown_endpoint runner_without_job new_issuer"},
	{"behaviour", "new_action new_chain new_system rare_object unusual_hour clean_up"},
	{"volume", "volume_burst volume_drain"},
	{"scope", "scope_expanded scope_exceeded"},
	{"drift", "baseline_walk app_migration app_theft"},
	{"lifecycle", "owner_offboarded role_changed app_retired dormant_revival leaked rotation_overdue"},
	{"session", "after_session_end after_rotation after_revoke token_expired refresh_reuse"},
	{"registry", "no_owner no_purpose no_baseline shared_token exception_expired"},
}

// parts are what feature gates leave out: "processor.tokendrift.without" and
// the first name. Succession comes here when there is a gate for it.
var parts = []struct{ gate, name string }{
	{"Rules", "the rules"},
	{"Pooling", "rates pooled over all tokens"},
	{"Lending", "values lent within an app"},
	{"JointTail", "the joint tail"},
	{"Multiplication", "multiplication"},
	{"Settling", "settling"},
	{"Probation", "probation"},
}

// trial is a judgement with something left out.
type trial struct {
	what string
	set  settings
}

func trials() []trial {
	list := []trial{{"nothing", settings{}}}
	for _, f := range families {
		list = append(list, trial{"the family " + f.name, settings{ignored: strings.Fields(f.signals)}})
	}
	for _, p := range parts {
		list = append(list, trial{p.name, settings{without: []string{p.gate}}})
	}
	return list
}

// ablation replays the estates without each family and each mechanism.
func ablation(y *yard) (answer, error) {
	all := trials()
	estates := make([]string, len(y.seeds))
	err := each(len(y.seeds), func(i int) error {
		estates[i] = filepath.Join(y.options.out, "rows", fmt.Sprintf("ablation-%d", y.seeds[i]), "made")
		return y.estate(estates[i], y.seeds[i])
	})
	if err != nil {
		return answer{}, err
	}
	tallies := make([]tally, len(all))
	for n := range all { // one after the other, so that few estates are in memory
		some := make([]*tally, len(y.seeds))
		err := each(len(y.seeds), func(i int) error {
			e, d, err := y.replay(fmt.Sprintf("ablation-%d/%02d", y.seeds[i], n), func(folder string) error { return linked(estates[i], folder) }, all[n].set)
			if err == nil {
				some[i] = count(e, d)
			}
			return err
		})
		if err != nil {
			return answer{}, err
		}
		tallies[n].causes = map[cause]*causeCount{}
		for _, t := range some {
			tallies[n].add(t)
		}
	}
	return answer{table: ablationTable(all, tallies)}, nil
}

// ablationTable sets each trial beside the whole, which is the first.
func ablationTable(all []trial, tallies []tally) *table {
	t := &table{
		title: "What each part earns: the same estates without it",
		head:  []string{"without", "caught", "by rules", "lost", "gained", "false incidents", "false incident days", "false review days"},
		notes: []string{"False figures are per 1000 token-weeks. Lost and gained are scenarios, against nothing left out. A family is left out by criteria, a part by a feature gate; neither is for use."},
	}
	for n := range all {
		caught, rules := tallies[n].caught()
		lost, gained := 0, 0
		for i, o := range tallies[n].scenarios {
			switch was := tallies[0].scenarios[i].caught; {
			case was && !o.caught:
				lost++
			case !was && o.caught:
				gained++
			}
		}
		t.rows = append(t.rows, []string{
			all[n].what, fmt.Sprintf("%d of %d (%.1f %%)", caught, len(tallies[n].scenarios), 100*tallies[n].caughtShare()), strconv.Itoa(rules),
			strconv.Itoa(lost), strconv.Itoa(gained), tallies[n].per1000(tallies[n].incidents), tallies[n].per1000(tallies[n].incidentDays), tallies[n].per1000(tallies[n].reviewDays),
		})
	}
	return t
}

// linked puts the files of a folder into another one without copying them.
func linked(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.Link(filepath.Join(from, f.Name()), filepath.Join(to, f.Name())); err != nil {
			return err
		}
	}
	return nil
}
