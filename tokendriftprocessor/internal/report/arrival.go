package report

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// kindFact marks a record that only changes state: a copy of a lifecycle
// record that a first layer sends to every instance of the second.
const kindFact = "fact"

// Clean removes every token_drift attribute that a record arrives with, so
// that nobody upstream can forge a verdict, and says whether it was marked as
// a fact. Without such attributes it only looks.
func Clean(attrs pcommon.Map) (fact bool) {
	found := false
	for name := range attrs.All() {
		if strings.HasPrefix(name, Prefix) {
			found = true
			break
		}
	}
	if !found {
		return false
	}
	attrs.RemoveIf(func(name string, v pcommon.Value) bool {
		if name == attrKind {
			fact = v.Type() == pcommon.ValueTypeStr && v.Str() == kindFact
		}
		return strings.HasPrefix(name, Prefix)
	})
	return fact
}

// MarkFact marks a record as a fact again, for a next layer.
func MarkFact(attrs pcommon.Map) { attrs.PutStr(attrKind, kindFact) }

// Stamp writes what mode identify says of a record.
func Stamp(attrs pcommon.Map, tokenID, partition, kind string) {
	putText(attrs, attrTokenID, tokenID)
	putText(attrs, attrPartition, partition)
	putText(attrs, attrKind, kind)
}
