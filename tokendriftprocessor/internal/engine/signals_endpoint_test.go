package engine

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// enrolled is Okta's word that a person enrolled a device.
func oktaDevice(event, user, device string) step {
	return step{from: &okta, change: change{
		"eventType": event, "actor.id": user, "actor.alternateId": user + "@example.com", "client.id": nil, "debugContext": fields{},
		"authenticationContext.externalSessionId": "sess-device", "target": []fields{{"type": "Device", "id": device}},
	}}
}

// entraPerson signs in interactively, on a device of the directory.
var entraPerson = vendor{
	name: "entra", other: change{"properties.userId": "u9", "properties.userPrincipalName": "other@example.com"},
	record: func(at time.Time, serial int) fields {
		return fields{"time": rfc(at), "category": "SignInLogs", "operationName": "Sign-in activity", "tenantId": "tenant-1", "resultType": "0", "properties": fields{
			"id": "signin-" + strconv.Itoa(serial), "createdDateTime": rfc(at), "userId": "u1", "userPrincipalName": "gus@example.com", "appId": "aid-1", "appDisplayName": "Mail",
			"ipAddress": home, "status": fields{"errorCode": 0}, "userAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
			"deviceDetail": fields{"deviceId": "d-laptop"}, "resourceDisplayName": "Mail", "uniqueTokenIdentifier": "u-" + strconv.Itoa(serial),
		}}
	},
}

func entraDevice(activity, user, device string) step {
	c := entraAudit(activity, fields{"id": "obj-1", "type": "Device"})
	c["properties"].(fields).set("targetResources", []fields{
		{"id": user, "type": "User", "userPrincipalName": user + "@example.com"},
		{"id": "obj-1", "type": "Device", "modifiedProperties": []fields{
			{"displayName": "Device.DeviceId", "oldValue": `"` + device + `"`, "newValue": `"` + device + `"`},
		}},
	})
	return step{from: &entraPerson, change: c}
}

func endpointCases() []signalCase {
	on := func(device string) step { return step{change: change{"device": fields{"id": device}}} }
	phone := change{"properties.deviceDetail.deviceId": "d-phone"}
	runner := change{"runner_name": "github-hosted"}
	job := change{"runner_name": "github-hosted", "action": "workflows.created_workflow_run", "route": nil, "request_method": nil}
	return []signalCase{
		{
			signal: "unknown_endpoint", clause: "the enrolled device", vendor: oktaPerson,
			fires: []step{oktaDevice("device.enrollment.create", "00u1", "guo1"), on("guo2")}, benign: []step{oktaDevice("device.enrollment.create", "00u1", "guo1"), on("guo1")},
		},
		{
			signal: "unknown_endpoint", clause: "no word of this person's devices", vendor: oktaPerson,
			fires: []step{oktaDevice("device.enrollment.create", "00u1", "guo1"), on("guo2")}, benign: []step{oktaDevice("device.enrollment.create", "00u2", "guo1"), on("guo2")},
		},
		{
			signal: "unknown_endpoint", clause: "not yet taken away", vendor: oktaPerson,
			fires: []step{
				oktaDevice("device.enrollment.create", "00u1", "guo1"), on("guo1"), oktaDevice("device.user.remove", "00u1", "guo1"), on("guo1"),
			},
			benign: []step{oktaDevice("device.enrollment.create", "00u1", "guo1"), on("guo1"), on("guo1")},
		},
		{
			signal: "unknown_endpoint", clause: "registered before it is used", vendor: entraPerson,
			fires: []step{entraDevice("Add registered owner to device", "u1", "d-laptop"), {change: phone}},
			benign: []step{
				entraDevice("Add registered owner to device", "u1", "d-laptop"), entraDevice("Add registered users to device", "u1", "d-phone"), {change: phone},
			},
		},
		{
			signal: "runner_without_job", clause: "a job runs", vendor: github, habits: []change{job, runner},
			fires: []step{{change: runner}}, benign: []step{{change: job}, {change: runner}},
		},
		{
			signal: "runner_without_job", clause: "the feed is silent", vendor: github, habits: []change{job, runner},
			fires: []step{{change: runner}}, benign: []step{{after: 2 * day, change: runner}},
		},
		{
			signal: "runner_without_job", clause: "no feed of jobs", vendor: github, habits: []change{job, runner}, was: []change{runner},
			fires: []step{{change: runner}}, benign: []step{{change: runner}},
		},
		{
			signal: "runner_without_job", clause: "outside of any runner", vendor: github, habits: []change{job, runner, job, nil},
			fires: []step{{change: runner}}, benign: []step{{}},
		},
	}
}

// webhook is GitHub's word about a job.
func webhook(w *world, action string, id int, at time.Time) {
	w.Helper()
	record := fields{
		"action": action, "repository": fields{"full_name": "example-org/payments", "owner": fields{"login": "example-org"}},
		"workflow_job": fields{"id": id, "run_id": id, "run_attempt": 1, "started_at": rfc(at)},
	}
	if action == "completed" {
		record.set("workflow_job.completed_at", rfc(at))
	}
	w.feed(marshal(w, record), at)
}

// TestJobsOfOtherProvidersTokens: a role at AWS that a job assumes by its
// identity, and the feed of jobs from GitHub.
func TestJobsOfOtherProvidersTokens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last time.Duration // of the job's word before the use
		up   bool          // GitHub's records have come as far as the use
		want bool
	}{
		"no job":                          {3 * time.Hour, true, true},
		"within the slack of its end":     {90 * time.Second, true, false},
		"just beyond it":                  {150 * time.Second, true, true},
		"GitHub's records are not so far": {3 * time.Hour, false, false},
		"silent for two days":             {48 * time.Hour, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := defaults(t)
			o.Origin = openOrigin(t, madeUpPlaces(t))
			o.Criteria = map[string]string{"runner_without_job": "review"}
			w := newWorld(t, newEngine(t, o))
			end := origin0.Add(8 * 7 * day)
			job := 1
			for at := origin0; at.Before(end.Add(-c.last - time.Hour)); at = at.Add(4 * time.Hour) {
				job++
				webhook(w, "in_progress", job, at)
				w.show(awsRole, at.Add(5*time.Minute), change{"sourceIPAddress": runner})
				webhook(w, "completed", job, at.Add(10*time.Minute))
			}
			webhook(w, "in_progress", 1, end.Add(-c.last-10*time.Minute))
			webhook(w, "completed", 1, end.Add(-c.last))
			if c.up {
				w.show(github, end)
			}
			v := w.show(awsRole, end, change{"sourceIPAddress": runner})
			require.Equal(t, c.want, shows(v, "runner_without_job"), "%+v", v)

			next := restarted(t, w.Engine, o)
			for i, s := range w.sections() {
				if s.name == "lifecycle" || s.name == "feeds" {
					assert.Equal(t, s.append(nil), next.sections()[i].append(nil), s.name)
				}
			}
		})
	}
}
