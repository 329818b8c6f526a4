package tokendriftprocessor

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// kept is what a keeper and the processor need of an engine whose state goes
// to storage.
type kept interface {
	store.State
	KeepIn(stored func(store.Key) bool, damaged func(error))
	KeyCheck() uint64
	Restore(l store.Loaded) error
	Keys(events []event.Event, keys []store.Key) []store.Key
	Delivered(notices []*incident.Notice)
}

// openClient makes sure that the named extension can store, and opens it for
// the processor of this id: what two processors store is apart.
func openClient(ctx context.Context, storageID *component.ID, id component.ID, host component.Host) (storage.Client, error) {
	if storageID == nil {
		return nil, nil
	}
	extension, ok := host.GetExtensions()[*storageID]
	if !ok {
		return nil, fmt.Errorf("storage: extension %q not found; list it under service::extensions, or leave storage empty", storageID)
	}
	stores, ok := extension.(storage.Extension)
	if !ok {
		return nil, fmt.Errorf("storage: extension %q cannot store; name one such as file_storage, or leave storage empty", storageID)
	}
	client, err := stores.GetClient(ctx, component.KindProcessor, id, "")
	if err != nil {
		return nil, fmt.Errorf("storage: extension %q gives no access: %w", storageID, err)
	}
	return client, nil
}

// keep takes in what the storage has and keeps the engine in it from now on.
// A storage that does not answer is no reason not to start: what is learned
// stays in memory until it does.
func (s *shared) keep(ctx context.Context, cfg *Config, client storage.Client, options engine.Options, build buildFunc) error {
	e, ok := s.judge.(kept)
	if !ok || cfg.Mode == ModeIdentify {
		return client.Close(ctx)
	}
	s.keeper = store.NewKeeper(client, store.Settings{
		Interval: cfg.CheckpointInterval, Limit: cfg.Baseline.MaxStoredTokens, KeyCheck: e.KeyCheck(),
		Problem: s.storageProblem, Notice: s.storageNotice,
	})
	e.KeepIn(s.keeper.Stored, s.baselineDamaged)
	loaded, err := s.keeper.Load(ctx)
	if err != nil {
		s.storageProblem(fmt.Errorf("the storage cannot be read, so what is learned is in memory only until it can: %w", err))
	}
	if err := e.Restore(loaded); err != nil {
		s.keeper.SetAside(err)
		if s.judge, err = build(options); err != nil {
			return err
		}
		e = s.judge.(kept)
		e.KeepIn(s.keeper.Stored, s.baselineDamaged)
	}
	s.kept = e
	s.keeper.Start(e)
	return nil
}

// storageProblem is told once when storage begins to fail and once, with nil,
// when it works again.
func (s *shared) storageProblem(err error) {
	if err != nil {
		s.logger.Error("Storage fails; records are judged as before, and a restart now would lose what was learned since the last whole checkpoint", zap.Error(err))
	} else {
		s.logger.Info("Storage works again")
	}
	s.report("storage", err)
}

// storageNotice is told of a checkpoint that is set aside; the status says so
// until the next one is whole.
func (s *shared) storageNotice(text string, err error) {
	s.logger.Warn(text, zap.Error(err))
	s.report("storage", fmt.Errorf("%s: %w", text, err))
}

// baselineDamaged is told of every baseline in storage that cannot be read; one
// line is enough, a metric counts them.
func (s *shared) baselineDamaged(err error) {
	s.damaged.Do(func() {
		s.logger.Warn("A baseline in storage cannot be read; its token is learned anew. Further ones are only counted", zap.Error(err))
	})
}
