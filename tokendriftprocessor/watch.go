package tokendriftprocessor

import (
	"time"

	"go.opentelemetry.io/collector/component/componentstatus"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// inventoryEvery is short enough that an analyst who writes an exception sees
// it work while still looking.
const inventoryEvery = 5 * time.Second

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

func (s *shared) warn(inv *inventory.Inventory) {
	for _, text := range inv.Warnings() {
		s.logger.Warn("The inventory contradicts itself", zap.String("where", text))
	}
}

// report gives every pipeline's processor the status that follows from what is
// wrong with one thing, or with nil that it is right again.
func (s *shared) report(what string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.problems == nil {
		s.problems = map[string]error{}
	}
	if _, was := s.problems[what]; err == nil && !was {
		return
	}
	delete(s.problems, what)
	if err != nil {
		s.problems[what] = err
	}
	status := componentstatus.NewEvent(componentstatus.StatusOK)
	for _, other := range s.problems {
		status = componentstatus.NewRecoverableErrorEvent(other)
	}
	for _, host := range s.hosts {
		componentstatus.ReportStatus(host, status)
	}
}
