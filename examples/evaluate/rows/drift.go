package rows

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// The times of the Salesloft Drift theft in Cloudflare's tenant, UTC, as
// Cloudflare published them (blog.cloudflare.com, "The impact of the Salesloft
// Drift breach").
var (
	// DriftFirst is the attacker's first call of the API, a second after the sign-in.
	DriftFirst = time.Date(2025, 8, 12, 22, 14, 9, 0, time.UTC)
	// DriftBroad is the first broad query.
	DriftBroad = time.Date(2025, 8, 13, 19, 33, 11, 0, time.UTC)

	driftRevoked = time.Date(2025, 8, 20, 11, 37, 0, 0, time.UTC)
)

// Where the attacker called from, in the vendor's cloud and then outside it, and with what.
const (
	driftNear  = "44.215.108.109"
	driftFar   = "208.68.36.90"
	driftAgent = "Salesforce-Multi-Org-Fetcher/1.0"
)

// Drift is the theft on one of eight grants of the app, after fifteen weeks of the
// vendor's own calls. The published times do not say which user agent came on
// which day: with ownClient the attacker shows the vendor's until 08-17, else
// their own from the first request. hourly delivers it as hourly files.
func Drift(seed uint64, ownClient, hourly bool) *Stream {
	s, grants := driftTenant(seed)
	s.hourly = hourly
	t := grants[6] // of a number that calls version 58 of the API
	n, d := s.scenario(), s.dice("drift")
	at := func(dayOfAugust, hour, minute, second int) time.Time {
		return time.Date(2025, 8, dayOfAugust, hour, minute, second, 0, time.UTC)
	}
	var last time.Time
	session := int64(-1)
	do := func(when time.Time, operation vendors.Operation, object string) {
		address, agent := driftNear, driftAgent
		if when.After(at(17, 0, 0, 0)) {
			address = driftFar
		} else if ownClient {
			agent = t.Agent
		}
		if operation.Kind == "Login" {
			session--
		}
		last = when
		s.use(d, n, vendors.Use{At: when, Token: t, Operation: operation, Object: object, Address: address, Agent: agent, Session: t.SessionNumber(session)})
	}
	query := func(when time.Time, what, object string, rows int) { // a query leaves a row of each of two event types
		do(when, vendors.Operation{Kind: "RestApi", Method: "GET", Path: "/query", Rows: [2]int{rows, rows}}, object)
		do(when, vendors.Operation{Kind: "UniqueQuery", Method: what, Path: "/query", Rows: [2]int{rows, rows}}, object)
	}
	login := vendors.Operation{Kind: "Login", Method: "oauthrefreshtoken", Path: "/services/oauth2/token"}
	rest := func(method, path string) vendors.Operation {
		return vendors.Operation{Kind: "RestApi", Method: method, Path: path}
	}
	do(at(12, 22, 14, 8), login, "")
	do(DriftFirst, rest("GET", "/sobjects/"), "")
	do(at(13, 19, 33, 2), login, "")
	do(at(13, 19, 33, 3), rest("GET", "/sobjects/"), "")
	do(at(13, 19, 33, 7), rest("GET", "/sobjects/Case/describe/"), "Case")
	do(at(13, 19, 33, 9), rest("GET", "/sobjects/Case/describe/"), "Case")
	query(DriftBroad, "Id, CaseNumber, Subject, Description, Status", "Case", 2000)
	query(at(14, 0, 17, 47), "COUNT()", "Account", 1)
	query(at(14, 0, 17, 51), "COUNT()", "Contact", 1)
	query(at(14, 0, 18, 0), "COUNT()", "User", 1)
	query(at(14, 4, 34, 39), "Id, ParentId, MemberId", "CaseTeamMemberHistory__c", 5000)
	query(at(14, 11, 9, 14), "Id, Name", "Organization", 1)
	query(at(14, 11, 9, 21), "Id, Username, LastLoginDate", "User", 20)
	do(at(14, 11, 9, 22), rest("GET", "/limits/"), "")
	do(at(16, 19, 26, 37), login, "")
	query(at(16, 19, 28, 8), "COUNT()", "Case", 1)
	do(at(17, 11, 11, 23), login, "")
	query(at(17, 11, 11, 55), "COUNT()", "Case", 1)
	do(at(17, 11, 11, 56), rest("POST", "/jobs/query"), "Case")
	for second := range 6 { // the job is polled until its results can be fetched
		do(at(17, 11, 12, 6+second*30), rest("GET", "/jobs/query/{id}"), "Case")
	}
	do(at(17, 11, 15, 18), vendors.Operation{Kind: "BulkApi2", Method: "query", Path: "/jobs/query/{id}/results", Rows: [2]int{41200, 41200}}, "Case")
	do(at(17, 11, 15, 42), rest("DELETE", "/jobs/query/{id}"), "Case")
	s.abuse(t, at(12, 22, 14, 8), last, "drift", n, "as published")
	s.live()
	return s
}

