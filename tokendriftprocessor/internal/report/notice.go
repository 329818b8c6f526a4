package report

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// Format is the form of an incident record's body.
type Format string

// The formats.
const (
	FormatOTel Format = "otel" // a plain sentence
	FormatOCSF Format = "ocsf" // an OCSF Detection Finding
)

// write fills a separate record. observed is when the record that caused it
// was observed: the wall clock would make a replay differ.
func (w Writer) write(lr plog.LogRecord, n *incident.Notice, observed pcommon.Timestamp) {
	lr.SetTimestamp(pcommon.Timestamp(max(n.Time, 0)))
	lr.SetObservedTimestamp(observed)
	sentence := n.Body
	if sentence == "" {
		sentence = n.Reason
	}
	lr.Body().SetStr(printable(sentence, maxSentence))
	if n.Summary != nil {
		lr.SetEventName(EventSummary)
		lr.SetSeverityNumber(plog.SeverityNumberInfo)
		lr.SetSeverityText("INFO")
		summarise(lr.Attributes(), n.Summary)
		putText(lr.Attributes(), attrPolicy, n.Policy)
		return
	}
	lr.SetEventName(EventIncident)
	number, text := severity(n.Severity)
	lr.SetSeverityNumber(number)
	lr.SetSeverityText(text)
	tell(lr.Attributes(), n)
	if w.Format == FormatOCSF {
		finding(lr.Body().SetEmptyMap(), n, printable(sentence, maxSentence), w.Version)
	}
}

// severity as in the table of short names of OpenTelemetry's log data model.
func severity(s incident.Severity) (plog.SeverityNumber, string) {
	switch s {
	case incident.SeverityCritical:
		return plog.SeverityNumberError2, "ERROR"
	case incident.SeverityHigh:
		return plog.SeverityNumberError, "ERROR"
	}
	return plog.SeverityNumberWarn, "WARN"
}

func tell(attrs pcommon.Map, n *incident.Notice) {
	Tag(attrs, &n.Verdict)
	putText(attrs, attrIncidentState, string(n.State))
	putTime(attrs, attrIncidentFirstSeen, n.FirstSeen)
	putTime(attrs, attrIncidentLastSeen, n.LastSeen)
	attrs.PutInt(attrIncidentRecordCount, n.RecordCount)
	putTexts(attrs, attrIncidentRecords, n.Records)
	putTexts(attrs, attrBlastTokens, n.BlastTokens)
	putTexts(attrs, attrBlastSystems, n.BlastSystems)
	putTexts(attrs, attrBlastObjects, n.BlastObjects)
	attrs.PutInt(attrBlastVolume, n.BlastVolume)
}

func summarise(attrs pcommon.Map, s *incident.Summary) {
	putText(attrs, attrSummaryProvider, s.Provider)
	putText(attrs, attrSummaryTenant, s.Tenant)
	putTime(attrs, attrSummaryFirst, s.First)
	putTime(attrs, attrSummaryUntil, s.Until)
	attrs.PutInt(attrSummaryCount, int64(s.Count))
	putTexts(attrs, attrSummaryTokens, s.Tokens)
}
