package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

var otherClient = map[string]change{
	"github": {"user_agent": "curl/8.5"}, "okta": {"client.userAgent.rawUserAgent": "curl/8.5"}, "entra": {"properties.userAgent": "curl/8.5"}, "aws": {"userAgent": "curl/8.5"},
}

var refused = map[string]change{
	"github": {"status_code": 401}, "okta": {"outcome.result": "FAILURE"}, "entra": {"properties.status.errorCode": 7000215, "resultType": "7000215"}, "aws": {"errorCode": "InvalidClientTokenId"},
}

// rungs are uses of a rotated vendor's old or next credential and the step that
// each asks for.
var rungs = map[string]struct {
	declared string // of the old credential, beside owner and purpose
	before   func(r *rotation) []change
	use      func(r *rotation) change
	after    time.Duration
	want     string
	says     []string
}{
	"review": {
		use:  func(r *rotation) change { return with(r.as, r.elsewhere()) },
		want: incident.ActionReview, says: []string{"one look by a person"},
	},
	"quarantine": {
		use:  func(r *rotation) change { return with(r.as, otherClient[r.name]) },
		want: incident.ActionQuarantine, says: []string{`it would stop "sync"`},
	},
	"restrict": {
		declared: "consumers: [chat-sync, bi]",
		use:      func(r *rotation) change { return with(r.as, otherClient[r.name]) },
		want:     incident.ActionRestrict,
		says:     []string{"it would stop none of these", "Allow for 24 hours only networks AS64500; addresses 192.0.2.0/24; clients ", "; operations "},
	},
	"restrict to what is approved": {
		declared: "tier: business, approved: {asns: [64500, 64777], cidrs: [203.0.113.0/24], clients: [chat-sync]}",
		use:      func(r *rotation) change { return with(r.as, otherClient[r.name]) },
		want:     incident.ActionRestrict,
		says:     []string{"networks AS64500, AS64777, 203.0.113.0/24; ", "clients chat-sync; "},
	},
	"rotate_then_revoke without a replacement": {
		declared: "tier: business, expires: 2026-03-01",
		use:      func(r *rotation) change { return r.as },
		want:     incident.ActionRotateThenRevoke, says: []string{"no replacement has been seen in use yet"},
	},
	"rotate_then_revoke while both are in use": {
		declared: "tier: business",
		before:   func(r *rotation) []change { return []change{r.issue, r.then} },
		use:      func(r *rotation) change { return with(r.as, otherClient[r.name]) },
		want:     incident.ActionRotateThenRevoke,
		says:     []string{"is in use since 2026-03-02T09:31:00Z; move what still uses this one until 2026-03-05T09:31:00Z"},
	},
	"revoke when the overlap is over": {
		declared: "tier: business", after: 73 * time.Hour,
		before: func(r *rotation) []change { return []change{r.issue, r.then} },
		use:    func(r *rotation) change { return with(r.as, otherClient[r.name]) },
		want:   incident.ActionRevoke, says: []string{"nothing legitimate should depend on this one", "has not moved to the replacement yet"},
	},
	"revoke after a revocation": {
		declared: "consumers: [chat-sync, bi]",
		before:   func(r *rotation) []change { return []change{r.revoke} },
		use:      func(r *rotation) change { return r.as },
		want:     incident.ActionRevoke, says: []string{"the revocation did not hold"},
	},
	"verify a revocation that holds": {
		before: func(r *rotation) []change { return []change{r.revoke} },
		use:    func(r *rotation) change { return with(r.as, refused[r.name]) },
		want:   incident.ActionVerify, says: []string{"the end holds", "it stops nothing"},
	},
	"verify that the old one falls silent": {
		before: func(r *rotation) []change { return []change{r.issue} },
		use:    func(r *rotation) change { return r.then },
		want:   incident.ActionVerify, says: []string{"it took over from token ", "last used 2026-03-01T16:00:00Z", "then declare this one"},
	},
}

