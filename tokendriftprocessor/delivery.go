package tokendriftprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
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
	inFlight map[plog.Logs]plog.Logs // a batch and the notices in it
	pending  plog.Logs
	waiting  int // records in pending
	dropped  int64
}

func newDelivery(next consumer.Logs) delivery {
	return delivery{next: next, inFlight: map[plog.Logs]plog.Logs{}, pending: plog.NewLogs()}
}

// Capabilities are the next consumer's.
func (d *delivery) Capabilities() consumer.Capabilities { return d.next.Capabilities() }

// ConsumeLogs passes a batch on.
func (d *delivery) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	d.mu.Lock()
	notices, carries := d.inFlight[ld]
	delete(d.inFlight, ld)
	d.mu.Unlock()
	err := d.next.ConsumeLogs(ctx, ld)
	if err != nil && carries {
		d.keep(notices)
	}
	return err
}

// carry notes the notices in a batch that is about to be passed on.
func (d *delivery) carry(ld, notices plog.Logs) {
	if notices.ResourceLogs().Len() == 0 {
		return
	}
	d.mu.Lock()
	d.inFlight[ld] = notices
	d.mu.Unlock()
}

// take gives what waits, which then no longer does.
func (d *delivery) take() (pending plog.Logs, some bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waiting == 0 {
		return plog.Logs{}, false
	}
	pending = d.pending
	d.pending, d.waiting = plog.NewLogs(), 0
	return pending, true
}

// keep lets notices wait. Beyond the bound the newest are given up: the older
// ones tell how it began.
func (d *delivery) keep(notices plog.Logs) {
	d.mu.Lock()
	defer d.mu.Unlock()
	room := mostPending - d.waiting
	notices.ResourceLogs().RemoveIf(func(rl plog.ResourceLogs) bool {
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
	notices.ResourceLogs().MoveAndAppendTo(d.pending.ResourceLogs())
}

// flush tries to deliver what waits a last time; lost is how many records of
// it were refused.
func (d *delivery) flush(ctx context.Context) (lost int, err error) {
	pending, some := d.take()
	if !some {
		return 0, nil
	}
	lost = pending.LogRecordCount() // the records are the next consumer's afterwards
	if err = d.next.ConsumeLogs(ctx, pending); err == nil {
		lost = 0
	}
	return lost, err
}

func (d *delivery) figures() (waiting, dropped int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return int64(d.waiting), d.dropped
}
