package main

import (
	"cmp"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

// incident is all records of one incident: how it opened, and what followed.
type incident struct {
	ID       string    `json:"id"`
	Opened   time.Time `json:"opened"`
	Severity string    `json:"severity"` // the highest
	Provider string    `json:"provider"`
	App      string    `json:"app,omitempty"`
	Token    string    `json:"token"`
	Owner    string    `json:"owner,omitempty"`
	Signals  []string  `json:"signals"`
	Action   string    `json:"action"`
	Reason   string    `json:"reason"`
	Later    []change  `json:"later,omitempty"`
}

// change is an escalation or the close.
type change struct {
	At      time.Time `json:"at"`
	State   string    `json:"state"`
	Signals []string  `json:"signals"`
	Action  string    `json:"action"`
	Reason  string    `json:"reason"`
}

// results is what one replay gave.
type results struct {
	Incidents []incident `json:"incidents"`
	Summaries []string   `json:"summaries,omitempty"`
	Reviews   int        `json:"reviews"` // audit records with the verdict review
	Flagged   int        `json:"flagged"` // audit records with the verdict incident
}

// readResults reads what the Collector wrote. A missing file means that
// nothing was routed there.
func readResults(out string) (results, error) {
	var r results
	err := replay.ReadLogs(filepath.Join(out, "incidents.jsonl"), func(record plog.LogRecord) { r.add(record) })
	if err != nil {
		return r, err
	}
	err = replay.ReadLogs(filepath.Join(out, "flagged.jsonl"), func(record plog.LogRecord) {
		switch replay.Text(record, "token_drift.verdict") {
		case "review":
			r.Reviews++
		case "incident":
			r.Flagged++
		}
	})
	slices.SortStableFunc(r.Incidents, func(a, b incident) int {
		return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(a.ID, b.ID))
	})
	return r, err
}

// add takes one incident or summary record.
func (r *results) add(record plog.LogRecord) {
	if record.EventName() == "token_drift.summary" {
		r.Summaries = append(r.Summaries, record.Body().AsString())
		return
	}
	id, at := replay.Text(record, "token_drift.incident.id"), record.Timestamp().AsTime()
	signals, action, reason := replay.Texts(record, "token_drift.signals"), replay.Text(record, "token_drift.action.name"), replay.Text(record, "token_drift.reason")
	severity := replay.Text(record, "token_drift.incident.severity")
	if i := slices.IndexFunc(r.Incidents, func(known incident) bool { return known.ID == id }); i >= 0 {
		known := &r.Incidents[i]
		known.Later = append(known.Later, change{at, replay.Text(record, "token_drift.incident.state"), signals, action, reason})
		known.Severity = slices.MaxFunc([]string{known.Severity, severity}, func(a, b string) int {
			return cmp.Compare(slices.Index(severities, a), slices.Index(severities, b))
		})
		return
	}
	r.Incidents = append(r.Incidents, incident{
		ID: id, Opened: at, Severity: severity,
		Provider: replay.Text(record, "token_drift.token.provider"), App: replay.Text(record, "token_drift.token.app"),
		Token: replay.Text(record, "token_drift.token.id"), Owner: replay.Text(record, "token_drift.token.owner"),
		Signals: signals, Action: action, Reason: cmp.Or(reason, record.Body().AsString()),
	})
}

var severities = []string{"", "medium", "high", "critical"} // rising

func writeJSON(w io.Writer, r results) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
