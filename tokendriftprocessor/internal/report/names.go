package report

// Prefix is what the names of all attributes begin with.
const Prefix = "token_drift."

// Event names of separate records.
const (
	EventIncident = Prefix + "incident"
	EventSummary  = Prefix + "summary"
)

// Names of attributes on judged and on separate records.
const (
	attrVerdict          = Prefix + "verdict"
	attrSignals          = Prefix + "signals"
	attrReason           = Prefix + "reason"
	attrScore            = Prefix + "score"
	attrIncidentID       = Prefix + "incident.id"
	attrIncidentSeverity = Prefix + "incident.severity"
	attrActionName       = Prefix + "action.name"
	attrActionReason     = Prefix + "action.reason"
	attrTokenID          = Prefix + "token.id"
	attrTokenProvider    = Prefix + "token.provider"
	attrTokenTenant      = Prefix + "token.tenant"
	attrTokenIssuer      = Prefix + "token.issuer"
	attrTokenApp         = Prefix + "token.app"
	attrTokenOwner       = Prefix + "token.owner"
	attrTokenPurpose     = Prefix + "token.purpose"
	attrTokenGrade       = Prefix + "token.grade"
	attrTokenShared      = Prefix + "token.shared"
	attrBaselineState    = Prefix + "baseline.state"
	attrBaselineSince    = Prefix + "baseline.since"
	attrBaselineUses     = Prefix + "baseline.uses"
	attrReferences       = Prefix + "references"
	attrPolicy           = Prefix + "policy"
	attrElements         = Prefix + "elements"

	evidencePrefix = Prefix + "evidence."
	evidenceSeen   = ".seen"
	evidenceNormal = ".normal"
)

// Names of attributes that only mode identify writes.
const (
	attrPartition = Prefix + "partition"
	attrKind      = Prefix + "kind"
)

// Names of attributes that only separate records have.
const (
	attrIncidentState       = Prefix + "incident.state"
	attrIncidentFirstSeen   = Prefix + "incident.first_seen"
	attrIncidentLastSeen    = Prefix + "incident.last_seen"
	attrIncidentRecordCount = Prefix + "incident.record_count"
	attrIncidentRecords     = Prefix + "incident.records"
	attrBlastTokens         = Prefix + "blast.tokens"
	attrBlastSystems        = Prefix + "blast.systems"
	attrBlastObjects        = Prefix + "blast.objects"
	attrBlastVolume         = Prefix + "blast.volume"
	attrSummaryProvider     = Prefix + "summary.provider"
	attrSummaryTenant       = Prefix + "summary.tenant"
	attrSummaryFirst        = Prefix + "summary.first"
	attrSummaryUntil        = Prefix + "summary.until"
	attrSummaryCount        = Prefix + "summary.count"
	attrSummaryTokens       = Prefix + "summary.tokens"
)
