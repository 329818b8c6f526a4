package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
)

func awsUser(event, name string) change {
	return change{"eventSource": "iam.amazonaws.com", "eventName": event, "requestParameters": fields{"userName": name}}
}

func bulkJob(method, path string) change {
	return change{"METHOD": method, "URI": "/services/data/v58.0/jobs/query/" + path, "ENTITY_NAME": nil}
}

func oktaToken(event, id string) change {
	return change{"eventType": event, "target": []fields{{"type": "Token", "id": id}}}
}

func cleanUpCases() []signalCase {
	return []signalCase{
		{
			signal: "clean_up", clause: "another object", vendor: aws,
			fires: []step{{change: awsUser("CreateUser", "backdoor")}, {change: awsUser("DeleteUser", "backdoor")}}, benign: []step{{change: awsUser("CreateUser", "backdoor")}, {change: awsUser("DeleteUser", "former")}},
		},
		{
			signal: "clean_up", clause: "an hour later", vendor: aws,
			fires: []step{{change: awsUser("CreateUser", "a")}, {after: 29 * time.Minute, change: awsUser("DeleteUser", "a")}}, benign: []step{{change: awsUser("CreateUser", "a")}, {after: time.Hour, change: awsUser("DeleteUser", "a")}},
		},
		{
			signal: "clean_up", clause: "it could not be made", vendor: aws,
			fires:  []step{{change: awsUser("CreateUser", "a")}, {change: awsUser("DeleteUser", "a")}},
			benign: []step{{change: change{"eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "requestParameters": fields{"userName": "a"}, "errorCode": "AccessDenied"}}, {change: awsUser("DeleteUser", "a")}},
		},
		{
			signal: "clean_up", clause: "made by another token", vendor: aws,
			fires:  []step{{change: awsUser("CreateUser", "a")}, {change: awsUser("DeleteUser", "a")}},
			benign: []step{{change: change{"eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "requestParameters": fields{"userName": "a"}, "userIdentity.accessKeyId": "AKIA9OTHER"}}, {change: awsUser("DeleteUser", "a")}},
		},
		{
			signal: "clean_up", clause: "another job", vendor: salesforce,
			fires:  []step{{change: bulkJob("GET", "750R0000000zlh9IAA/results")}, {change: bulkJob("GET", "750R0000000zlh9/results")}, {change: bulkJob("DELETE", "750R0000000zlh9IAA")}},
			benign: []step{{change: bulkJob("GET", "750R0000000zlh9IAA/results")}, {change: bulkJob("DELETE", "750R0000000aaaaIAA")}},
		},
		{
			signal: "clean_up", clause: "another kind of thing in the same repository", vendor: github,
			fires:  []step{{change: change{"action": "hook.create", "route": nil, "request_method": nil}}, {change: change{"action": "hook.destroy", "route": nil, "request_method": nil}}},
			benign: []step{{change: change{"action": "environment.create", "route": nil, "request_method": nil}}, {change: change{"action": "hook.destroy", "route": nil, "request_method": nil}}},
		},
		{
			signal: "clean_up", clause: "another token of the API", vendor: okta,
			fires:  []step{{change: oktaToken("system.api_token.create", "00T1")}, {change: oktaToken("system.api_token.revoke", "00T1")}},
			benign: []step{{change: oktaToken("system.api_token.create", "00T1")}, {change: oktaToken("system.api_token.revoke", "00T2")}},
		},
	}
}

// TestWhatTriesThingsOutAllDayShowsNothing: a token that made and deleted a
// user every morning while it was young, and one that learns it late.
func TestWhatTriesThingsOutAllDayShowsNothing(t *testing.T) {
	t.Parallel()
	for name, days := range map[string]struct{ first, shown int }{"from the first day": {0, 0}, "from the fortieth": {40, 1}} {
		o := defaults(t)
		o.Criteria = map[string]string{"clean_up": "review", "new_action": "ignore", "new_chain": "ignore", "new_system": "ignore", "rare_object": "ignore", "volume_burst": "ignore", "baseline_walk": "ignore"}
		w := newWorld(t, newEngine(t, o))
		shown := 0
		for d := range 56 {
			at := origin0.Add(time.Duration(d) * day).Add(9 * time.Hour)
			for hour := range 6 {
				w.show(aws, at.Add(time.Duration(hour)*time.Hour))
			}
			if d < days.first {
				continue
			}
			w.show(aws, at.Add(time.Minute), awsUser("CreateUser", "probe-"+rfc(at)))
			v := w.show(aws, at.Add(4*time.Minute), awsUser("DeleteUser", "probe-"+rfc(at)))
			if shows(v, "clean_up") {
				shown++
			}
		}
		assert.LessOrEqual(t, shown, days.shown, name)
		assert.Equal(t, days.first > 0, shown > 0, name)
	}
}

// TestAFloodOfThingsCostsItsOwnToken: what one token makes displaces its own.
func TestAFloodOfThingsCostsItsOwnToken(t *testing.T) {
	t.Parallel()
	var m baseline.Made
	m.Note(7, 1, 1000)
	for thing := range uint32(10_000) {
		m.Note(7+2048, 100+thing, 1001) // in the same bucket
	}
	age, ok := m.Deleted(7, 1, 1060)
	assert.True(t, ok)
	assert.Equal(t, uint32(60), age)
	assert.Equal(t, 7, m.Held(), "all but the one deleted")
	assert.Equal(t, int64(10_000-7), m.Lost)

	var loaded baseline.Made
	require.NoError(t, loaded.Load(m.AppendBinary(nil)))
	assert.Equal(t, m.AppendBinary(nil), loaded.AppendBinary(nil))
	require.ErrorContains(t, loaded.Load([]byte{9}), "not of version 1")
	require.ErrorContains(t, loaded.Load(m.AppendBinary(nil)[:30]), "ends early")
}
