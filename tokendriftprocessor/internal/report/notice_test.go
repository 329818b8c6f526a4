package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

func written(n *incident.Notice, f Format) plog.LogRecord {
	lr := plog.NewLogRecord()
	Writer{Scope: "ours", Version: "1.2.3", Format: f}.write(lr, n, 77)
	return lr
}

func TestIncidentRecord(t *testing.T) {
	lr := written(opened(), FormatOTel)
	assert.Equal(t, "token_drift.incident", lr.EventName())
	assert.Equal(t, "The token of 0H4s00014 was used from AS64500.", lr.Body().Str())
	assert.Equal(t, pcommon.Timestamp(lastSeen), lr.Timestamp())
	assert.Equal(t, pcommon.Timestamp(77), lr.ObservedTimestamp())
	want := tagged()
	want["token_drift.incident.state"] = "opened"
	want["token_drift.incident.first_seen"] = "2026-03-02T08:00:00Z"
	want["token_drift.incident.last_seen"] = "2026-03-02T09:30:00.5Z"
	want["token_drift.incident.record_count"] = int64(3)
	want["token_drift.incident.records"] = []any{"e1", "e2"}
	want["token_drift.blast.tokens"] = []any{"f00d"}
	want["token_drift.blast.systems"] = []any{"crm"}
	want["token_drift.blast.objects"] = []any{"Contact"}
	want["token_drift.blast.volume"] = int64(5000)
	assert.Equal(t, want, lr.Attributes().AsRaw())
}

func TestSeverities(t *testing.T) {
	for _, c := range []struct {
		severity incident.Severity
		number   plog.SeverityNumber
		text     string
	}{
		{incident.SeverityMedium, 13, "WARN"},
		{incident.SeverityHigh, 17, "ERROR"},
		{incident.SeverityCritical, 18, "ERROR"},
	} {
		n := opened()
		n.Severity = c.severity
		lr := written(n, FormatOTel)
		assert.Equal(t, c.number, lr.SeverityNumber())
		assert.Equal(t, c.text, lr.SeverityText())
	}
}

func TestSummaryRecord(t *testing.T) {
	for _, f := range []Format{FormatOTel, FormatOCSF} { // it is no finding
		lr := written(summary(), f)
		assert.Equal(t, "token_drift.summary", lr.EventName())
		assert.Equal(t, "Two tokens have no owner.", lr.Body().Str())
		assert.Equal(t, plog.SeverityNumber(9), lr.SeverityNumber())
		assert.Equal(t, "INFO", lr.SeverityText())
		assert.Equal(t, map[string]any{
			"token_drift.summary.provider": "okta",
			"token_drift.summary.tenant":   "acme",
			"token_drift.summary.first":    "2026-03-02T08:00:00Z",
			"token_drift.summary.until":    "2026-03-02T09:30:00.5Z",
			"token_drift.summary.count":    int64(2),
			"token_drift.summary.tokens":   []any{"a: no owner", "b: no purpose"},
		}, lr.Attributes().AsRaw())
	}
}

func TestFinding(t *testing.T) {
	lr := written(opened(), FormatOCSF)
	assert.Equal(t, "incident", lr.Attributes().AsRaw()["token_drift.verdict"], "the attributes stay")
	const sentence = "The token of 0H4s00014 was used from AS64500."
	observation := func(s string) []any { return []any{map[string]any{"value": s}} }
	assert.Equal(t, map[string]any{
		"class_uid": int64(2004), "class_name": "Detection Finding",
		"category_uid": int64(2), "category_name": "Findings",
		"activity_id": int64(1), "activity_name": "Create", "type_uid": int64(200401),
		"status_id": int64(1), "status": "New",
		"severity_id": int64(4), "severity": "High",
		"time": int64(1772443800500), "message": sentence, "count": int64(3),
		"is_alert": true, "confidence_id": int64(2), "confidence": "Medium",
		"metadata": map[string]any{
			"version": "1.8.0",
			"product": map[string]any{"name": "token_drift", "vendor_name": "tokendrift", "version": "1.2.3"},
		},
		"finding_info": map[string]any{
			"uid": "td-1a2b", "title": "A token no longer fits the system that uses it", "desc": sentence,
			"types":        []any{"new_network", "new_client"},
			"created_time": int64(1772438400000), "first_seen_time": int64(1772438400000), "last_seen_time": int64(1772443800500),
			"analytic": map[string]any{"name": "new_network", "type_id": int64(2), "type": "Behavioral"},
			"attacks": []any{
				map[string]any{"technique": map[string]any{"uid": "T1550"}, "sub_technique": map[string]any{"uid": "T1550.001"}},
				map[string]any{"technique": map[string]any{"uid": "T1078"}},
			},
			"related_events": []any{map[string]any{"uid": "e1"}, map[string]any{"uid": "e2"}},
		},
		"anomaly_analyses": []any{map[string]any{
			"analysis_targets": []any{map[string]any{"name": "f00d", "type": "token"}},
			"anomalies": []any{
				map[string]any{"observation_parameter": "new_network", "observations": observation("AS64500"), "observed_pattern": "AS64500"},
				map[string]any{"observation_parameter": "new_client", "observations": observation("curl"), "observed_pattern": "curl"},
			},
			"baselines": []any{
				map[string]any{"observation_parameter": "new_network", "observations": observation("AS14618"), "observed_pattern": "AS14618"},
			},
		}},
		"evidences": []any{
			map[string]any{"name": "new_network", "data": map[string]any{"seen": "AS64500", "normal": "AS14618"}},
			map[string]any{"name": "new_client", "data": map[string]any{"seen": "curl"}},
		},
		"resources":   []any{map[string]any{"type": "token", "uid": "f00d", "name": "0H4s00014", "owner": map[string]any{"name": "gus@example.com"}}},
		"remediation": map[string]any{"desc": "Stops contacts from syncing."},
	}, lr.Body().Map().AsRaw())
}

func TestFindingFollowsTheIncident(t *testing.T) {
	for _, c := range []struct {
		state                  incident.State
		activity, kind, status int64
	}{
		{incident.StateOpened, 1, 200401, 1},
		{incident.StateEscalated, 2, 200402, 1},
		{incident.StateClosed, 3, 200403, 4},
	} {
		n := opened()
		n.State, n.Severity, n.Score = c.state, incident.SeverityCritical, 64
		body := written(n, FormatOCSF).Body().Map().AsRaw()
		assert.Equal(t, c.activity, body["activity_id"])
		assert.Equal(t, c.kind, body["type_uid"])
		assert.Equal(t, c.status, body["status_id"])
		assert.Equal(t, int64(5), body["severity_id"])
		assert.Equal(t, int64(3), body["confidence_id"])
	}
}
