package main

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// longestLine bounds a record.
const longestLine = 16 << 20

// replay judges a folder's records with the defaults of the configuration and
// gives every episode to m.
func replay(folder string, m *app.Measure) (records int, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.ndjson"))
	if err != nil || len(files) == 0 {
		return 0, errors.Join(errors.New("there are no records (*.ndjson)"), err)
	}
	set, err := source.Load(source.Options{})
	if err != nil {
		return 0, err
	}
	o := defaults()
	o.Episode = m.Episode
	if o.Origin, err = origin.Open(origin.Options{
		ASNDatabase: beside(folder, "asn.mmdb"), CountryDatabase: beside(folder, "country.mmdb"), Ranges: listed(beside(folder, "ranges.yaml")),
	}); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, o.Origin.Close()) }()
	if o.Inventory, err = inventory.Load(listed(beside(folder, "inventory.yaml")), nil); err != nil {
		return 0, err
	}
	e, err := engine.New(o)
	if err != nil {
		return 0, err
	}
	reader := set.NewReader()
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return records, err
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, longestLine)
		for lines.Scan() {
			events, _ := reader.Read(source.Record{
				Body: pcommon.NewValueStr(lines.Text()), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap(),
			})
			for i := range events {
				e.Judge(&events[i], engine.Arrival{})
			}
			records++
		}
		if err := errors.Join(lines.Err(), f.Close()); err != nil {
			return records, err
		}
	}
	for _, person := range [...]bool{false, true} {
		m.Weeks(person, e.TokenWeeks(person))
	}
	return records, nil
}

// defaults are those of the processor's configuration.
func defaults() engine.Options {
	c := tokendriftprocessor.NewFactory().CreateDefaultConfig().(*tokendriftprocessor.Config)
	return engine.Options{
		LearningPeriod: c.Baseline.LearningPeriod, LearningUses: c.Baseline.LearningUses, HalfLife: c.Baseline.HalfLife,
		MaxTokens: c.Baseline.MaxTokens, Budget: c.Incidents.FalseIncidentBudget, QuietPeriod: c.Incidents.QuietPeriod,
		ClearAfter: c.Incidents.ClearAfter, MaxLateness: c.MaxLateness, DuplicateWindow: c.DuplicateWindow,
		FingerprintKey: []byte("measuring the prior needs no secret"),
	}
}

// beside finds a file in a folder or the one above; "" when it is in neither.
func beside(folder, name string) string {
	for _, dir := range [...]string{folder, filepath.Dir(filepath.Clean(folder))} {
		file := filepath.Join(dir, name)
		if _, err := os.Stat(file); err == nil {
			return file
		}
	}
	return ""
}

func listed(file string) []string {
	if file == "" {
		return nil
	}
	return []string{file}
}
