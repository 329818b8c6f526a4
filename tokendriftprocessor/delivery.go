package tokendriftprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// mostPending bounds the notices, at most a few KiB each, that wait for a next
// consumer that refuses them.
const mostPending = 10_000

// delivery hands batches to the next consumer. The notices of a refused batch
// wait for the next one: the records behind them come again if the receiver
// retries, but are duplicates then, and open nothing a second time.
type delivery struct {
	next consumer.Logs

	mu       sync.Mutex
	inFlight map[plog.Logs]notices // what a batch carries
	pending  notices
	waiting  int // records in pending
	dropped  int64
	arrived  func([]*incident.Notice) // told of what was taken; may be nil
}

// notices as records, and what they are records of.
type notices struct {
	logs plog.Logs
	told []*incident.Notice
}

func newDelivery(next consumer.Logs) delivery {
	return delivery{next: next, inFlight: map[plog.Logs]notices{}, pending: notices{logs: plog.NewLogs()}}
}

// Capabilities are the next consumer's.
func (d *delivery) Capabilities() consumer.Capabilities { return d.next.Capabilities() }

// ConsumeLogs passes a batch on.
func (d *delivery) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	d.mu.Lock()
	carried, carries := d.inFlight[ld]
	delete(d.inFlight, ld)
	d.mu.Unlock()
	err := d.next.ConsumeLogs(ctx, ld)
	switch {
	case !carries:
	case err != nil:
		d.keep(carried)
	default:
		d.taken(carried.told)
	}
	return err
}

func (d *delivery) taken(told []*incident.Notice) {
	if d.arrived != nil && len(told) > 0 {
		d.arrived(told)
	}
}

// carry notes the notices in a batch that is about to be passed on.
func (d *delivery) carry(ld plog.Logs, carried notices) {
	if carried.logs.ResourceLogs().Len() == 0 {
		return
	}
	d.mu.Lock()
	d.inFlight[ld] = carried
	d.mu.Unlock()
}

// take gives what waits, which then no longer does.
func (d *delivery) take() (pending notices, some bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waiting == 0 {
		return notices{}, false
	}
	pending = d.pending
	d.pending, d.waiting = notices{logs: plog.NewLogs()}, 0
	return pending, true
}

// keep lets notices wait. Beyond the bound the newest are given up: the older
// ones tell how it began.
func (d *delivery) keep(refused notices) {
	d.mu.Lock()
	defer d.mu.Unlock()
	room := mostPending - d.waiting
	refused.logs.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
		rl.ScopeLogs().RemoveIf(func(sl plog.ScopeLogs) bool {
			sl.LogRecords().RemoveIf(func(plog.LogRecord) bool {
				room--
				return room < 0
			})
			return sl.LogRecords().Len() == 0
		})
		return rl.ScopeLogs().Len() == 0
	})
	if room < 0 {
		d.dropped -= int64(room)
	}
	d.waiting = mostPending - max(room, 0)
	refused.logs.ResourceLogs().MoveAndAppendTo(d.pending.logs.ResourceLogs())
	d.pending.told = append(d.pending.told, refused.told...)
}

// flush tries to deliver what waits a last time; lost is how many records of
// it were refused.
func (d *delivery) flush(ctx context.Context) (lost int, err error) {
	pending, some := d.take()
	if !some {
		return 0, nil
	}
	lost = pending.logs.LogRecordCount() // the records are the next consumer's afterwards
	if err = d.next.ConsumeLogs(ctx, pending.logs); err == nil {
		lost = 0
		d.taken(pending.told)
	}
	return lost, err
}

func (d *delivery) figures() (waiting, dropped int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return int64(d.waiting), d.dropped
}