// DriftTwin is what a vendor does that looks like it: on the evening of the
// theft the app's servers get other addresses in the same network, a query reads
// one more field of Case, and on the morning of the bulk job the quarterly
// export runs, as it did thirteen weeks before.
func DriftTwin(seed uint64) *Stream {
	s, grants := driftTenant(seed)
	t, moved := grants[6], DriftFirst
	var after []string
	for i := range 3 {
		after = append(after, networks.Named("aws/us-east-1").Address(7000+i))
	}
	for _, g := range grants {
		h := s.habits[g]
		ends := h.alter
		h.alter = func(d chance.Dice, u *vendors.Use) bool {
			if !u.At.Before(moved) {
				u.Address = chance.Pick(d, after)
				if u.Operation.Kind == "UniqueQuery" && u.Object == "Case" {
					u.Operation.Method += ", Priority"
				}
			}
			return ends(d, u)
		}
		s.habits[g] = h
		s.benign(g, moved, driftRevoked, "twin_drift", "other addresses of the same network, one more field of Case")
	}
	d := s.dice("export")
	for _, quarter := range []time.Time{time.Date(2025, 5, 18, 11, 11, 56, 0, time.UTC), time.Date(2025, 8, 17, 11, 11, 56, 0, time.UTC)} {
		address := t.Addresses[0]
		if quarter.After(moved) {
			address = after[0]
		}
		at, take := quarter, vendors.ReachOf(t.Form).Take
		for _, operation := range []vendors.Operation{take[0], {Kind: "RestApi", Method: "GET", Path: "/jobs/query/{id}"}, take[1], take[1]} {
			operation.Rows = [2]int{operation.Rows[0] / 2, operation.Rows[0]}
			s.use(d, 0, vendors.Use{At: at, Token: t, Operation: operation, Object: "Case", Address: address, Agent: t.Agent})
			at = at.Add(40 * time.Second)
		}
	}
	s.live()
	return s
}

// driftTenant is a tenant with eight grants of Drift among others, from
// 2025-04-28 to 08-24; the tokens of Drift were revoked on 08-20.
func driftTenant(seed uint64) (*Stream, []*vendors.Token) {
	s := open(seed, time.Date(2025, 4, 28, 0, 0, 0, 0, time.UTC), time.Date(2025, 8, 24, 0, 0, 0, 0, time.UTC))
	grants := s.connect(integration{
		name: "Drift", form: vendors.SalesforceGrant, grants: 8, network: "aws/us-east-1", agent: "Drift-Sync/4.12 (Apache-HttpClient/4.5.14; Java/17)",
		pace: 80 * time.Minute, round: [2]int{1, 3},
	})
	rest := func(method, path string, most int) vendors.Operation {
		return vendors.Operation{Kind: "RestApi", Method: method, Path: path, Rows: [2]int{1, most}}
	}
	for _, t := range grants {
		t.Work = vendors.Work{
			Operations: []vendors.Operation{
				rest("GET", "/query", 24),
				{Kind: "UniqueQuery", Method: "Id, Name, LastModifiedDate", Path: "/query", Rows: [2]int{1, 24}},
				rest("PATCH", "/sobjects/{object}/{id}", 1),
			},
			Objects: []string{"Case", "Contact", "Account"},
		}
		s.habits[t] = habit{alter: func(_ chance.Dice, u *vendors.Use) bool { return u.At.Before(driftRevoked) }}
	}
	s.neighbours(9)
	return s, grants
}
