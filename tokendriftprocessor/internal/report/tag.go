package report

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// most attributes a verdict with three signals has; more only grow the map.
const usualAttributes = 30

// Tag writes a verdict as attributes. What is not known gets no attribute, and
// a review none of an incident's.
func Tag(attrs pcommon.Map, v *incident.Verdict) {
	attrs.EnsureCapacity(attrs.Len() + usualAttributes)
	putText(attrs, attrVerdict, v.Level.String())
	putTexts(attrs, attrSignals, v.Signals)
	putLong(attrs, attrReason, v.Reason, maxSentence)
	attrs.PutDouble(attrScore, v.Score)
	if v.Level == incident.LevelIncident {
		putText(attrs, attrIncidentID, v.IncidentID)
		putText(attrs, attrIncidentSeverity, v.Severity.String())
	}
	putText(attrs, attrActionName, v.Action.Name)
	putLong(attrs, attrActionReason, v.Action.Reason, maxSentence)
	tagToken(attrs, &v.Token)
	if b := v.Baseline; b.State != "" {
		attrs.PutStr(attrBaselineState, b.State)
		putTime(attrs, attrBaselineSince, b.Since)
		attrs.PutInt(attrBaselineUses, b.Uses)
	}
	for _, shown := range v.Evidence {
		putText(attrs, evidencePrefix+shown.Signal+evidenceSeen, shown.Seen)
		putText(attrs, evidencePrefix+shown.Signal+evidenceNormal, shown.Normal)
	}
	putTexts(attrs, attrReferences, v.References)
	putText(attrs, attrPolicy, v.Policy)
}

func tagToken(attrs pcommon.Map, t *incident.Token) {
	putText(attrs, attrTokenID, t.ID)
	putText(attrs, attrTokenProvider, t.Provider)
	putText(attrs, attrTokenTenant, t.Tenant)
	putText(attrs, attrTokenIssuer, t.Issuer)
	putText(attrs, attrTokenApp, t.App)
	putText(attrs, attrTokenOwner, t.Owner)
	putText(attrs, attrTokenPurpose, t.Purpose)
	putText(attrs, attrTokenGrade, t.Grade)
	attrs.PutBool(attrTokenShared, t.Shared)
}

// Elements says how many of a record's several audit events were flagged.
func Elements(attrs pcommon.Map, flagged int) { attrs.PutInt(attrElements, int64(flagged)) }