func TestEveryRungFromRawRecords(t *testing.T) {
	t.Parallel()
	set, err := source.Load(source.Options{})
	require.NoError(t, err)
	for _, r := range rotations() {
		for name, row := range rungs {
			t.Run(r.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				o := defaults(t)
				o.Origin = openOrigin(t, madeUpPlaces(t))
				o.Step = set.Step
				o.Criteria = map[string]string{"new_client": "incident", "new_network": "review"}
				o.Inventory = loadInventory(t, fmt.Sprintf(`tokens: [{provider: %s, token: '%s', owner: ann@example.com, purpose: sync, %s}, {token: AKIABOSS, owner: boss@example.com, purpose: console}]`,
					r.name, r.old, row.declared))
				w := newWorld(t, newEngine(t, o))
				w.show(r.vendor, origin0.Add(-10*day), r.other)
				at := w.play(r.vendor, 8, r.as).Add(9*time.Hour + 30*time.Minute)
				if row.before != nil {
					for i, c := range row.before(&r) {
						w.show(r.vendor, at.Add(time.Duration(i)*time.Minute), c)
					}
				}
				v := w.show(r.vendor, at.Add(5*time.Minute+row.after), row.use(&r))
				if name == "rotate_then_revoke without a replacement" {
					require.Nil(t, v, "told at the end of its time, not again today")
					v = w.firstOpened()
				}
				require.NotNil(t, v)
				assert.Equal(t, row.want, v.Action.Name, v.Action.Reason)
				for _, part := range row.says {
					assert.Contains(t, v.Action.Reason, part)
				}
				if row.want == incident.ActionReview {
					assert.NotContains(t, v.Action.Reason, "How:")
					return
				}
				own := set.Step(r.name, "", row.want)
				require.NotEmpty(t, own)
				assert.Contains(t, v.Action.Reason, " How: ")
			})
		}
	}
}

// firstOpened is the verdict of the first incident that was told.
func (w *world) firstOpened() *incident.Verdict {
	for _, n := range w.notices {
		if n.State == incident.StateOpened {
			return &n.Verdict
		}
	}
	return nil
}

// TestEveryProviderHasEveryStep: in words of its own.
func TestEveryProviderHasEveryStep(t *testing.T) {
	t.Parallel()
	set, err := source.Load(source.Options{})
	require.NoError(t, err)
	said := map[string]string{}
	for _, provider := range []string{"github", "okta", "salesforce", "google_workspace", "entra", "aws"} {
		for _, rung := range []string{incident.ActionRestrict, incident.ActionQuarantine, incident.ActionRotateThenRevoke, incident.ActionRevoke, incident.ActionVerify} {
			step := set.Step(provider, "", rung)
			assert.Greater(t, len(step), 40, "%s %s", provider, rung)
			assert.Empty(t, said[step], "%s %s is the same", provider, rung)
			said[step] = provider + " " + rung
		}
	}
}

// TestARevocationIsWatchedAfterTheClose: the close asks to verify what was to
// be revoked, and nothing else.
func TestARevocationIsWatchedAfterTheClose(t *testing.T) {
	t.Parallel()
	set, err := source.Load(source.Options{})
	require.NoError(t, err)
	for _, r := range rotations() {
		for name, row := range map[string]struct {
			before []change
			use    change
			want   string
		}{
			"revoked": {[]change{r.revoke}, r.as, incident.ActionVerify},
			"drift":   {nil, with(r.as, otherClient[r.name]), incident.ActionQuarantine},
		} {
			t.Run(r.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				w, at := r.rotated(t, r.owned())
				w.o.Step = set.Step
				w.rules.Criteria = map[string]string{"new_client": "incident"}
				for _, c := range row.before {
					w.show(r.vendor, at, c)
				}
				v := w.show(r.vendor, at.Add(time.Minute), row.use)
				require.Equal(t, "incident", v.Level.String())
				w.notices = nil
				w.show(r.vendor, at.Add(80*time.Hour), r.other)
				for _, n := range w.notices {
					if n.IncidentID == v.IncidentID {
						assert.Equal(t, incident.StateClosed, n.State)
						assert.Equal(t, row.want, n.Action.Name)
						assert.Contains(t, n.Action.Reason, " How: ")
						return
					}
				}
				t.Fatal("nothing was told of the close")
			})
		}
	}
}
