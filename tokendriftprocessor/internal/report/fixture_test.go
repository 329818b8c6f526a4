package report

import (
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

var (
	firstSeen = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).UnixNano()
	lastSeen  = time.Date(2026, 3, 2, 9, 30, 0, 500_000_000, time.UTC).UnixNano()
)

func stolen() incident.Verdict {
	return incident.Verdict{
		Level:      incident.LevelIncident,
		Signals:    []string{"new_network", "new_client"},
		Reason:     "Seen from AS64500; normal since 2026-01-01 is AS14618.",
		Score:      17.5,
		IncidentID: "td-1a2b",
		Severity:   incident.SeverityHigh,
		Action:     incident.Action{Name: "quarantine", Reason: "Stops contacts from syncing."},
		Token: incident.Token{
			ID: "f00d", Provider: "salesforce", Tenant: "00D1", Issuer: "login.example", App: "0H4s00014",
			Owner: "gus@example.com", Purpose: "sync contacts", Grade: "grant", Actor: "0055j000001", Shared: true,
		},
		Baseline:   incident.Baseline{State: "mature", Since: firstSeen, Uses: 420},
		Evidence:   []incident.Shown{{Signal: "new_network", Seen: "AS64500", Normal: "AS14618"}, {Signal: "new_client", Seen: "curl"}},
		References: []string{"NHI1:2025", "T1550.001", "T1078", "Tampering"},
		Policy:     "abc123",
	}
}

func opened() *incident.Notice {
	return &incident.Notice{
		Verdict: stolen(), State: incident.StateOpened, Time: lastSeen, Body: "The token of 0H4s00014 was used from AS64500.",
		FirstSeen: firstSeen, LastSeen: lastSeen, RecordCount: 3, Records: []string{"e1", "e2"},
		BlastTokens: []string{"f00d"}, BlastSystems: []string{"crm"}, BlastObjects: []string{"Contact"}, BlastVolume: 5000,
	}
}

func summary() *incident.Notice {
	return &incident.Notice{
		Time: lastSeen, Body: "Two tokens have no owner.",
		Summary: &incident.Summary{Provider: "okta", Tenant: "acme", First: firstSeen, Until: lastSeen, Count: 2, Tokens: []string{"a: no owner", "b: no purpose"}},
	}
}
