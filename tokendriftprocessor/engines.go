package tokendriftprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/processor"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// judge is what the processor needs of an engine.
type judge interface {
	Judge(ev *event.Event, at engine.Arrival) incident.Output
	Identify(ev *event.Event) engine.Identity
	SetInventory(inv *inventory.Inventory)
	SetOrigin(r *origin.Resolver, config [32]byte)
	Stats() engine.Stats
}

type buildFunc func(engine.Options) (judge, error)

// engines holds one engine per configuration. The Collector makes a processor
// of the same name once per pipeline, all with the same *Config: they must
// learn together, and two could not open one storage.
type engines struct {
	build buildFunc
	mu    sync.Mutex
	open  map[*Config]*shared
}

func (e *engines) acquire(ctx context.Context, cfg *Config, set processor.Settings, host component.Host, d *delivery) (*shared, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.open[cfg]
	if s == nil {
		client, err := openClient(ctx, cfg.Storage, set.ID, host)
		if err != nil {
			return nil, err
		}
		if s, err = openShared(ctx, cfg, set, client, e.build); err != nil {
			return nil, err
		}
		e.open[cfg] = s
	}
	s.join(host, d)
	return s, nil
}

func (e *engines) release(ctx context.Context, cfg *Config, d *delivery) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.open[cfg]
	if s == nil || s.leave(d) > 0 {
		return nil
	}
	delete(e.open, cfg)
	return s.close(ctx)
}

func (c *Config) engineOptions(sources *source.Set, networks *origin.Resolver, declared *inventory.Inventory) (engine.Options, error) {
	sum, err := c.fingerprint(sources, networks)
	return engine.Options{
		LearningPeriod:    c.Baseline.LearningPeriod,
		LearningUses:      c.Baseline.LearningUses,
		HalfLife:          c.Baseline.HalfLife,
		MaxTokens:         c.Baseline.MaxTokens,
		Budget:            c.Incidents.FalseIncidentBudget,
		Criteria:          c.Incidents.Criteria,
		QuietPeriod:       c.Incidents.QuietPeriod,
		ClearAfter:        c.Incidents.ClearAfter,
		MaxLateness:       c.MaxLateness,
		DuplicateWindow:   c.DuplicateWindow,
		FingerprintKey:    c.key(),
		ConfigFingerprint: sum,
		Origin:            networks,
		Inventory:         declared,
		Step:              sources.Step,
		Without:           without(),
	}, err
}
