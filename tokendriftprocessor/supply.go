package tokendriftprocessor

import (
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// supply makes ready the baselines that a batch needs and that are in storage
// alone; release follows when the batch is judged. The records are read a
// second time for it: only then can storage be asked once. While all that is
// stored is in memory as well, nothing is read twice.
func (b *batch) supply(ld plog.Logs) (release func()) {
	if b.keeper == nil {
		return func() {}
	}
	b.keeper.Relieve()
	if !b.keeper.Needed() {
		return func() {}
	}
	b.keys = b.keys[:0]
	for _, rl := range ld.ResourceLogs().All() {
		b.resource = rl
		for _, sl := range rl.ScopeLogs().All() {
			b.scope = sl
			for _, lr := range sl.LogRecords().All() {
				b.keysOf(lr)
			}
		}
	}
	return b.keeper.Supply(b.ctx, b.keys)
}

// hasten lets what a batch brought that is not learned twice be kept at once,
// and all of it where nothing is to be lost.
func (b *batch) hasten() {
	if b.keeper != nil && (b.news || b.judged && b.keeper.Durable()) {
		b.keeper.Hasten()
	}
}

// keysOf notes whose tokens a record is of. One that cannot be read names
// none; it is counted when it is judged.
func (b *batch) keysOf(lr plog.LogRecord) {
	defer func() {
		if recover() != nil {
			b.reader = b.sources.NewReader()
		}
	}()
	if events, why := b.read(lr); why == source.None {
		b.keys = b.kept.Keys(events, b.keys)
	}
}
