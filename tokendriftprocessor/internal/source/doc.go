//go:generate go run ../../cmd/sourcetable -out SOURCES.md

// Package source reads log records as events: one YAML file per kind of
// audit record says where its fields are (FORMAT.md), and a [Reader] applies
// the file whose conditions a record meets.
//
// Everything here is total: a value of the wrong type costs its own field, a
// record that cannot be read costs an [Unread] reason, nothing panics. Reading
// is bounded by the record: at most 16 MiB of body, 300 levels of nesting,
// about a million JSON values and 16,384 events.
package source // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
