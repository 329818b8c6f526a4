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

// judge replays an estate through the Collector and reads its verdicts. A
// budget of 0 is the processor's default.
func judge(ctx context.Context, o options, files estateFiles, e *estate, out, name string, budget float64, say *progress) (*detection, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	config, err := writeConfig(files, out, budget)
	if err != nil {
		return nil, err
	}
	err = replay.Run(ctx, replay.Options{
		Binary: o.collector, Config: config, Out: out, Results: []string{taggedFile}, PortEnv: portEnv, Stall: o.stall,
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

// writeConfig writes the Collector's configuration: every default but a budget
// that is asked for, the estate's inventory and ranges, and its networks as databases.
func writeConfig(files estateFiles, out string, budget float64) (string, error) {
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
	incidents := ""
	if budget > 0 {
		incidents = fmt.Sprintf("\n    incidents: {false_incident_budget: %g}", budget)
	}
	config := fmt.Sprintf(collectorConfig, quoted(records), incidents, listed(files.inventory), quoted(asns), quoted(countries),
		listed(files.ranges), quoted(filepath.Join(out, taggedFile)), portEnv)
	file := filepath.Join(out, "collector.yaml")
	return file, os.WriteFile(file, []byte(config), 0o644)
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
