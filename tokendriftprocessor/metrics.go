package tokendriftprocessor

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// Reasons beyond those of source.Unread.
const (
	unreadInternal      = int(source.TooLarge) + 1 + iota // a mistake in this processor
	unreadSeveralTokens                                   // in mode identify
	unreadReasons
)

func unreadReason(i int) string {
	switch i {
	case unreadInternal:
		return "internal"
	case unreadSeveralTokens:
		return "several_tokens"
	}
	return source.Unread(i).String()
}

type registerFunc func(metric.Int64Callback) error

// registerMetrics lets every metric be read when it is collected; judging
// records does not count anything for it.
func (s *shared) registerMetrics(settings component.TelemetrySettings) (err error) {
	if s.metrics, err = metadata.NewTelemetryBuilder(settings); err != nil {
		return err
	}
	m := s.metrics
	return errors.Join(
		s.stat(m.RegisterProcessorTokenDriftAdmissionsRefusedCallback, func(f *engine.Stats) int64 { return f.AdmissionsRefused }),
		s.stat(m.RegisterProcessorTokenDriftConsumersCallback, func(f *engine.Stats) int64 { return f.Consumers }),
		s.stat(m.RegisterProcessorTokenDriftConsumersLimitCallback, func(f *engine.Stats) int64 { return f.ConsumersLimit }),
		s.stat(m.RegisterProcessorTokenDriftConsumersRefusedCallback, func(f *engine.Stats) int64 { return f.ConsumersRefused }),
		s.stat(m.RegisterProcessorTokenDriftDuplicatesCallback, func(f *engine.Stats) int64 { return f.Duplicates }),
		s.stat(m.RegisterProcessorTokenDriftFactsCallback, func(f *engine.Stats) int64 { return f.FactsHeld }),
		s.stat(m.RegisterProcessorTokenDriftFactsEvictedCallback, func(f *engine.Stats) int64 { return f.FactsEvicted }),
		s.stat(m.RegisterProcessorTokenDriftIncidentsLimitCallback, func(f *engine.Stats) int64 { return f.IncidentsLimit }),
		s.stat(m.RegisterProcessorTokenDriftIncidentsOpenCallback, func(f *engine.Stats) int64 { return f.IncidentsOpen }),
		s.stat(m.RegisterProcessorTokenDriftLastUsesCallback, func(f *engine.Stats) int64 { return f.LateUses }),
		s.stat(m.RegisterProcessorTokenDriftLastUsesEvictedCallback, func(f *engine.Stats) int64 { return f.LateUsesEvicted }),
		s.stat(m.RegisterProcessorTokenDriftLastUsesLimitCallback, func(f *engine.Stats) int64 { return f.LateUsesLimit }),
		s.stat(m.RegisterProcessorTokenDriftMovesCallback, func(f *engine.Stats) int64 { return f.Moves }),
		s.stat(m.RegisterProcessorTokenDriftMovesLimitCallback, func(f *engine.Stats) int64 { return f.MovesLimit }),
		s.stat(m.RegisterProcessorTokenDriftMovesRefusedCallback, func(f *engine.Stats) int64 { return f.MovesRefused }),
		s.stat(m.RegisterProcessorTokenDriftRecordsLateCallback, func(f *engine.Stats) int64 { return f.Late }),
		s.stat(m.RegisterProcessorTokenDriftStateSizeCallback, func(f *engine.Stats) int64 { return f.StateBytes }),
		s.stat(m.RegisterProcessorTokenDriftTimesDistrustedCallback, func(f *engine.Stats) int64 { return f.DistrustedTimes }),
		s.stat(m.RegisterProcessorTokenDriftTokensCallback, func(f *engine.Stats) int64 { return f.Tokens }),
		s.stat(m.RegisterProcessorTokenDriftTokensLimitCallback, func(f *engine.Stats) int64 { return f.TokensLimit }),
		s.stat(m.RegisterProcessorTokenDriftTokensMatureCallback, func(f *engine.Stats) int64 { return f.Mature }),

		by(m.RegisterProcessorTokenDriftEvictionsCallback, "reason", func(observe observeFunc) {
			f := s.judge.Stats()
			observe("mature", f.EvictedMature)
			observe("young", f.EvictedYoung)
		}),
		by(m.RegisterProcessorTokenDriftIncidentsCallback, "state", func(observe observeFunc) {
			f := s.judge.Stats()
			observe("opened", f.Opened)
			observe("escalated", f.Escalated)
			observe("closed", f.Closed)
		}),
		by(m.RegisterProcessorTokenDriftVerdictsCallback, "verdict", func(observe observeFunc) {
			f := s.judge.Stats()
			observe("review", f.Reviews)
			observe("incident", f.IncidentRecords)
		}),
		by(m.RegisterProcessorTokenDriftInventoryReloadsCallback, "outcome", func(observe observeFunc) {
			observe("success", s.reloads.Load())
			observe("failure", s.reloadFailures.Load())
		}),
		by(m.RegisterProcessorTokenDriftRecordsUnreadCallback, "reason", func(observe observeFunc) {
			for i := 1; i < unreadReasons; i++ { // 0 is source.None
				observe(unreadReason(i), s.unread[i].Load())
			}
		}),
		s.registerStorageMetrics(m),
		figure(m.RegisterProcessorTokenDriftNoticesDroppedCallback, func() int64 { _, dropped := s.pending(); return dropped }),
		figure(m.RegisterProcessorTokenDriftNoticesPendingCallback, func() int64 { waiting, _ := s.pending(); return waiting }),
	)
}

func (s *shared) stat(register registerFunc, pick func(*engine.Stats) int64) error {
	return figure(register, func() int64 {
		f := s.judge.Stats()
		return pick(&f)
	})
}

func figure(register registerFunc, read func() int64) error {
	return register(func(_ context.Context, o metric.Int64Observer) error {
		o.Observe(read())
		return nil
	})
}

type observeFunc func(value string, n int64)

// by registers a metric with one attribute, whose values are a closed list.
func by(register registerFunc, name string, read func(observeFunc)) error {
	return register(func(_ context.Context, o metric.Int64Observer) error {
		read(func(value string, n int64) {
			o.Observe(n, metric.WithAttributes(attribute.String(name, value)))
		})
		return nil
	})
}
