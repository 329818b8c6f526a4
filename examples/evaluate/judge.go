package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

const (
	taggedFile = "tagged.jsonl"
	portEnv    = "EVALUATE_METRICS_PORT"
)

// settings are what is not the processor's default.
type settings struct {
	budget  float64  // 0: the default
	ignored []string // signals
	without []string // parts of the judgement that a feature gate leaves out
}

// judge replays an estate through the Collector and reads its verdicts.
func judge(ctx context.Context, o options, files estateFiles, e *estate, out, name string, set settings, say *progress) (*detection, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	config, err := writeConfig(files, out, set)
	if err != nil {
		return nil, err
	}
	err = replay.Run(ctx, replay.Options{
		Binary: o.collector, Config: config, Out: out, Results: []string{taggedFile}, PortEnv: portEnv, Stall: o.stall,
		Args: set.arguments(),
	}, len(e.records), func(n int) { say.replayed(name, n, len(e.records)) })
	if err != nil {
		return nil, err
	}
	tagged := filepath.Join(out, taggedFile)
	j, err := readJudged(tagged, e)
	if err != nil {
		return nil, err
	}
	if !o.keep {
		if err := os.Remove(tagged); err != nil {
			return nil, err
		}
	}
	return detectionOf(e, j), nil
}

// writeConfig writes the Collector's configuration: every default but what
// is asked for, the estate's inventory and ranges, and its networks as databases.
func writeConfig(files estateFiles, out string, set settings) (string, error) {
	records, err := files.joined(out)
	if err != nil {
		return "", err
	}
	asns, countries := "", ""
	if files.networks != "" {
		table, err := networks.Read(files.networks)
		if err != nil {
			return "", err
		}
		if err := networks.WriteDatabases(out, table); err != nil {
			return "", err
		}
		asns, countries = filepath.Join(out, "asn.mmdb"), filepath.Join(out, "country.mmdb")
	}
	config := fmt.Sprintf(collectorConfig, quoted(records), set.incidents(), listed(files.inventory), quoted(asns), quoted(countries),
		listed(files.ranges), quoted(filepath.Join(out, taggedFile)), portEnv)
	file := filepath.Join(out, "collector.yaml")
	return file, os.WriteFile(file, []byte(config), 0o644)
}

// incidents is that part of the configuration; "" with nothing but defaults.
func (s *settings) incidents() string {
	var keys []string
	if s.budget > 0 {
		keys = append(keys, fmt.Sprintf("false_incident_budget: %g", s.budget))
	}
	if len(s.ignored) > 0 {
		keys = append(keys, fmt.Sprintf("criteria: {%s: ignore}", strings.Join(s.ignored, ": ignore, ")))
	}
	if len(keys) == 0 {
		return ""
	}
	return "\n    incidents: {" + strings.Join(keys, ", ") + "}"
}

// arguments are those of the Collector.
func (s *settings) arguments() []string {
	if len(s.without) == 0 {
		return nil
	}
	return []string{"--feature-gates=processor.tokendrift.without" + strings.Join(s.without, ",processor.tokendrift.without")}
}

const collectorConfig = `# Written by examples/evaluate; written over by its next run.
receivers:
  file_log:
    include: [%s]
    start_at: beginning
    max_log_size: 16MiB
    include_file_name: false
    resource: {service.name: estate}
processors:
  token_drift:
    mode: tag%s
    inventory: {paths: [%s]}
    networks:
      asn_database: %s
      country_database: %s
      ranges: [%s]
exporters:
  file: {path: %s}
service:
  telemetry:
    metrics:
      readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: "${env:%s}"}}}}]
  pipelines:
    logs:
      receivers: [file_log]
      processors: [token_drift]
      exporters: [file]
`

// quoted is a path as the Collector's YAML takes it: absolute, and with "$"
// doubled, since a single one begins a variable.
func quoted(file string) string {
	if file != "" {
		if absolute, err := filepath.Abs(file); err == nil {
			file = absolute
		}
	}
	return fmt.Sprintf("%q", strings.ReplaceAll(file, "$", "$$"))
}

func listed(file string) string {
	if file == "" {
		return ""
	}
	return quoted(file)
}
