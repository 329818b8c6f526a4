package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// span is when records with all the marks occur.
func span(all []line, marks ...string) (first, last time.Time, n int) {
	for _, l := range all {
		if !containsAll(l.text, marks) {
			continue
		}
		if n++; first.IsZero() || l.event.Before(first) {
			first = l.event
		}
		if l.event.After(last) {
			last = l.event
		}
	}
	return first, last, n
}

// TestBenignChanges holds the month to its changes: each is there, and ends
// or begins when it should.
func TestBenignChanges(t *testing.T) {
	all := lines(t)
	for _, c := range []struct {
		name     string
		marks    []string
		from, to time.Time // all such records are within these ...
		atLeast  int       // ... and there are at least so many
	}{
		{"a trip", []string{lisbonAddress}, tripFrom, tripTo, 15},
		{"a new laptop", []string{macSafari, "jonas@"}, newLaptop, monthEnd, 20},
		{"the old laptop", []string{"Windows NT", `"USER_NAME":"jonas@`}, monthStart, newLaptop, 20},
		{"a region's failover", []string{`"CLIENT_IP":"3.128.77.`}, failoverFrom, failoverTo, 15},
		{"a client library's release", []string{"jsforce/3.9.1"}, libraryRelease, monthEnd, 200},
		{"a newcomer", []string{`"alternateId":"yara@`, "user.session.start"}, newcomerStarts, monthEnd, 10},
		{"a leaver", []string{`"actor":"owen-acorn"`}, monthStart, leaverLeft, 50},
		{"a leaver's sessions", []string{`"actor":{"id":"00u8fq2rxc05`}, monthStart, leaverLeft, 20},
		{"a token before its rotation", []string{hashedToken("tomas"), "api.request"}, monthStart, overlapEnds, 10},
		{"a token after its rotation", []string{hashedToken("tomas, second"), `"action":"git.`}, newTokenIssued, monthEnd, 40},
		{"a first admin call", []string{"hook.create"}, firstAdminCall, firstAdminCall.Add(time.Second), 1},
		{"a twin's new addresses", []string{`"CLIENT_IP":"44.221.9.`}, twinMoves, monthEnd, 200},
		{"a twin's old addresses", []string{`"CLIENT_IP":"44.194.31.`}, monthStart, twinMoves, 200},
		{"a twin's new field", []string{"Status, Priority, OwnerId", "UniqueQuery", "0H45j000000OrbS"}, twinReadsField, monthEnd, 10},
		{"Drift's own traffic", []string{"0H45j000000DrfT", "Drift-Sync"}, monthStart, driftRevoked, 3000},
		{"Lena's own sessions", []string{`"actor":{"id":"00u8fq2rxc04`}, monthStart, ownerDeactivated, 20},
		{"a session's whole day", []string{"102c7NadiaSession0813StoryE"}, sessionStoryDay, sessionStoryDay.Add(26 * time.Hour), 11},
	} {
		t.Run(c.name, func(t *testing.T) {
			first, last, n := span(all, c.marks...)
			require.GreaterOrEqual(t, n, c.atLeast)
			assert.False(t, first.Before(c.from), "first at %s", first)
			assert.True(t, last.Before(c.to), "last at %s", last)
		})
	}
}

// TestTheNobodysTokenComesLate: a token of the first seven days would only be
// in the summary of a first deployment.
func TestTheNobodysTokenComesLate(t *testing.T) {
	first, last, n := span(lines(t), "AKIAWAC4ORNOBODYSKEY")
	assert.True(t, first.After(monthStart.Add(7*24*time.Hour)), first)
	assert.True(t, last.After(monthEnd.Add(-48*time.Hour)), last)
	assert.GreaterOrEqual(t, n, 50)
}

// TestTheTheftAsPublished checks times, addresses and calls of the Drift theft
// against the public timeline (blog.cloudflare.com/response-to-salesloft-drift-incident).
func TestTheTheftAsPublished(t *testing.T) {
	all := lines(t)
	for _, c := range []struct{ at, address, call string }{
		{"2025-08-12T22:14:08.000Z", "44.215.108.109", "oauthrefreshtoken"},
		{"2025-08-12T22:14:09.000Z", "44.215.108.109", "/services/data/v58.0/sobjects/"},
		{"2025-08-13T19:33:07.000Z", "44.215.108.109", "/sobjects/Case/describe/"},
		{"2025-08-14T00:17:47.000Z", "44.215.108.109", "SELECT COUNT() FROM Account"},
		{"2025-08-14T04:34:39.000Z", "44.215.108.109", "CaseTeamMemberHistory__c LIMIT 5000"},
		{"2025-08-14T11:09:22.000Z", "44.215.108.109", "/limits/"},
		{"2025-08-16T19:28:08.000Z", "44.215.108.109", "SELECT COUNT() FROM Case"},
		{"2025-08-17T11:11:23.000Z", "208.68.36.90", "oauthrefreshtoken"},
		{"2025-08-17T11:11:56.000Z", "208.68.36.90", "/jobs/query"},
		{"2025-08-17T11:15:42.000Z", "208.68.36.90", `"METHOD":"DELETE"`},
	} {
		_, _, n := span(all, c.at, c.address, c.call, `"CONNECTED_APP_ID":"0H45j000000DrfT"`, `"USER_ID":"0055j00000A02Qe"`)
		assert.Equal(t, 1, n, "%s %s", c.at, c.call)
	}
	assert.Zero(t, countText(all, "44.215.108.109", at("08-12", "22:14:08")), "before the theft")
}

func countText(all []line, mark string, before time.Time) (n int) {
	for _, l := range all {
		if l.event.Before(before) && strings.Contains(l.text, mark) {
			n++
		}
	}
	return n
}
