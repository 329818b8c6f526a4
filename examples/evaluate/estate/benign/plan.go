// Package benign plans what changes in an estate without anybody's harm: as
// hard as the attacks, and for each attack a twin that differs in one clause.
package benign

import (
	"fmt"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// change is one benign change.
type change struct {
	*life.Book
	chance.Dice
	kind string
	n    int
}

// kinds are the changes and how many the full estate has.
var kinds = []struct {
	kind  string
	count int
	run   func(c *change)
}{
	{"region_failover", 4, failover},
	{"vendor_migration", 1, migration},
	{"client_release", 4, clientRelease},
	{"release_of_everything", 4, releaseOfEverything},
	{"new_objects", 5, newObjects},
	{"new_endpoints", 5, newEndpoints},
	{"backfill", 4, backfill},
	{"month_end", 4, monthEnd},
	{"travel", 8, travel},
	{"new_laptop", 5, newLaptop},
	{"office_move", 1, officeMove},
	{"rotation_with_overlap", 5, rotation},
	{"new_integration", 4, newIntegration},
	{"new_employee", 3, newEmployee},
	{"owners_reorganised", 4, newOwner},
	{"quarterly_job", 4, quarterly},
	{"first_administrative_call", 4, firstAdministration},
	{"night_shift", 3, nightShift},
	{"vpn_week", 3, vpnWeek},
	{"leaver_stops", 4, leaverStops},
	{"leaver_handed_over", 3, handedOver},
	{"reactivation", 3, reactivation},
	{"session_renewed", 5, sessionRenewed},
	{"late_use_before_deactivation", 4, lateUse},
	{"revoked_and_silent", 3, revokedAndSilent},
	{"late_use_before_revoke", 3, lateBeforeRevoke},
	{"twin_drift", 2, twinDrift},
	{"twin_klue", 1, twinKlue},
	{"twin_context_ai", 2, twinContextAI},
	{"twin_heroku", 2, twinHeroku},
	{"twin_shai_hulud", 2, twinShaiHulud},
	{"twin_unc6040", 2, twinLoader},
	{"twin_agent", 2, twinAgent},
	{"twin_role_change", 4, twinRole},
	{"twin_scope", 3, twinScope},
	{"twin_retired_app", 2, twinRetired},
	{"twin_dormant", 3, twinDormant},
	{"twin_shared", 2, twinShared},
	{"twin_laptop_ci", 2, twinRunners},
	{"twin_rare_objects", 3, twinRareObjects},
	{"twin_volume", 2, twinVolume},
	{"twin_same_cloud", 3, twinSameCloud},
	{"twin_unowned", 2, twinUnowned},
	{"twin_failed_after_revoke", 2, twinFailed},
}

// Plan puts all benign changes into the book.
func Plan(b *life.Book) {
	for _, k := range kinds {
		for i := range max(1, (k.count*b.Size.Tokens+200)/400) {
			k.run(&change{Book: b, Dice: b.Dice("change ", k.kind, i), kind: k.kind, n: i})
		}
	}
}

// token takes a token that fits and that nothing was planned for.
func (c *change) token(fits func(*vendors.Token) bool) *vendors.Token {
	return c.Pick(fmt.Sprint(c.kind, c.n), fits)
}

// machine takes a token of an app's servers.
func (c *change) machine() *vendors.Token { return c.token(server) }

// server tells whether a token is an app's that works often enough to notice.
func server(t *vendors.Token) bool {
	return len(t.Addresses) > 0 && t.Kind != "ci_hosted" && t.Kind != "rare" && t.Kind != "monthly" && t.Form != vendors.EntraManaged && t.Kind != "person"
}

// person takes a person's own token.
func (c *change) person() *vendors.Token {
	return c.token(func(t *vendors.Token) bool { return t.Kind == "person" })
}

// moment is a time in the middle weeks.
func (c *change) moment(room time.Duration) time.Time { return c.Moment(c.Dice, room) }

// write notes the change in the truth.
func (c *change) write(t *vendors.Token, from, to time.Time, note string) {
	if to.After(c.End) {
		to = c.End
	}
	c.Benign(t, from, to, c.kind, note)
}

// one adds a single use.
func (c *change) one(t *vendors.Token, at time.Time, operation vendors.Operation, object string) {
	address, agent := c.where(t, at)
	if t.Provider() == "aws" {
		at = at.Truncate(time.Second)
	}
	c.Add(&vendors.Use{
		At: at.Truncate(time.Millisecond), Token: t, Operation: operation, Object: object, Address: address, Agent: agent,
		Rows: c.Between(operation.Rows[0], operation.Rows[1]),
	}, 0)
}

// where is the token's own place and client.
func (c *change) where(t *vendors.Token, at time.Time) (address, agent string) {
	switch {
	case t.Kind == "person" || t.Kind == "administrator":
		return c.Place(t.Person, at), c.Client(t, at)
	case t.Kind == "ci_hosted" || t.Form == vendors.GitHubBot || len(t.Addresses) == 0:
		return chance.Pick(c.Dice, networks.OfKind(networks.Runner)).Address(c.IntN(9000)), t.Agent
	}
	return chance.Pick(c.Dice, t.Addresses), t.Agent
}

// thing is one of the objects beyond the ordinary, where the form has objects.
func thing(t *vendors.Token, i int) string {
	things := vendors.ReachOf(t.Form).Things
	if len(things) == 0 {
		return ""
	}
	return things[i%len(things)]
}

const day = 24 * time.Hour
