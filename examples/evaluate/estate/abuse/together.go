package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// appTheft is the theft of every grant of an app at once, as from a vendor's
// store of tokens: within three hours each is used from one rented machine.
// Quiet: from another machine in the vendor's cloud, with its client and calls, over two days.
func appTheft(a *attack) bool {
	tokens := a.wholeApp(func(app *vendors.App) bool {
		form := app.Tokens[0].Form
		return (form == vendors.SalesforceGrant || form == vendors.SalesforceEvents || form == vendors.GoogleGrant || form == vendors.GitHubToken) && len(app.Tokens) >= 5
	})
	if tokens == nil {
		return false
	}
	start := a.Moment(a.Dice, 6*day)
	from, lasts := a.rented(tokens[0]), 3*time.Hour
	if !a.loud {
		from, lasts = a.own(tokens[0], a.neighbour(tokens[0])), 2*day
	}
	for _, t := range tokens {
		at := start.Add(a.UpTo(lasts))
		if a.loud {
			at = a.look(t, a.signIn(t, at, from), from, 2)
			a.read(t, at, from, 6, 30*time.Second)
			a.take(t, at.Add(10*time.Minute), from, 2)
			continue
		}
		a.misread(t, a.signIn(t, at, from), from, 5, 40*time.Minute)
	}
	a.truth("every grant of the app", "app_theft", elsewhere, client, behaviour, volume)
	return true
}

// wholeApp takes all tokens of an app that nothing was planned for, or nil.
func (a *attack) wholeApp(fits func(*vendors.App) bool) []*vendors.Token {
	var free []*vendors.App
next:
	for _, app := range a.Apps {
		if len(app.Tokens) == 0 || !fits(app) {
			continue
		}
		for _, t := range app.Tokens {
			if a.Taken[t] || !t.Born.IsZero() {
				continue next
			}
		}
		free = append(free, app)
	}
	if len(free) == 0 {
		return nil
	}
	app := chance.Pick(a.Dice, free)
	for _, t := range app.Tokens {
		a.Taken[t] = true
	}
	return app.Tokens
}

// releaseDay is a theft a few hours after the token's app got a release of its
// own that morning, which changes the client for good.
func releaseDay(a *attack) bool {
	t := a.victim(vendors.SalesforceGrant, vendors.OktaToken, vendors.AWSKey, vendors.GitHubToken)
	if t == nil || t.Person != nil && t.App == nil {
		return false
	}
	start := a.Moment(a.Dice, 5*day)
	release := start.Truncate(day).Add(8 * time.Hour)
	a.Release(t, release, a.End, vendors.Digest(t.App.Name, 6)+"-engine/1.0.0")
	a.Benign(t, release, release.Add(day), "release_before_theft", "a release on the day of an attack")
	from := a.rented(t)
	if a.loud {
		at := a.look(t, a.signIn(t, start, from), from, 3)
		a.read(t, at, from, 15, 20*time.Second)
	} else {
		from = a.own(t, a.neighbour(t))
		from.agent = vendors.Digest(t.App.Name, 6) + "-engine/1.0.0"
		a.misread(t, a.signIn(t, start, from), from, 15, 2*time.Hour)
	}
	a.truth("on the day of a release of the app's client", elsewhere, client, behaviour, volume)
	return true
}
