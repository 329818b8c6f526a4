package tokendriftprocessor

import (
	"errors"
	"maps"
	"slices"
	"time"

	"go.opentelemetry.io/collector/component/componentstatus"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// inventoryEvery is short enough that an analyst who writes an exception sees
// it work while still looking.
const inventoryEvery = 5 * time.Second

// networksEvery is longer: databases and published ranges change by the week.
const networksEvery = 30 * time.Second

func (s *shared) watch(paths []string, current *inventory.Inventory) {
	s.watcher = inventory.NewWatcher(paths, signal.Known, inventoryEvery, current, s.inventoryLoaded, s.inventoryFailed)
	s.watcher.Start()
}

func (s *shared) inventoryLoaded(inv *inventory.Inventory) {
	s.judge.SetInventory(inv)
	s.reloads.Add(1)
	s.logger.Info("The inventory has changed and is in use")
	s.warn(inv)
	s.report("inventory", nil)
}

func (s *shared) inventoryFailed(err error) {
	s.reloadFailures.Add(1)
	s.logger.Error("The inventory has changed but cannot be used; the last good one stays in use", zap.Error(err))
	s.report("inventory", err)
}

func (s *shared) watchNetworks(cfg *Config, every time.Duration) {
	s.places = origin.NewWatcher(cfg.Networks.options(), every, s.networks,
		func(r *origin.Resolver) { s.networksLoaded(cfg, r) }, s.networksFailed)
	s.places.Start()
}

// networksLoaded takes over r; what was in use before is closed once the
// engine has let go of it.
func (s *shared) networksLoaded(cfg *Config, r *origin.Resolver) {
	sum, err := cfg.fingerprint(s.sources, r)
	if err != nil {
		s.networksFailed(errors.Join(err, r.Close()))
		return
	}
	s.judge.SetOrigin(r, sum)
	old := s.networks
	s.networks = r
	if err := old.Close(); err != nil {
		s.logger.Warn("An address database that is no longer used could not be closed", zap.Error(err))
	}
	s.logger.Info("The address databases or range files have changed and are in use")
	s.report("networks", nil)
}

func (s *shared) networksFailed(err error) {
	s.logger.Error("The address databases or range files have changed but cannot be used; the last good ones stay in use", zap.Error(err))
	s.report("networks", err)
}

func (s *shared) warn(inv *inventory.Inventory) {
	for _, text := range inv.Warnings() {
		s.logger.Warn("The inventory contradicts itself", zap.String("where", text))
	}
}

func (s *shared) contradicted(where string) {
	s.logger.Warn("The inventory contradicts the records", zap.String("where", where))
}

// report gives every pipeline's processor the status that follows from what is
// wrong with one thing, or with nil that it is right again.
func (s *shared) report(what string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.problems == nil {
		s.problems = map[string]error{}
	}
	before, was := s.problems[what]
	if err == nil && !was {
		return
	}
	if err == nil && len(s.hosts) == 0 {
		s.mended = append(s.mended, before)
	}
	delete(s.problems, what)
	if err != nil {
		s.problems[what] = err
	}
	status := componentstatus.NewEvent(componentstatus.StatusOK)
	if len(s.problems) > 0 {
		all := make([]error, 0, len(s.problems))
		for _, what := range slices.Sorted(maps.Keys(s.problems)) {
			all = append(all, s.problems[what])
		}
		status = componentstatus.NewRecoverableErrorEvent(errors.Join(all...))
	}
	for _, host := range s.hosts {
		componentstatus.ReportStatus(host, status)
	}
}
