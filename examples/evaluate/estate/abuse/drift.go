package abuse

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// drift is the Salesloft Drift theft (August 2025) as Cloudflare published it:
// from the vendor's own network first, five days of looking, then a bulk job
// from DigitalOcean which is deleted. Loud: on several grants of the app.
func drift(a *attack) bool {
	n := 1
	if a.loud {
		n = 5
	}
	start := a.Moment(a.Dice, 9*day)
	for i, t := range a.grants("Drift", n) {
		from := a.neighbour(t)
		if !a.loud {
			from = a.own(t, from)
		}
		far := vantage{networks.Named("DigitalOcean, LLC").Address(300 + i), from.agent, from.session}
		driftOn(a, t, start.Add(time.Duration(i)*47*time.Minute), from, far)
	}
	a.truth("look, describe, count, then bulk and delete", behaviour, client, elsewhere, volume+"|clean_up|app_theft")
	return len(a.marks) > 0
}

func driftOn(a *attack, t *vendors.Token, start time.Time, near, far vantage) {
	look := vendors.ReachOf(t.Form).LookAround
	sobjects, describe, limits, count := look[0], look[1], look[2], look[3]
	query := vendors.ReachOf(t.Form).Read[0]
	at := a.signIn(t, start, near)
	a.use(t, at, near, sobjects, "")
	at = a.signIn(t, start.Add(21*time.Hour), near)
	a.use(t, at, near, sobjects, "")
	a.use(t, at.Add(4*time.Second), near, describe, "Case")
	a.use(t, at.Add(8*time.Second), near, query, "Case")
	for i, object := range []string{"Account", "Contact", "User"} {
		a.use(t, at.Add(5*time.Hour+time.Duration(i)*4*time.Second), near, count, object)
	}
	a.use(t, at.Add(9*time.Hour), near, query, "CaseTeamMemberHistory")
	a.use(t, at.Add(16*time.Hour), near, query, "Organization")
	a.use(t, at.Add(16*time.Hour+8*time.Second), near, limits, "")
	a.use(t, a.signIn(t, start.Add(4*day), near), near, count, "Case")
	at = a.signIn(t, start.Add(4*day+16*time.Hour), far)
	for _, operation := range vendors.ReachOf(t.Form).Take {
		a.use(t, at, far, operation, "Case")
		at = at.Add(100 * time.Second)
	}
	a.use(t, at, far, vendors.Operation{Kind: "RestApi", Method: "DELETE", Path: "/jobs/query/{id}"}, "Case")
}
