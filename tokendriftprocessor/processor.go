package tokendriftprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
)

// driftProcessor is the processor in one pipeline. It holds no record back:
// what comes in leaves in the same call, or is dropped in it.
type driftProcessor struct {
	config   *Config
	settings processor.Settings
	engines  *engines
	shared   *shared // from start to shutdown
	writer   report.Writer
	delivery delivery
}

func newProcessor(engines *engines, set processor.Settings, cfg *Config, next consumer.Logs) *driftProcessor {
	return &driftProcessor{
		config:   cfg,
		settings: set,
		engines:  engines,
		writer:   report.Writer{Scope: metadata.ScopeName, Version: set.BuildInfo.Version, Format: cfg.Incidents.Format},
		delivery: newDelivery(next),
	}
}

func (p *driftProcessor) start(ctx context.Context, host component.Host) error {
	s, err := p.engines.acquire(ctx, p.config, p.settings, host, &p.delivery)
	p.shared = s
	return err
}

// shutdown is safe without start and more than once. The next consumer still
// runs: what it refused earlier gets a last chance.
func (p *driftProcessor) shutdown(ctx context.Context) error {
	if p.shared == nil {
		return nil
	}
	if lost, err := p.delivery.flush(ctx); err != nil {
		p.settings.Logger.Warn("Incident records are lost: the next consumer refused them to the end", zap.Int("records", lost), zap.Error(err))
	}
	p.shared = nil
	return p.engines.release(ctx, p.config, &p.delivery)
}

// process never fails a batch: a retry would only bring the same records.
func (p *driftProcessor) process(ctx context.Context, ld plog.Logs) (plog.Logs, error) {
	b := p.shared.batches.Get().(*batch)
	b.begin(ctx, p)
	release := b.supply(ld)
	for _, rl := range ld.ResourceLogs().All() {
		b.takeResource(rl)
	}
	forward := p.config.Mode == ModeForward
	thinned := b.dropped > 0 || forward
	release()
	b.hasten()
	carried, told := b.end(), b.told
	p.shared.batches.Put(b)
	if thinned {
		removeEmpty(ld)
	}
	if pending, some := p.delivery.take(); some {
		ld, carried = prepend(pending.logs, ld, carried)
		told = append(pending.told, told...)
	}
	if thinned && ld.ResourceLogs().Len() == 0 {
		return ld, processorhelper.ErrSkipProcessingData
	}
	p.delivery.carry(ld, notices{carried, told})
	return ld, nil
}

// prepend puts notices that a refused batch carried before the next one, and
// gives that and all the notices in it. The notices stay copies: the next
// consumer owns the batch.
func prepend(pending, ld, carried plog.Logs) (all, notices plog.Logs) {
	all = plog.NewLogs()
	pending.CopyTo(all)
	ld.ResourceLogs().MoveAndAppendTo(all.ResourceLogs())
	carried.ResourceLogs().MoveAndAppendTo(pending.ResourceLogs())
	return all, pending
}
