package report

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// Writer writes separate records under a scope of its own.
type Writer struct {
	Scope, Version string // of the instrumentation scope
	Format         Format
}

// Placed is a notice and its place among the records of one resource.
type Placed struct {
	Scope    int               // index of the cause's ScopeLogs
	Before   int               // index of the record that it stands before; the number of records for the end
	Observed pcommon.Timestamp // of the record that caused it
	Notice   *incident.Notice
}

// Place puts notices, which are in the order of their places, between the
// records of a resource. The scopes that they fall into are split around them,
// because log records of two scopes cannot be interleaved otherwise.
func (w Writer) Place(rl plog.ResourceLogs, notices []Placed) {
	if len(notices) == 0 {
		return
	}
	old := plog.NewScopeLogsSlice()
	rl.ScopeLogs().MoveAndAppendTo(old)
	for i, sl := range old.All() {
		n := 0
		for n < len(notices) && notices[n].Scope == i {
			n++
		}
		if n == 0 {
			sl.MoveTo(rl.ScopeLogs().AppendEmpty())
			continue
		}
		w.split(sl, notices[:n], rl.ScopeLogs())
		notices = notices[n:]
	}
}

func (w Writer) split(sl plog.ScopeLogs, notices []Placed, to plog.ScopeLogsSlice) {
	moved := 0
	var own plog.LogRecordSlice
	open := false // own takes another notice: no record came in between
	for _, p := range notices {
		if moved < p.Before {
			moveRecords(sl, moved, p.Before, to)
			moved, open = p.Before, false
		}
		if !open {
			own, open = w.scope(to.AppendEmpty()), true
		}
		w.write(own.AppendEmpty(), p.Notice, p.Observed)
	}
	if moved < sl.LogRecords().Len() {
		moveRecords(sl, moved, sl.LogRecords().Len(), to)
	}
}

func moveRecords(from plog.ScopeLogs, begin, end int, to plog.ScopeLogsSlice) {
	part := to.AppendEmpty()
	from.Scope().CopyTo(part.Scope())
	part.SetSchemaUrl(from.SchemaUrl())
	part.LogRecords().EnsureCapacity(end - begin)
	for i := begin; i < end; i++ {
		from.LogRecords().At(i).MoveTo(part.LogRecords().AppendEmpty())
	}
}

func (w Writer) scope(sl plog.ScopeLogs) plog.LogRecordSlice {
	sl.Scope().SetName(w.Scope)
	sl.Scope().SetVersion(w.Version)
	return sl.LogRecords()
}

// Carry adds the notices to a batch of their own, each under a copy of its
// resource: what is sent again if the batch they are placed in is refused.
func (w Writer) Carry(carried plog.Logs, resource plog.ResourceLogs, notices []Placed) {
	if len(notices) == 0 {
		return
	}
	rl := carried.ResourceLogs().AppendEmpty()
	resource.Resource().CopyTo(rl.Resource())
	rl.SetSchemaUrl(resource.SchemaUrl())
	own := w.scope(rl.ScopeLogs().AppendEmpty())
	for _, p := range notices {
		w.write(own.AppendEmpty(), p.Notice, p.Observed)
	}
}
