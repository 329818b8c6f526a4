package report

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

const ruleBits = 64

// ocsfEvidence writes what was seen against what is normal: once in the form
// made for it (anomaly_analyses) and once as evidences, which more tools show.
func ocsfEvidence(body pcommon.Map, n *incident.Notice) {
	if len(n.Evidence) == 0 {
		return
	}
	analysis := body.PutEmptySlice("anomaly_analyses").AppendEmpty().SetEmptyMap()
	target := analysis.PutEmptySlice("analysis_targets").AppendEmpty().SetEmptyMap()
	putText(target, "name", n.Token.ID)
	target.PutStr("type", "token")
	anomalies := analysis.PutEmptySlice("anomalies")
	for _, shown := range n.Evidence {
		observe(anomalies.AppendEmpty().SetEmptyMap(), shown.Signal, shown.Seen)
	}
	baselines := analysis.PutEmptySlice("baselines")
	for _, shown := range n.Evidence {
		if shown.Normal != "" {
			observe(baselines.AppendEmpty().SetEmptyMap(), shown.Signal, shown.Normal)
		}
	}
	evidences := body.PutEmptySlice("evidences")
	for _, shown := range n.Evidence {
		evidence := evidences.AppendEmpty().SetEmptyMap()
		putText(evidence, "name", shown.Signal)
		data := evidence.PutEmptyMap("data")
		putText(data, "seen", shown.Seen)
		putText(data, "normal", shown.Normal)
	}
}

func observe(to pcommon.Map, signal, value string) {
	putText(to, "observation_parameter", signal)
	to.PutEmptySlice("observations").AppendEmpty().SetEmptyMap().PutStr("value", printable(value, maxText))
	putText(to, "observed_pattern", value)
}

func ocsfActivity(s incident.State) (activity int64, name string, status int64, statusName string) {
	switch s {
	case incident.StateEscalated:
		return 2, "Update", 1, "New"
	case incident.StateClosed:
		return 3, "Close", 4, "Resolved"
	}
	return 1, "Create", 1, "New"
}

func ocsfSeverity(s incident.Severity) (id int64, name string) {
	switch s {
	case incident.SeverityCritical:
		return 5, "Critical"
	case incident.SeverityHigh:
		return 4, "High"
	}
	return 3, "Medium"
}

// ocsfConfidence: a rule states a fact, statistics a likelihood.
func ocsfConfidence(score float64) (id int64, name string) {
	if score >= ruleBits {
		return 3, "High"
	}
	return 2, "Medium"
}

func milliseconds(nanoseconds int64) int64 { return nanoseconds / int64(time.Millisecond) }

func putMilliseconds(m pcommon.Map, name string, nanoseconds int64) {
	if nanoseconds != 0 {
		m.PutInt(name, milliseconds(nanoseconds))
	}
}
