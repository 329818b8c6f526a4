package tokendriftprocessor

import (
	"context"
	"math"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// batch walks the records of one ConsumeLogs call, in their order. It is
// pooled with its reader, whose buffers then serve the next call.
type batch struct {
	*shared
	ctx    context.Context
	mode   Mode
	writer report.Writer
	reader *source.Reader
	remove func(plog.LogRecord) bool // b.take, made once

	resource plog.ResourceLogs
	scope    plog.ScopeLogs
	scopeAt  int
	stay     int // records of the scope that stay
	dropped  int // records of the batch that do not

	placed  []report.Placed // of the resource
	carried plog.Logs       // the batch's notices once more, if there are any
	carries bool

	keys []store.Key        // of the tokens in the batch
	told []*incident.Notice // in the batch, for who keeps them until they arrive
	news bool               // it brought what is not learned twice

	judged bool // there was something to learn from in it
}

func (s *shared) newBatch() any {
	b := &batch{shared: s, reader: s.sources.NewReader()}
	b.remove = b.take
	return b
}

func (b *batch) begin(ctx context.Context, p *driftProcessor) {
	b.ctx, b.mode, b.writer = ctx, p.config.Mode, p.writer
	b.dropped, b.carries, b.told, b.news, b.judged = 0, false, nil, false, false
}

// end lets go of the records, which belong to the next consumer from here on,
// and gives the notices that were placed among them.
func (b *batch) end() plog.Logs {
	carried := b.carried
	if !b.carries {
		carried = plog.NewLogs()
	}
	b.ctx, b.resource, b.scope, b.carried = nil, plog.ResourceLogs{}, plog.ScopeLogs{}, plog.Logs{}
	return carried
}

func (b *batch) takeResource(rl plog.ResourceLogs) {
	b.resource = rl
	for i, sl := range rl.ScopeLogs().All() {
		b.scope, b.scopeAt, b.stay = sl, i, 0
		sl.LogRecords().RemoveIf(b.remove)
	}
	if len(b.placed) == 0 {
		return
	}
	if !b.carries {
		b.carried, b.carries = plog.NewLogs(), true
	}
	b.writer.Carry(b.carried, rl, b.placed)
	b.writer.Place(rl, b.placed)
	clear(b.placed)
	b.placed = b.placed[:0]
}

// take handles one record and says whether it is to be removed.
func (b *batch) take(lr plog.LogRecord) bool {
	after := len(b.placed)
	drop := b.handle(lr, &after)
	if drop {
		b.dropped++
		return true
	}
	for i := range b.placed[after:] {
		b.placed[after+i].Before++
	}
	b.stay++
	return false
}

// judgeAll asks for a verdict on every event of the record. after is where the
// notices begin that stand after it.
func (b *batch) judgeAll(lr plog.LogRecord, events []event.Event, fact bool, after *int) (worst *incident.Verdict, flagged int) {
	at := engine.Arrival{Timestamp: nanoseconds(lr.Timestamp()), Observed: nanoseconds(lr.ObservedTimestamp())}
	observed, opened := lr.ObservedTimestamp(), false
	b.judged = true
	for i := range events {
		if fact {
			events[i].Kind = event.KindLifecycle
		}
		out := b.judge.Judge(&events[i], at)
		b.news = b.news || len(events[i].Facts) > 0
		b.place(out.Before, observed)
		if !opened {
			// What falls due with a later element stands after the record once
			// an earlier one opened something, so that no close comes first.
			*after = len(b.placed)
		}
		b.place(out.After, observed)
		opened = opened || len(out.After) > 0
		if v := out.Verdict; v != nil && v.Level != incident.LevelNone {
			flagged++
			if worst == nil || worse(v, worst) {
				worst = v
			}
		}
	}
	return worst, flagged
}

func (b *batch) place(notices []*incident.Notice, observed pcommon.Timestamp) {
	for _, n := range notices {
		b.placed = append(b.placed, report.Placed{Scope: b.scopeAt, Before: b.stay, Observed: observed, Notice: n})
	}
	if b.kept != nil {
		b.told = append(b.told, notices...)
		b.news = b.news || len(notices) > 0
	}
}

func worse(a, b *incident.Verdict) bool {
	switch {
	case a.Level != b.Level:
		return a.Level > b.Level
	case a.Severity != b.Severity:
		return a.Severity > b.Severity
	}
	return a.Score > b.Score
}

// nanoseconds of a record's time; one beyond the year 2262 counts as unset.
func nanoseconds(t pcommon.Timestamp) int64 {
	if t > math.MaxInt64 {
		return 0
	}
	return int64(t)
}

// removeEmpty removes the scopes and resources that have lost every record.
func removeEmpty(ld plog.Logs) {
	ld.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
		rl.ScopeLogs().RemoveIf(func(sl plog.ScopeLogs) bool { return sl.LogRecords().Len() == 0 })
		return rl.ScopeLogs().Len() == 0
	})
}
