package tokendriftprocessor

import (
	"fmt"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// handle reads, judges and tags one record and says whether to drop it. A
// panic costs the judgement of this one record, never the batch.
func (b *batch) handle(lr plog.LogRecord, after *int) (drop bool) {
	defer func() {
		if r := recover(); r != nil {
			b.afterPanic(r)
			drop = b.mode == ModeForward
		}
	}()
	fact := report.Clean(lr.Attributes())
	if fact && b.mode == ModeIdentify {
		report.MarkFact(lr.Attributes()) // for the layer that judges
		return false
	}
	events, why := b.read(lr)
	if why != source.None {
		b.unread[why].Add(1)
		return fact || b.mode == ModeForward
	}
	if b.mode == ModeIdentify {
		b.identify(lr, events)
		return false
	}
	worst, flagged := b.judgeAll(lr, events, fact, after)
	if fact || worst == nil {
		return fact || b.mode == ModeForward
	}
	report.Tag(lr.Attributes(), worst)
	if len(events) > 1 {
		report.Elements(lr.Attributes(), flagged)
	}
	return false
}

// read gives the events of a record; a user's own sources come first.
func (b *batch) read(lr plog.LogRecord) ([]event.Event, source.Unread) {
	if b.sources.HasCustom() {
		tCtx := ottllog.NewTransformContextPtr(b.resource, b.scope, lr)
		defer tCtx.Close()
		if events, why := b.reader.ReadCustom(b.ctx, tCtx); why != source.UnknownKind {
			return events, why
		}
	}
	return b.reader.Read(source.NewRecord(lr, b.resource.Resource().Attributes()))
}

// identify stamps a record whose elements are all of one token. One of several
// tokens belongs to no single instance of a second layer; it is counted, so
// that whoever sends it can split it first.
func (b *batch) identify(lr plog.LogRecord, events []event.Event) {
	var all engine.Identity
	for i := range events {
		id := b.judge.Identify(&events[i])
		switch {
		case i == 0:
			all = id
		case id.TokenID != all.TokenID || id.Partition != all.Partition:
			b.unread[unreadSeveralTokens].Add(1)
			return
		case id.Kind != all.Kind:
			all.Kind = event.KindBoth.String()
		}
	}
	report.Stamp(lr.Attributes(), all.TokenID, all.Partition, all.Kind)
}

func (b *batch) afterPanic(r any) {
	b.unread[unreadInternal].Add(1)
	b.reader = b.sources.NewReader() // the old one may be half-way through
	b.panicked.Do(func() {
		// What was panicked with may quote the record: its type must do.
		b.logger.Error("A record could not be judged because of a mistake in this processor; it counts as unread. Further ones are only counted",
			zap.String("panic", fmt.Sprintf("%T", r)), zap.Stack("stack"))
	})
}
