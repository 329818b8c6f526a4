package tokendriftprocessor

import (
	"errors"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// registerStorageMetrics tells of the storage; without one all are 0 but the
// baselines lost to memory.
func (s *shared) registerStorageMetrics(m *metadata.TelemetryBuilder) error {
	return errors.Join(
		s.stat(m.RegisterProcessorTokenDriftBaselinesRestoredCallback, func(f *engine.Stats) int64 { return f.Recalled }),
		s.stat(m.RegisterProcessorTokenDriftBaselinesWithheldCallback, func(f *engine.Stats) int64 { return f.Withheld }),
		s.stat(m.RegisterProcessorTokenDriftStorageWaitingSizeCallback, func(f *engine.Stats) int64 { return f.WaitingBytes }),
		s.stored(m.RegisterProcessorTokenDriftCheckpointsSetAsideCallback, func(f *store.Figures) int64 { return f.SetAside }),
		s.stored(m.RegisterProcessorTokenDriftStorageFilterSizeCallback, func(f *store.Figures) int64 { return f.FilterLen }),
		s.stored(m.RegisterProcessorTokenDriftTokensStoredCallback, func(f *store.Figures) int64 { return f.Stored }),
		s.stored(m.RegisterProcessorTokenDriftTokensStoredLimitCallback, func(f *store.Figures) int64 { return f.StoredLimit }),
		s.stored(m.RegisterProcessorTokenDriftCheckpointAgeCallback, func(f *store.Figures) int64 {
			return int64(time.Since(f.LastAt) / time.Second)
		}),
		by(m.RegisterProcessorTokenDriftCheckpointsCallback, "outcome", func(observe observeFunc) {
			f := s.storage()
			observe("success", f.Written)
			observe("failure", f.WriteFailed)
		}),
		by(m.RegisterProcessorTokenDriftBaselinesLostCallback, "reason", func(observe observeFunc) {
			e, f := s.judge.Stats(), s.storage()
			evicted := e.EvictedMature + e.EvictedYoung
			if s.keeper != nil {
				evicted = 0
			}
			observe("no_storage", evicted)
			observe("no_room", e.LostUnwritten)
			observe("limit", f.Deleted)
			observe("damaged", e.BaselinesDamaged)
		}),
	)
}

// storage is the figures of the storage, or zeros.
func (s *shared) storage() store.Figures {
	if s.keeper == nil {
		return store.Figures{LastAt: time.Now()}
	}
	return s.keeper.Figures()
}

func (s *shared) stored(register registerFunc, pick func(*store.Figures) int64) error {
	return figure(register, func() int64 {
		f := s.storage()
		return pick(&f)
	})
}
