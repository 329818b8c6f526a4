package tokendriftprocessor

import (
	"go.opentelemetry.io/collector/component"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// The files that a configuration names are read when it is checked, so that
// `otelcol validate` finds a mistake in them and not the start.

// Validate reads the sources and reports everything that is wrong with them.
func (c *SourcesConfig) Validate() error {
	for i := range c.Custom {
		if c.Custom[i].Validate() != nil {
			// The Collector asks every custom source itself, with its path.
			_, err := source.Load(c.options())
			return err
		}
	}
	_, err := c.load(component.TelemetrySettings{Logger: zap.NewNop()})
	return err
}

func (c *SourcesConfig) options() source.Options {
	return source.Options{Include: c.Include, Paths: c.Paths}
}

func (c *SourcesConfig) load(settings component.TelemetrySettings) (*source.Set, error) {
	set, err := source.Load(c.options())
	if err != nil {
		return nil, err
	}
	return set.WithCustom(c.Custom, settings)
}

// Validate reads the inventory and reports everything that is wrong with it.
func (c *InventoryConfig) Validate() error {
	_, err := c.load()
	return err
}

func (c *InventoryConfig) load() (*inventory.Inventory, error) {
	return inventory.Load(c.Paths, signal.Known)
}

// Validate opens the databases and range files and reports everything that is
// wrong with them.
func (c *NetworksConfig) Validate() error {
	r, err := c.open()
	if err != nil {
		return err
	}
	return r.Close()
}

func (c *NetworksConfig) open() (*origin.Resolver, error) {
	return origin.Open(c.options())
}

func (c *NetworksConfig) options() origin.Options {
	return origin.Options{ASNDatabase: c.ASNDatabase, CountryDatabase: c.CountryDatabase, Ranges: c.Ranges}
}
