package tokendriftprocessor

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.opentelemetry.io/collector/processor"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// shared is what the processors of one configuration share, from the first
// start to the last shutdown.
type shared struct {
	judge    judge
	keeper   *store.Keeper // nil without storage, as is kept
	kept     kept
	sources  *source.Set
	networks *origin.Resolver
	watcher  *inventory.Watcher
	places   *origin.Watcher // of the files that networks was opened from
	batches  sync.Pool       // of *batch
	metrics  *metadata.TelemetryBuilder
	logger   *zap.Logger

	unread                  [unreadReasons]atomic.Int64
	reloads, reloadFailures atomic.Int64
	panicked                sync.Once
	mu                      sync.Mutex
	hosts                   []component.Host // one per pipeline, each has its own status
	deliveries              []*delivery
	droppedBefore           int64            // by deliveries that have ended
	problems                map[string]error // of the inventory and the storage, until they are right again
	mended                  []error          // problems that were over before there was a host to tell
	damaged                 sync.Once
}

func openShared(ctx context.Context, cfg *Config, set processor.Settings, client storage.Client, build buildFunc) (*shared, error) {
	s := &shared{logger: set.Logger, problems: map[string]error{}}
	s.batches.New = s.newBatch
	if err := s.open(ctx, cfg, set.TelemetrySettings, client, build); err != nil {
		if client != nil && s.keeper == nil {
			err = errors.Join(err, client.Close(ctx))
		}
		return nil, errors.Join(err, s.close(ctx))
	}
	return s, nil
}

func (s *shared) open(ctx context.Context, cfg *Config, settings component.TelemetrySettings, client storage.Client, build buildFunc) (err error) {
	if s.sources, err = cfg.Sources.load(settings); err != nil {
		return err
	}
	if s.networks, err = cfg.Networks.open(); err != nil {
		return err
	}
	declared, err := cfg.Inventory.load()
	if err != nil {
		return err
	}
	s.warn(declared)
	if cfg.FingerprintKey == "" {
		s.logger.Warn("fingerprint_key is empty, so token ids are made with a fixed public key: whoever holds a raw credential can compute its id. Set a secret one of at least 32 bytes")
	}
	options, err := cfg.engineOptions(s.sources, s.networks, declared)
	if err != nil {
		return err
	}
	options.Contradiction = s.contradicted
	if s.judge, err = build(options); err != nil {
		return err
	}
	if client != nil {
		if err := s.keep(ctx, cfg, client, options, build); err != nil {
			return err
		}
	}
	if err := s.registerMetrics(settings); err != nil {
		return err
	}
	s.watch(cfg.Inventory.Paths, declared)
	s.watchNetworks(cfg, networksEvery)
	return nil
}

// close ends what was opened, also when not everything was.
func (s *shared) close(ctx context.Context) (err error) {
	if s.watcher != nil {
		s.watcher.Stop()
	}
	if s.places != nil {
		s.places.Stop()
	}
	if s.keeper != nil {
		err = s.keeper.Stop(ctx)
	}
	if s.metrics != nil {
		s.metrics.Shutdown()
	}
	if s.networks != nil {
		err = errors.Join(err, s.networks.Close())
	}
	return err
}

func (s *shared) join(host component.Host, d *delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hosts = append(s.hosts, host)
	s.deliveries = append(s.deliveries, d)
	if s.kept != nil {
		d.arrived = s.kept.Delivered
	}
	for _, err := range s.mended {
		componentstatus.ReportStatus(host, componentstatus.NewRecoverableErrorEvent(err))
		componentstatus.ReportStatus(host, componentstatus.NewEvent(componentstatus.StatusOK))
	}
	s.mended = nil
	for _, err := range s.problems { // from before there was a host to tell
		componentstatus.ReportStatus(host, componentstatus.NewRecoverableErrorEvent(err))
	}
}

// leave gives how many processors are left.
func (s *shared) leave(d *delivery) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.deliveries, d); i >= 0 {
		_, dropped := d.figures()
		s.droppedBefore += dropped
		s.deliveries = slices.Delete(s.deliveries, i, i+1)
		s.hosts = slices.Delete(s.hosts, i, i+1)
	}
	return len(s.deliveries)
}

// pending sums the notices that wait, and those given up, over all pipelines.
func (s *shared) pending() (waiting, dropped int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	dropped = s.droppedBefore
	for _, d := range s.deliveries {
		w, n := d.figures()
		waiting, dropped = waiting+w, dropped+n
	}
	return waiting, dropped
}
