package abuse

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// family is one kind of attack and how many scenarios the full estate has.
type family struct {
	kind  string
	count int
	run   func(a *attack) bool // false: no token fits, nothing was planned
}

// families are the published incidents and then the triggers one by one.
var families = []family{
	{"drift", 2, drift},
	{"gainsight", 2, gainsight},
	{"klue", 2, klue},
	{"vercel_context_ai", 2, contextAI},
	{"okta_har_session", 2, oktaSession},
	{"cloudflare_unrotated", 2, cloudflareUnrotated},
	{"heroku_travis", 2, herokuTravis},
	{"circleci", 2, circleCI},
	{"midnight_blizzard", 1, midnightBlizzard},
	{"tj_actions", 2, tjActions},
	{"shai_hulud", 2, shaiHulud},
	{"unc6040", 2, fakeLoader},
	{"machine_paced_agent", 2, machinePaced},
	{"new_network", 3, newNetwork},
	{"same_cloud", 3, sameCloud},
	{"new_region", 2, newRegion},
	{"laptop_ci", 2, laptopCI},
	{"offboarded_owner", 3, offboardedOwner},
	{"role_change", 3, roleChange},
	{"retired_app", 2, retiredApp},
	{"ended_session", 3, endedSession},
	{"rotated_token", 2, rotatedToken},
	{"revoked_token", 3, revokedToken},
	{"scope_expansion", 2, scopeExpansion},
	{"chaining", 2, chaining},
	{"volume", 3, volumeTheft},
	{"rare_objects", 4, rareObjects},
	{"unowned_token", 3, unownedToken},
	{"dormant_token", 2, dormantToken},
	{"shared_token", 2, sharedToken},
	{"app_theft", 2, appTheft},
	{"release_day", 2, releaseDay},
}

// Plan puts all attacks into the book. Every other one of a kind is loud.
func Plan(b *life.Book) {
	for k, f := range families {
		n := max(1, (f.count*b.Size.Tokens+200)/400)
		for i := range n {
			a := &attack{Book: b, Dice: b.Dice("attack ", f.kind, i), kind: f.kind, number: b.Scenario + 1, loud: (i+k+int(b.Seed%2))%2 == 0}
			if f.run(a) {
				b.Scenario++
			}
		}
	}
}

// victim takes a token that is used often enough to have habits.
func (a *attack) victim(forms ...vendors.Form) *vendors.Token {
	return a.token(func(t *vendors.Token) bool {
		for _, f := range forms {
			if t.Form == f && t.Kind != "rare" && t.Kind != "monthly" && t.Kind != "administrator" && (f != vendors.OktaPerson || t.Person != a.Console.Admin) {
				return true
			}
		}
		return false
	})
}

func (a *attack) token(fits func(*vendors.Token) bool) *vendors.Token {
	return a.Pick(fmt.Sprint(a.kind, a.number), fits)
}

// grants takes n tokens of the app of that name.
func (a *attack) grants(name string, n int) []*vendors.Token {
	var out []*vendors.Token
	for i := range n {
		t := a.Pick(fmt.Sprint(a.kind, a.number, name, i), func(t *vendors.Token) bool { return t.App != nil && t.App.Name == name })
		if t != nil {
			out = append(out, t)
		}
	}
	return out
}

const (
	day  = 24 * time.Hour
	week = 7 * day
)
