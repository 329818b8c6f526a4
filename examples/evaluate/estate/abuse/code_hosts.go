package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// herokuTravis is April 2022: OAuth tokens of CI apps list organisations and
// private repositories, then clone what they never cloned.
func herokuTravis(a *attack) bool {
	name, n := "Travis CI", 1
	if a.loud {
		name, n = "Heroku Dashboard", 4
	}
	start := a.Moment(a.Dice, 4*day)
	for i, t := range a.grants(name, n) {
		from := a.own(t, a.neighbour(t))
		if a.loud {
			from = a.rented(t)
		}
		at, spacing := start.Add(time.Duration(i)*33*time.Minute), 3*time.Hour
		if a.loud {
			at = a.look(t, at, from, 2)
			spacing = 20 * time.Second
		}
		a.several(t, at.Add(9*time.Minute), from, []vendors.Operation{{Kind: "git.clone"}}, 12, spacing)
	}
	a.truth("clones of unseen repositories; loud: lists of organisations and repositories first", behaviour, elsewhere, client, volume+"|app_theft")
	return len(a.marks) > 0
}

// circleCI is December 2022: customers' GitHub tokens and cloud keys, used from
// VPN addresses for what they are used for anyway.
func circleCI(a *attack) bool {
	tokens := a.grants("CircleCI", 1)
	if !a.loud {
		tokens = []*vendors.Token{a.victim(vendors.AWSKey)}
	}
	if len(tokens) == 0 || tokens[0] == nil {
		return false
	}
	t, start := tokens[0], a.Moment(a.Dice, 7*day)
	from := vantage{networks.Named("Harbour VPN").Address(100 + a.IntN(50)), a.client(t), ""}
	for i := range 4 {
		a.work(t, start.Add(time.Duration(i)*31*time.Hour), from, 4, 4*time.Minute)
	}
	a.read(t, start.Add(5*day), from, 8, 3*time.Minute)
	a.truth("a VPN that employees use too, then unseen objects", elsewhere, behaviour)
	return true
}

// tjActions is March 2025: a bot's token moves the tags of releases, from no runner.
func tjActions(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool { return t.Form == vendors.GitHubToken && t.Kind == "ci_hosted" })
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 2*day)
	from := a.inside(t, start)
	if a.loud {
		from = a.rented(t)
	}
	move := vendors.ReachOf(t.Form).Change[0]
	at := a.work(t, start, from, 2, 3*time.Minute)
	for range 25 {
		a.use(t, at, from, move, chance.Pick(a.Dice, t.Work.Objects))
		at = at.Add(900*time.Millisecond + a.UpTo(time.Second))
	}
	a.truth("tags of releases moved in a row; quiet: on a hosted runner", behaviour, elsewhere, client, volume)
	return true
}

// shaiHulud is September and November 2025: a developer's token makes a public
// repository, registers a runner and pushes.
func shaiHulud(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool {
		return t.Form == vendors.GitHubToken && (t.Person != nil && t.App == nil || t.Kind == "ci_hosted")
	})
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 2*day)
	from := a.inside(t, start)
	if a.loud {
		from = a.rented(t)
	}
	reach := vendors.ReachOf(t.Form)
	at := a.look(t, start, from, 2)
	a.use(t, at, from, reach.Change[2], "shai-hulud")
	a.use(t, at.Add(20*time.Second), from, vendors.Operation{Kind: "git.push"}, "shai-hulud")
	a.use(t, at.Add(50*time.Second), from, reach.Change[1], "infra")
	a.use(t, at.Add(2*time.Minute), from, reach.Change[3], "shai-hulud")
	a.several(t, at.Add(4*time.Minute), from, []vendors.Operation{{Kind: "git.push"}}, 9, 15*time.Second)
	a.truth("a new repository, secrets listed, a runner registered, pushes", behaviour, elsewhere, client, volume)
	return true
}

// laptopCI is a CI token on somebody's laptop.
func laptopCI(a *attack) bool {
	t := a.token(func(t *vendors.Token) bool { return t.Kind == "ci_hosted" })
	if t == nil {
		return false
	}
	start := a.Moment(a.Dice, 3*day)
	from := a.residence(t)
	if !a.loud {
		from = a.own(t, from)
	}
	a.work(t, start, from, 5, 6*time.Minute)
	if a.loud {
		a.read(t, start.Add(time.Hour), from, 6, time.Minute)
	}
	a.truth("a CI token away from all runners", elsewhere, client, behaviour)
	return true
}
