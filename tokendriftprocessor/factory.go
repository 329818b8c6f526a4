package tokendriftprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
)

// NewFactory makes the factory of the token_drift processor.
func NewFactory() processor.Factory {
	return newFactory(func(o engine.Options) (judge, error) { return engine.New(o) })
}

func newFactory(build buildFunc) processor.Factory {
	engines := &engines{build: build, open: map[*Config]*shared{}}
	create := func(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Logs) (processor.Logs, error) {
		p := newProcessor(engines, set, cfg.(*Config), next)
		return processorhelper.NewLogs(ctx, set, cfg, &p.delivery, p.process,
			processorhelper.WithStart(p.start),
			processorhelper.WithShutdown(p.shutdown),
			processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}))
	}
	return processor.NewFactory(metadata.Type, createDefaultConfig, processor.WithLogs(create, metadata.LogsStability))
}
