package tokendriftprocessor

import (
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"
)

// checkStorage makes sure that the named extension can store at all, so that
// a configuration that starts now also starts once checkpoints are written.
func checkStorage(id *component.ID, host component.Host, logger *zap.Logger) error {
	if id == nil {
		return nil
	}
	extension, ok := host.GetExtensions()[*id]
	if !ok {
		return fmt.Errorf("storage: extension %q not found; list it under service::extensions, or leave storage empty", id)
	}
	if _, ok := extension.(storage.Extension); !ok {
		return fmt.Errorf("storage: extension %q cannot store; name one such as file_storage, or leave storage empty", id)
	}
	logger.Warn("storage is set, but this release keeps baselines in memory only and learns anew after a restart; checkpoints come with a later release",
		zap.Stringer("storage", id))
	return nil
}
