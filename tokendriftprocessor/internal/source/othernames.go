package source

// otherNames are names under which a receiver hands on a record's own
// top-level keys. They belong to the receiver, not to a provider, so every
// source that asks for such a key finds it under its other name too.
//
// azure_event_hub with format azure puts a diagnostic record into attributes
// (azure.*, https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/azureeventhubreceiver#azure);
// its releases before that, and azure_encoding for some categories, into a map
// whose keys have dots. The record's time becomes the Timestamp.
var otherNames = map[string]string{
	"azure.category":           "category",
	"azure.correlation.id":     "correlationId",
	"azure.identity":           "identity",
	"azure.operation.name":     "operationName",
	"azure.operation.version":  "operationVersion",
	"azure.properties":         "properties",
	"azure.result.description": "resultDescription",
	"azure.result.signature":   "resultSignature",
	"azure.result.type":        "resultType",
	"azure.tenant.id":          "tenantId",
	"network.peer.address":     "callerIpAddress",

	"operation.name":     "operationName",
	"result.description": "resultDescription",
	"result.signature":   "resultSignature",
	"result.type":        "resultType",
	"tenant.id":          "tenantId",
}
