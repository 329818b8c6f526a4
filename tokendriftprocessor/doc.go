//go:generate go tool -modfile=internal/tools/go.mod mdatagen metadata.yaml

// Package tokendriftprocessor is the token_drift processor: it reads SaaS
// audit records in a Collector logs pipeline and says on each whether the
// token that was used still belongs to the system using it.
//
// This package is glue. What a record means is decided under internal/, where
// data walks one way: record, source, origin, inventory and lifecycle,
// baseline and app, signal, incident, report.
package tokendriftprocessor // import "github.com/tokendrift/tokendrift/tokendriftprocessor"
