package report

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// finding writes an incident as an OCSF 1.8 Detection Finding
// (https://schema.ocsf.io/1.8.0/classes/detection_finding).
func finding(body pcommon.Map, n *incident.Notice, sentence, version string) {
	activity, activityName, status, statusName := ocsfActivity(n.State)
	body.PutInt("class_uid", 2004)
	body.PutStr("class_name", "Detection Finding")
	body.PutInt("category_uid", 2)
	body.PutStr("category_name", "Findings")
	body.PutInt("activity_id", activity)
	body.PutStr("activity_name", activityName)
	body.PutInt("type_uid", 200400+activity)
	body.PutInt("status_id", status)
	body.PutStr("status", statusName)
	severityID, severityName := ocsfSeverity(n.Severity)
	body.PutInt("severity_id", severityID)
	body.PutStr("severity", severityName)
	body.PutInt("time", milliseconds(n.Time))
	body.PutStr("message", sentence)
	body.PutInt("count", n.RecordCount)
	body.PutBool("is_alert", true)
	confidenceID, confidence := ocsfConfidence(n.Score)
	body.PutInt("confidence_id", confidenceID)
	body.PutStr("confidence", confidence)

	metadata := body.PutEmptyMap("metadata")
	metadata.PutStr("version", "1.8.0")
	product := metadata.PutEmptyMap("product")
	product.PutStr("name", "token_drift")
	product.PutStr("vendor_name", "tokendrift")
	putText(product, "version", version)

	findingInfo(body.PutEmptyMap("finding_info"), n, sentence)
	ocsfEvidence(body, n)
	resource := body.PutEmptySlice("resources").AppendEmpty().SetEmptyMap()
	resource.PutStr("type", "token")
	putText(resource, "uid", n.Token.ID)
	putText(resource, "name", n.Token.App)
	if n.Token.Owner != "" {
		putText(resource.PutEmptyMap("owner"), "name", n.Token.Owner)
	}
	if n.Action.Reason != "" {
		putLong(body.PutEmptyMap("remediation"), "desc", n.Action.Reason, maxSentence)
	}
}

func findingInfo(info pcommon.Map, n *incident.Notice, sentence string) {
	putText(info, "uid", n.IncidentID)
	info.PutStr("title", "A token no longer fits the system that uses it")
	info.PutStr("desc", sentence)
	putTexts(info, "types", n.Signals)
	putMilliseconds(info, "created_time", n.FirstSeen)
	putMilliseconds(info, "first_seen_time", n.FirstSeen)
	putMilliseconds(info, "last_seen_time", n.LastSeen)
	if len(n.Signals) > 0 {
		analytic := info.PutEmptyMap("analytic")
		putText(analytic, "name", n.Signals[0])
		// A rule has a fixed score (DESIGN: rules have 64 bits).
		if n.Score >= ruleBits {
			analytic.PutInt("type_id", 1)
			analytic.PutStr("type", "Rule")
		} else {
			analytic.PutInt("type_id", 2)
			analytic.PutStr("type", "Behavioral")
		}
	}
	ocsfAttacks(info, n.References)
	if len(n.Records) > 0 {
		related := info.PutEmptySlice("related_events")
		for _, id := range n.Records {
			related.AppendEmpty().SetEmptyMap().PutStr("uid", printable(id, maxText))
		}
	}
}

// ocsfAttacks lists the references that are ATT&CK techniques.
func ocsfAttacks(info pcommon.Map, references []string) {
	var attacks pcommon.Slice
	for _, reference := range references {
		if !isTechnique(reference) {
			continue
		}
		if attacks == (pcommon.Slice{}) {
			attacks = info.PutEmptySlice("attacks")
		}
		attack := attacks.AppendEmpty().SetEmptyMap()
		technique, _, isSub := strings.Cut(reference, ".")
		attack.PutEmptyMap("technique").PutStr("uid", technique)
		if isSub {
			attack.PutEmptyMap("sub_technique").PutStr("uid", reference)
		}
	}
}

// isTechnique: T1550 or T1550.001.
func isTechnique(reference string) bool {
	digits, ok := strings.CutPrefix(reference, "T")
	return ok && digits != "" && strings.Trim(digits, "0123456789.") == ""
}
